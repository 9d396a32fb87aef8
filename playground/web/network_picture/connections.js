/** Weights as lines and biases as bars, on the canvas below the units. */

import { css, mix } from "../theme.js";

/** @import { UnitAt } from "./unit_grid.js" */
/** @import { UnitPlace } from "./layout.js" */
/**
 * The lines from the units of one column to those of the column `number`.
 * @typedef {{ weights: Numbers, before: UnitPlace[], places: UnitPlace[], number: number, chosen: UnitAt | null }} Lines
 */

const LEVELS = 8; // of thickness: lines of one level and sign are drawn in one go
const FADED = 0.13;
const DASH = [5, 4];
const HALF = 1.2; // the weight at which a line has somewhat over half its full thickness
const BAR = { height: 4, below: 3 };
const BESIDE = { width: 3, gap: 1.5 }; // of the bar of a unit's output
const ARC = { rise: 20, tip: 4 };
export const ABOVE = 20; // pixels of room for what goes around columns

/**
 * How large a weight or bias looks, 0 to 1.
 * @param {number} value
 */
export const visibleSize = (value) => 1 - Math.exp(-Math.abs(value) / HALF);

/** @param {Theme} theme @param {boolean} positive */
const signColour = (theme, positive) => css(positive ? theme.positive : theme.negative);

/** @param {CanvasRenderingContext2D} context @param {UnitPlace} from @param {UnitPlace} to */
function line(context, from, to) {
  const [x1, x2] = [from.x + from.width / 2, to.x - to.width / 2];
  const bend = (x2 - x1) * 0.45;
  context.moveTo(x1, from.y);
  context.bezierCurveTo(x1 + bend, from.y, x2 - bend, to.y, x2, to.y);
}

/**
 * The lines of one column to that before it, as one list of (input, unit) for each sign and level.
 * @param {Numbers} weights @param {number} inputs @param {number} units
 * @param {(input: number, unit: number) => boolean} wanted
 */
function sortedLines(weights, inputs, units, wanted) {
  /** @type {Map<number, [input: number, unit: number][]>} */
  const groups = new Map();
  for (let input = 0; input < inputs; input++) {
    for (let unit = 0; unit < units; unit++) {
      const weight = weights[input * units + unit];
      if (!weight || !wanted(input, unit)) continue;
      const group = Math.ceil(visibleSize(weight) * LEVELS) * Math.sign(weight);
      const pairs = groups.get(group) ?? [];
      pairs.push([input, unit]);
      groups.set(group, pairs);
    }
  }
  return [...groups].sort(([one], [other]) => Math.abs(one) - Math.abs(other));
}

/**
 * How thick and how strong lines may be for all to be seen: the same for all columns, so that they compare.
 * @param {UnitPlace[][]} columns
 */
export function lineRoom(columns) {
  let [gap, count] = [Infinity, 1];
  for (let number = 1; number < columns.length; number++) {
    const [before, places] = [columns[number - 1], columns[number]];
    gap = Math.min(gap, places[0].x - before[0].x - (places[0].width + before[0].width) / 2);
    count = Math.max(count, before.length * places.length);
  }
  const crowd = Math.min(1, 60 / count);
  return { crowd, thickest: Math.max(1.5, 5.5 * Math.min(1, gap / 90) * (0.55 + 0.45 * crowd)) };
}

/**
 * Draw the lines into a column; where a unit is `chosen`, those that do not touch it fade.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {{ crowd: number, thickest: number }} room
 * @param {Lines} lines
 */
export function drawLines(context, theme, { crowd, thickest }, { weights, before, places, number, chosen }) {
  /** @param {number} input @param {number} unit */
  const touches = (input, unit) =>
    (chosen?.column === number && chosen.row === unit) || (chosen?.column === number - 1 && chosen.row === input);
  /** @type {[wanted: typeof touches, strength: number][]} */
  const passes = chosen ? [[(input, unit) => !touches(input, unit), FADED], [touches, 1]] : [[() => true, 1]];
  for (const [wanted, strength] of passes) {
    for (const [group, pairs] of sortedLines(weights, before.length, places.length, wanted)) {
      const level = Math.abs(group) / LEVELS;
      context.beginPath();
      for (const [input, unit] of pairs) line(context, before[input], places[unit]);
      context.setLineDash(group < 0 ? DASH : []);
      context.lineWidth = 0.4 + thickest * level;
      context.strokeStyle = signColour(theme, group > 0);
      context.globalAlpha = strength * (0.3 + 0.7 * Math.max(level, crowd));
      context.stroke();
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/**
 * Each unit of a column hands its value on as it is.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme
 * @param {{ before: UnitPlace[], places: UnitPlace[] }} columns
 */
export function drawSame(context, theme, { before, places }) {
  context.beginPath();
  places.forEach((place, row) => line(context, before[row], place));
  Object.assign(context, { lineWidth: 1, strokeStyle: css(theme.muted) });
  context.stroke();
}

/**
 * A bar from the middle below a unit: to the right where its bias is positive, else to the left.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {UnitPlace} place @param {number} bias
 */
export function drawBias(context, theme, { x, y, side, width }, bias) {
  const top = y + side / 2 + BAR.below;
  context.fillStyle = css(mix(theme.paper, theme.ink, 0.14));
  context.fillRect(x - width / 2, top, width, BAR.height);
  const length = (visibleSize(bias) * width) / 2;
  context.fillStyle = signColour(theme, bias > 0);
  context.fillRect(bias > 0 ? x : x - length, top, length, BAR.height);
  context.fillStyle = css(theme.ink);
  context.fillRect(x - 0.5, top - 1, 1, BAR.height + 2);
}

/**
 * A bar to the right of a unit, as high as its output is beside the largest one of its column.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {UnitPlace} place @param {number} share -1 to 1
 */
export function drawOutput(context, theme, { x, y, side, width }, share) {
  const height = Math.min(1, Math.abs(share)) * side;
  context.fillStyle = signColour(theme, share > 0);
  context.fillRect(x + width / 2 + BESIDE.gap, y + side / 2 - height, BESIDE.width, height);
}

/**
 * The way around columns that a row adds: an arc with a tip, above the units.
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {UnitPlace} from @param {UnitPlace} to
 */
export function drawSkip(context, theme, from, to) {
  const [x1, x2] = [from.x + from.width / 4, to.x - to.width / 4];
  const [y1, y2] = [from.y - from.side / 2 - 2, to.y - to.side / 2 - 2];
  const top = Math.max(2, Math.min(y1, y2) - ARC.rise);
  Object.assign(context, { lineWidth: 1.5, strokeStyle: css(theme.ink), fillStyle: css(theme.ink), globalAlpha: 1 });
  context.beginPath();
  context.moveTo(x1, y1);
  context.bezierCurveTo(x1, top, x2, top, x2, y2);
  context.stroke();
  context.beginPath();
  context.moveTo(x2, y2);
  context.lineTo(x2 - ARC.tip, y2 - ARC.tip);
  context.lineTo(x2 + ARC.tip, y2 - ARC.tip);
  context.fill();
}
