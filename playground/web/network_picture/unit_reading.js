/** One unit, enlarged, with its numbers. */

import { element, write } from "../elements.js";
import { signed } from "../words.js";
import { visibleSize } from "./connections.js";

const ASK_UNIT = "Point at a unit, or focus one and use the arrow keys, to read its numbers.";
const MOST_ROWS = 16;
const FACTS = ["Bias", "Lowest output", "Highest output"];

/**
 * A number in a width that changes little.
 * @param {number} value
 */
function numberText(value) {
  const size = Math.abs(value);
  return signed(size >= 1e5 ? value.toExponential(1) : value.toFixed(size < 10 ? 2 : size < 1000 ? 1 : 0));
}

/**
 * One unit: `bias` is NaN where it has none; `inputs` are its weights, of `all` that come in, or words where there are
 * none.
 * @typedef {object} Unit
 * @property {number} index
 * @property {string} title
 * @property {string} place
 * @property {number} bias
 * @property {Span} range
 * @property {{ names: string[], weights: number[], all: number, words: string }} inputs
 */

export class UnitReading {
  constructor() {
    this.lines = 1;
    this.title = element("h4", {});
    this.place = element("p", { class: "muted" });
    this.map = element("canvas", { width: 24, height: 24, "aria-hidden": "true" });
    this.facts = FACTS.map(() => element("dd"));
    const facts = FACTS.flatMap((name, number) => [element("dt", {}, name), this.facts[number]]);
    this.source = element("p", { class: "muted" });
    this.rows = Array.from({ length: MOST_ROWS }, () => {
      const [name, bar, value] = [element("span"), element("i"), element("b")];
      const track = element("span", { class: "track", "aria-hidden": "true" }, bar);
      return { node: element("li", {}, name, track, value), name, bar, value };
    });
    this.list = element("ul", { class: "weights" }, ...this.rows.map((row) => row.node));
    this.node = element(
      "section",
      { class: "reading", "aria-label": "Numbers of one unit" },
      element("div", { class: "heading" }, this.title, this.place),
      element("div", { class: "enlarged" }, this.map, element("span", {}, "x₁ →"), element("span", {}, "x₂ ↑")),
      element("dl", {}, ...facts),
      this.source,
      this.list,
      element("p", { class: "ask muted" }, ASK_UNIT),
    );
  }

  /**
   * Room for the longest list that a network can ask for, so that nothing jumps.
   * @param {NetworkColumn[]} columns
   */
  reserve(columns) {
    const most = Math.max(1, ...columns.slice(0, -1).map((column) => column.names.length));
    this.lines = most <= 6 ? most : Math.ceil(most / 2);
    this.list.style.setProperty("--rows", String(this.lines));
  }

  /** @param {Unit} unit */
  show(unit) {
    write(this.title, unit.title);
    write(this.place, unit.place);
    const [low, high] = unit.range;
    const values = [Number.isNaN(unit.bias) ? "none" : numberText(unit.bias), numberText(low), numberText(high)];
    this.facts.forEach((fact, index) => write(fact, values[index]));
    const { names, weights, all } = unit.inputs;
    const from = weights.length < all ? `First ${weights.length} of ${all} incoming weights` : "Incoming weights";
    write(this.source, weights.length ? from : unit.inputs.words);
    this.list.classList.toggle("halved", weights.length > this.lines);
    this.rows.forEach((row, index) => {
      row.node.hidden = index >= weights.length;
      if (row.node.hidden) return;
      write(row.name, names[index]);
      write(row.value, numberText(weights[index]));
      row.bar.className = weights[index] < 0 ? "negative" : "positive";
      row.bar.style.width = `${(50 * visibleSize(weights[index])).toFixed(1)}%`;
    });
  }
}

/**
 * The same in one sentence, for who hears it.
 * @param {Unit} unit
 */
export function unitInWords({ title, place, bias, range, inputs }) {
  const parts = [`${title}, ${place}: output from ${numberText(range[0])} to ${numberText(range[1])}`];
  if (!Number.isNaN(bias)) parts.push(`bias ${numberText(bias)}`);
  if (inputs.weights.length) {
    parts.push(`weights ${inputs.weights.map((weight, index) => `${inputs.names[index]} ${numberText(weight)}`).join(", ")}`);
  }
  return parts.join("; ");
}
