/**
 * Draw strokes in the context's colours with a round pen; `side` is that of the square, and `pen` the pen's width, in the context's units.
 * @param {CanvasRenderingContext2D} ink @param {Stroke[]} strokes @param {number} side @param {number} pen
 */
export function drawPenLines(ink, strokes, side, pen) {
  ink.lineCap = ink.lineJoin = "round";
  ink.lineWidth = pen;
  for (const stroke of strokes) {
    ink.beginPath();
    if (stroke.length === 1) {
      const [[x, y]] = stroke;
      ink.arc(x * side, y * side, pen / 2, 0, 2 * Math.PI);
      ink.fill();
    } else {
      for (const [x, y] of stroke) ink.lineTo(x * side, y * side);
      ink.stroke();
    }
  }
}
