import { contextOf, element, label, write } from "../elements.js";
import { css } from "../theme.js";
import { paintValues } from "../signed_colours.js";

/** @typedef {[bytes: Numbers, palette: Palette, zero: number]} Layer */
/** @typedef {{ marked: Uint8Array, theme: Theme, colour: Colour }} Outline */

const figureSource = document.createElement("canvas");
const POINTS = 8;

/** A small picture with its caption. */
export class Figure {
  /** @param {string} side */
  constructor(side) {
    this.canvas = element("canvas", { role: "img" });
    this.caption = element("figcaption", {});
    this.node = element("figure", { style: `--side: ${side}` }, this.canvas, this.caption);
  }

  /** @param {string} caption @param {string} [described] */
  say(caption, described) {
    write(this.caption, caption);
    label(this.canvas, described ?? caption);
  }

  /**
   * Draw layers of bytes (rows, columns), each `[bytes, palette, zero]`, one over the other.
   * @param {Layer[]} layers @param {number} rows @param {number} columns @param {Outline | null} [outline]
   */
  paint(layers, rows, columns, outline) {
    const { canvas } = this;
    const points = outline ? POINTS : 1;
    const [width, height] = [columns * points, rows * points];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.node.style.setProperty("--shape", `${columns} / ${Math.max(rows, columns / 8)}`);
    const context = contextOf(canvas);
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, width, height);
    for (const [bytes, palette, zero] of layers) {
      context.drawImage(paintValues(figureSource, bytes, columns, rows, palette, zero), 0, 0, width, height);
    }
    if (outline) drawOutline(context, outline, rows, columns);
  }
}

/**
 * The border of the marked values, drawn twice so that it shows on ink and on paper.
 * @param {CanvasRenderingContext2D} context @param {Outline} outline @param {number} rows @param {number} columns
 */
function drawOutline(context, { marked, theme, colour }, rows, columns) {
  /** @param {number} row @param {number} column */
  const at = (row, column) =>
    row >= 0 && column >= 0 && row < rows && column < columns && marked[row * columns + column] > 0;
  context.beginPath();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!at(row, column)) continue;
      const [left, top, right, low] = [column, row, column + 1, row + 1].map((place) => place * POINTS);
      /** @type {[boolean, number, number, number, number][]} */
      const sides = [
        [at(row - 1, column), left, top, right, top],
        [at(row + 1, column), left, low, right, low],
        [at(row, column - 1), left, top, left, low],
        [at(row, column + 1), right, top, right, low],
      ];
      for (const [inside, fromX, fromY, toX, toY] of sides) {
        if (inside) continue;
        context.moveTo(fromX, fromY);
        context.lineTo(toX, toY);
      }
    }
  }
  context.lineCap = "square";
  const passes = /** @type {[number, Colour][]} */ ([[5, theme.paper], [2.5, colour]]);
  for (const [width, shade] of passes) {
    Object.assign(context, { lineWidth: (width * columns) / 16, strokeStyle: css(shade) });
    context.stroke();
  }
}
