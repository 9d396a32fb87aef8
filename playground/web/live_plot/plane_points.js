/** Training points are filled discs, test points hollow diamonds; each class has a mark besides its colour. */

import { tickText, ticks } from "../numbers.js";
import { css, mix } from "../theme.js";

/** @type {[x1: number, y1: number, x2: number, y2: number][][]} */
const MARKS = [
  [],
  [], // and a dot in the middle
  [[-1, 0, 1, 0]],
  [[0, -1, 0, 1]],
  [[-1, 0, 1, 0], [0, -1, 0, 1]],
  [[-0.8, -0.8, 0.8, 0.8]],
  [[-0.8, 0.8, 0.8, -0.8]],
  [[-0.8, -0.8, 0.8, 0.8], [-0.8, 0.8, 0.8, -0.8]],
];

const DOTTED = 1;

/**
 * One point; `number` is its class, or null where the colour stands for its value and says it all.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {number} x @param {number} y
 * @param {number} radius @param {boolean} test @param {Colour} colour @param {number | null} number
 */
export function glyph(context, theme, x, y, radius, test, colour, number) {
  const valued = number === null;
  const outline = css(valued ? mix(theme.ink, colour, 0.25) : test ? mix(colour, theme.ink, 0.25) : theme.paper);
  context.beginPath();
  if (test) {
    const reach = radius * 1.3;
    context.moveTo(x, y - reach);
    for (const [dx, dy] of [[reach, 0], [0, reach], [-reach, 0]]) context.lineTo(x + dx, y + dy);
    context.closePath();
  } else context.arc(x, y, radius, 0, 7);
  context.fillStyle = css(test && !valued ? theme.paper : colour);
  context.fill();
  context.lineWidth = test ? 1.4 : 1;
  context.strokeStyle = outline;
  context.stroke();
  if (valued || radius < 2.8) return;
  const mark = number % MARKS.length;
  context.beginPath();
  context.fillStyle = outline;
  if (mark === DOTTED) {
    context.arc(x, y, radius * (test ? 0.3 : 0.38), 0, 7);
    context.fill();
    return;
  }
  for (const [x1, y1, x2, y2] of MARKS[mark]) {
    context.moveTo(x + x1 * radius * 0.6, y + y1 * radius * 0.6);
    context.lineTo(x + x2 * radius * 0.6, y + y2 * radius * 0.6);
  }
  context.stroke();
}

/**
 * Axes x₁ and x₂ around a square whose top left corner is at (left, top).
 * @param {CanvasRenderingContext2D} context @param {Theme} theme
 * @param {{ left: number, top: number, side: number, extent: Extent }} room
 */
export function drawAxes(context, theme, { left, top, side, extent }) {
  const [x1Low, x1High, x2Low, x2High] = extent;
  Object.assign(context, { font: theme.font, fillStyle: css(theme.muted), strokeStyle: css(theme.muted), lineWidth: 1 });
  context.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);
  context.textBaseline = "middle";
  context.beginPath();
  for (const value of ticks(x1Low, x1High, 6)) {
    const x = left + ((value - x1Low) / (x1High - x1Low)) * side;
    context.moveTo(x, top + side);
    context.lineTo(x, top + side + 4);
    context.textAlign = "center";
    context.fillText(tickText(value), x, top + side + 13);
  }
  for (const value of ticks(x2Low, x2High, 6)) {
    const y = top + ((x2High - value) / (x2High - x2Low)) * side;
    context.moveTo(left - 4, y);
    context.lineTo(left, y);
    context.textAlign = "right";
    context.fillText(tickText(value), left - 7, y);
  }
  context.stroke();
  Object.assign(context, { fillStyle: css(theme.ink), textAlign: "center", font: `italic 600 ${theme.font}` });
  context.fillText("x₁", left + side / 2, top + side + 30);
  context.fillText("x₂", 7, top + side / 2);
}
