import { fit } from "../elements.js";
import { css } from "../theme.js";
import { paintValues } from "../signed_colours.js";

/** @typedef {ReturnType<typeof arrangeStrip>} Strip */

const stripSource = document.createElement("canvas");

/**
 * A vector too long for bars, as squares in lines that fill the width.
 * @param {number} count @param {number} width
 */
export function arrangeStrip(count, width) {
  const side = count > 2000 ? 4 : 7;
  const line = Math.min(count, Math.floor((width - 2) / side));
  const lines = Math.ceil(count / line);
  return { side, line, lines, width, height: lines * side + 2 };
}

/**
 * @param {HTMLCanvasElement} canvas @param {Strip} strip @param {Numbers} pixels @param {Theme} theme
 * @param {Palette} palette
 */
export function drawStrip(canvas, { side, line, lines, width, height }, pixels, theme, palette) {
  const context = fit(canvas, width, height);
  const padded = new Int8Array(line * lines);
  padded.set(pixels);
  context.imageSmoothingEnabled = false;
  context.drawImage(paintValues(stripSource, padded, line, lines, palette, 127), 1, 1, line * side, lines * side);
  context.strokeStyle = css(theme.line);
  context.strokeRect(0.5, 0.5, line * side + 1, lines * side + 1);
  return context;
}

/** @param {Strip} strip @param {number} count @param {number} x @param {number} y */
export function stripValueAt({ side, line }, count, x, y) {
  const [row, column] = [Math.floor((y - 1) / side), Math.floor((x - 1) / side)];
  const index = row * line + column;
  return row < 0 || column < 0 || column >= line || index >= count ? null : index;
}

/** @param {Strip} strip @param {number} index @returns {Box} */
export function stripValueBox({ side, line }, index) {
  return [1 + (index % line) * side, 1 + Math.floor(index / line) * side, side, side];
}
