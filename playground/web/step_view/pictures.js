/** Small pictures beside an explanation: a curve and its point, a filter's window, a pool's winner, a batch's spread. */

import { element, fit } from "../elements.js";
import { linearScale } from "../numbers.js";
import { valueText } from "../number_text.js";
import { css, mix } from "../theme.js";

const [WIDTH, HEIGHT] = [240, 132];

/** A value in two digits: a window, its filter and their products are to stand side by side. @param {number} value */
const shortText = (value) => valueText(Number(value.toPrecision(2)));

/** @param {ExplainedPicture} picture @param {Theme} theme @returns {HTMLElement} */
export function pictureOf(picture, theme) {
  switch (picture.kind) {
    case "curve":
      return curve(picture, theme);
    case "window":
      return windowOf(picture, theme);
    case "winner":
      return winner(picture, theme);
    case "spread":
      return spread(picture, theme);
  }
}

/** @param {string} text @param {...HTMLElement} nodes */
const figure = (text, ...nodes) => element("figure", { class: "told" }, ...nodes, element("figcaption", {}, text));

/** @param {CurvePicture} picture @param {Theme} theme */
function curve({ x, y, point, slope }, theme) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const context = fit(canvas, WIDTH, HEIGHT);
  const [atX, atY] = point.map(Number);
  const heights = y.map(Number);
  const [left, right] = [Number(x[0]), Number(x.at(-1))];
  const [low, high] = [Math.min(...heights, atY), Math.max(...heights, atY)];
  /** @param {number} value */
  const across = (value) => 6 + ((value - left) / (right - left)) * (WIDTH - 12);
  /** @param {number} value */
  const down = (value) => HEIGHT - 8 - ((value - low) / (high - low || 1)) * (HEIGHT - 16);
  context.strokeStyle = css(theme.line);
  line(context, [[across(left), down(0)], [across(right), down(0)]]);
  line(context, [[across(0), 0], [across(0), HEIGHT]]);
  context.strokeStyle = css(theme.ink);
  context.lineWidth = 2;
  line(context, heights.map((height, index) => [across(Number(x[index])), down(height)]));
  const reach = (right - left) / 6;
  context.strokeStyle = css(theme.mark);
  context.setLineDash([5, 4]);
  const end = (/** @type {number} */ by) => /** @type {Point} */ ([across(atX + by), down(atY + by * Number(slope))]);
  line(context, [end(-reach), end(reach)]);
  context.fillStyle = css(theme.mark);
  context.beginPath();
  context.arc(across(atX), down(atY), 4.5, 0, 2 * Math.PI);
  context.fill();
  return figure(`Its curve: at ${valueText(atX)} it is ${valueText(atY)}, with a slope of ${valueText(Number(slope))}.`, canvas);
}

/** @param {CanvasRenderingContext2D} context @param {Point[]} points */
function line(context, points) {
  context.beginPath();
  points.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
}

/**
 * A table of numbers in the colours of their signs.
 * @param {string} caption @param {(number | string)[]} values @param {number} columns @param {Theme} theme
 * @param {number[]} [strong] those that are outlined
 */
function numbers(caption, values, columns, theme, strong = []) {
  const sizes = values.map((value) => Math.abs(Number(value)));
  const most = Math.max(...sizes.filter(Number.isFinite), 0) || 1;
  const rows = [];
  for (let start = 0; start < values.length; start += columns) {
    const cells = values.slice(start, start + columns).map((value, offset) => {
      const cell = element("td", { class: strong.includes(start + offset) && "won" }, shortText(Number(value)));
      const end = Number(value) < 0 ? theme.negative : theme.positive;
      cell.style.background = css(mix(theme.paper, end, 0.45 * Math.min(1, sizes[start + offset] / most || 0)));
      return cell;
    });
    rows.push(element("tr", {}, ...cells));
  }
  return element("table", { class: "numbers" }, element("caption", {}, caption), element("tbody", {}, ...rows));
}

/** @param {WindowPicture} picture @param {Theme} theme */
function windowOf({ corner, size, channels, count, values, filter, products }, theme) {
  const [, columns] = size;
  const rows = channels.map((channel, number) => {
    const of = count > 1 ? `, channel ${channel + 1}` : "";
    return element(
      "div",
      { class: "products" },
      numbers(`Window${of}`, values[number], columns, theme),
      element("span", { "aria-hidden": "true" }, "·"),
      numbers("Filter", filter[number], columns, theme),
      element("span", { "aria-hidden": "true" }, "="),
      numbers("Products", products[number], columns, theme),
    );
  });
  const more = count > channels.length ? ` The ${channels.length} of ${count} channels that say most.` : "";
  const at = corner.map((index) => index + 1).join(", ");
  return figure(`The window begins at (${at}) of the image; beyond its edge all is 0.${more}`, ...rows);
}

/** @param {WinnerPicture} picture @param {Theme} theme */
function winner({ positions, values, shares }, theme) {
  const columns = positions.filter((position) => position[0] === positions[0][0]).length;
  const across = positions[0].length > 1 ? columns : positions.length;
  const won = shares.map(Number).flatMap((share, index) => (share === 1 ? [index] : []));
  const words = won.length === 1
    ? `The largest of its window wins: ${valueText(Number(values[won[0]]))}. The gradient goes back to it alone.`
    : "All of the window count alike, and share the gradient.";
  return figure(words, numbers("Window", values, across, theme, values.length > 1 ? won : []));
}

/** @param {SpreadPicture} picture @param {Theme} theme */
function spread({ counts, edges, mean, deviation, value, count }, theme) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const context = fit(canvas, WIDTH, HEIGHT);
  const ends = edges.map(Number);
  const { place } = linearScale(counts);
  const [low, high] = [ends[0], /** @type {number} */ (ends.at(-1))];
  /** @param {number} at */
  const across = (at) => ((at - low) / (high - low || 1)) * WIDTH;
  context.fillStyle = css(theme.line);
  counts.forEach((bin, index) => {
    const height = place(bin) * (HEIGHT - 6);
    context.fillRect(across(ends[index]), HEIGHT - height, WIDTH / counts.length - 1, height);
  });
  /** @param {number} at @param {Colour} colour @param {number[]} dashes */
  const upright = (at, colour, dashes) => {
    context.strokeStyle = css(colour);
    context.lineWidth = 2;
    context.setLineDash(dashes);
    line(context, [[across(at), 0], [across(at), HEIGHT]]);
  };
  for (const by of [-1, 1]) upright(Number(mean) + by * Number(deviation), theme.muted, [2, 3]);
  upright(Number(mean), theme.ink, []);
  upright(Number(value), theme.mark, []);
  const words = `${count.toLocaleString("en")} values: mean ${valueText(Number(mean))}, spread ±${valueText(Number(deviation))}; \
this one is ${valueText(Number(value))}.`;
  return figure(words, canvas);
}
