/** One unit, enlarged, with its numbers. */

import { element, write } from "../elements.js";
import { signed } from "../words.js";
import { visibleSize } from "./connections.js";

const ASK_UNIT = "Point at a unit, or focus one and use the arrow keys, to read its numbers.";
const MOST_ROWS = 16;
const FACTS = ["Bias", "Its gradient", "Lowest output", "Highest output"];

/**
 * A number in a width that changes little.
 * @param {number} value
 */
export function numberText(value) {
  const size = Math.abs(value);
  return signed(size >= 1e5 ? value.toExponential(1) : value.toFixed(size < 10 ? 2 : size < 1000 ? 1 : 0));
}

/**
 * A gradient, which may be small.
 * @param {number} value
 */
export function gradientText(value) {
  const size = Math.abs(value);
  return size && (size < 0.005 || size >= 1e4) ? signed(value.toExponential(0)) : numberText(value);
}

/**
 * One unit: `bias` is NaN where it has none; `outputs` are for each of the images; `inputs` are its weights, of `all` that
 * come in, each perhaps of several `together`, or words where there are none.
 * @typedef {object} Unit
 * @property {number} index
 * @property {string} title
 * @property {string} place
 * @property {UnitTile} tile
 * @property {boolean} filtered
 * @property {number} bias
 * @property {number} biasGradient
 * @property {Span} range
 * @property {number} image
 * @property {number[]} outputs
 * @property {{ names: string[], weights: number[], gradients: number[], all: number, together: boolean, words: string }} inputs
 */

/** Named numbers, each with a bar, and perhaps with a second one. */
class NumberList {
  /** @param {string} kind */
  constructor(kind) {
    this.lines = 1;
    this.rows = Array.from({ length: MOST_ROWS }, () => {
      const [name, bar, value, further] = [element("span"), element("i"), element("b"), element("small")];
      const track = element("span", { class: "track", "aria-hidden": "true" }, bar);
      return { node: element("li", {}, name, track, value, further), name, bar, value, further };
    });
    this.node = element("ul", { class: `numbers ${kind}` }, ...this.rows.map((row) => row.node));
  }

  /**
   * Room for so many, so that nothing jumps.
   * @param {number} most
   */
  reserve(most) {
    this.node.hidden = !most;
    this.lines = most <= 6 ? Math.max(1, most) : Math.ceil(most / 2);
    this.node.style.setProperty("--rows", String(this.lines));
  }

  /**
   * Bars are as long as weights look thick, or reach their end at `most`; one number may be `marked`.
   * @param {string[]} names @param {number[]} values
   * @param {{ further?: number[], most?: number, marked?: number }} [options]
   */
  show(names, values, { further = [], most = 0, marked = -1 } = {}) {
    this.node.classList.toggle("halved", values.length > this.lines);
    this.rows.forEach((row, index) => {
      row.node.hidden = index >= values.length;
      if (row.node.hidden) return;
      const value = values[index];
      write(row.name, names[index]);
      write(row.value, numberText(value));
      write(row.further, further.length ? gradientText(further[index]) : "");
      row.node.classList.toggle("marked", index === marked);
      row.bar.className = value < 0 ? "negative" : "positive";
      row.bar.style.width = `${(50 * (most ? Math.min(1, Math.abs(value) / most) : visibleSize(value))).toFixed(1)}%`;
    });
  }
}

export class UnitReading {
  /** @type {string[]} */
  images = [];

  constructor() {
    this.title = element("h4", {});
    this.place = element("p", { class: "muted" });
    const canvas = () => element("canvas", { width: 24, height: 24, "aria-hidden": "true" });
    this.canvases = { map: canvas(), filter: canvas() };
    this.axes = [element("span", {}, "x₁ →"), element("span", {}, "x₂ ↑")];
    this.enlarged = element("div", { class: "enlarged" }, this.canvases.filter, this.canvases.map, ...this.axes);
    this.facts = FACTS.map(() => element("dd"));
    const facts = FACTS.map((name, number) => element("div", {}, element("dt", {}, name), this.facts[number]));
    this.source = element("p", { class: "source muted" });
    this.weights = new NumberList("weights");
    this.answers = element("p", { class: "muted" }, "Output for each of the images");
    this.outputs = new NumberList("outputs");
    this.node = element(
      "section",
      { class: "reading", "aria-label": "Numbers of one unit" },
      element("div", { class: "heading" }, this.title, this.place),
      this.enlarged,
      element("dl", {}, ...facts),
      this.answers,
      this.outputs.node,
      this.source,
      this.weights.node,
      element("p", { class: "ask muted" }, ASK_UNIT),
    );
  }

  /**
   * Room for the longest lists that a network can ask for, so that nothing jumps.
   * @param {NetworkHeader} header
   */
  build({ columns, images, gradients_of }) {
    this.images = images;
    this.weights.reserve(Math.max(1, ...columns.slice(0, -1).map((column) => column.names.length)));
    this.outputs.reserve(images.length);
    this.answers.hidden = !images.length;
    for (const axis of this.axes) axis.hidden = images.length > 0;
    this.of = gradients_of;
  }

  /** @param {Unit} unit */
  show(unit) {
    write(this.title, unit.title);
    write(this.place, unit.place);
    this.enlarged.classList.toggle("paired", unit.filtered);
    this.canvases.map.classList.toggle("bar", unit.tile === "share");
    this.canvases.map.classList.toggle("plane", unit.tile === "plane");
    const [low, high] = unit.range;
    const bias = Number.isNaN(unit.bias) ? ["none", "–"] : [numberText(unit.bias), gradientText(unit.biasGradient)];
    [...bias, numberText(low), numberText(high)].forEach((text, index) => write(this.facts[index], text));
    const { names, weights, gradients, all, together, words } = unit.inputs;
    const which = together ? "All weights from each, together" : "Incoming weights";
    const from = weights.length < all ? `${which}, of the first ${weights.length} of ${all}` : which;
    write(this.source, weights.length ? `${from}; then their gradients, for ${this.of}` : words);
    this.weights.show(names, weights, { further: gradients });
    const most = Math.max(1e-12, ...unit.outputs.map(Math.abs));
    this.outputs.show(this.images, unit.outputs, { most, marked: unit.image });
    this.outputs.node.classList.toggle("none", !unit.outputs.length);
  }
}

/**
 * The same in one sentence, for who hears it.
 * @param {Unit} unit
 */
export function unitInWords({ title, place, bias, biasGradient, range, inputs, outputs, image }) {
  const parts = [`${title}, ${place}: output from ${numberText(range[0])} to ${numberText(range[1])}`];
  if (outputs.length) parts.push(`for this image ${numberText(outputs[image])}`);
  if (!Number.isNaN(bias)) parts.push(`bias ${numberText(bias)}, its gradient ${gradientText(biasGradient)}`);
  if (inputs.weights.length) {
    parts.push(`weights ${inputs.weights.map((weight, index) => `${inputs.names[index]} ${numberText(weight)}`).join(", ")}`);
  }
  return parts.join("; ");
}
