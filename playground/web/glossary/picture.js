/** The glossary's small pictures, drawn of the marks that Python gives. */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string | number>} attributes */
function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

/** @param {[x1: number, y1: number, x2: number, y2: number]} ends */
function arrow([x1, y1, x2, y2]) {
  const back = x2 > x1 ? -4 : 4;
  return shape("path", { d: `M${x1} ${y1}L${x2} ${y2}m${back} -3l${-back} 3l${back} 3` });
}

/** @param {GlossaryMark} mark */
function shapes({ line, dots, boxes, arrows, words, shades, size = 1.8 }) {
  if (line) return [shape("polyline", { points: line.map((point) => point.join()).join(" ") })];
  if (dots) return dots.map(([cx, cy]) => shape("circle", { cx, cy, r: size }));
  if (arrows) return arrows.map(arrow);
  if (boxes) {
    return boxes.map(([x, y, width, height], at) => {
      const shade = shades ? shades[at] : 0;
      return shape("rect", { x, y, width, height, rx: shades ? 0 : 3, "fill-opacity": shade });
    });
  }
  return (words ?? []).map(([x, y, text]) => {
    const made = shape("text", { x, y });
    made.textContent = text;
    return made;
  });
}

/**
 * The picture of so many units, for the eye alone: the words beside it say the same.
 * @param {GlossaryMark[]} marks @param {[width: number, height: number]} size
 */
export function picture(marks, [width, height]) {
  const drawn = shape("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  for (const mark of marks) {
    const group = shape("g", { class: mark.colour });
    group.append(...shapes(mark));
    drawn.append(group);
  }
  return drawn;
}
