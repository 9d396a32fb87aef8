/** The picture's signs, in words. */

import { element } from "../elements.js";

export class PictureLegend {
  constructor() {
    this.node = element("ul", { class: "legend" });
  }

  /**
   * `columns` and `classes` as in a frame's header.
   * @param {NetworkHeader} header
   */
  explain({ columns, classes }) {
    /** @param {Node} sign @param {...string} words */
    const item = (sign, ...words) => element("li", {}, sign, element("span", {}, ...words));
    const outputs = !classes
      ? "the value's colours are those of the plane above"
      : columns[columns.length - 1].names.length > 1
        ? "each output in its class's colour"
        : `the output from blue, class 0, to orange, class 1`;
    const items = [item(element("i", { class: "map" }), `A unit's output over the plane: orange above zero, blue below; ${outputs}`)];
    if (columns.some((column) => column.link === "weights")) {
      items.push(
        item(element("i", { class: "line positive" }), "Positive weight"),
        item(element("i", { class: "line negative" }), "Negative weight"),
        item(element("i", { class: "line widening" }), "The thicker, the larger"),
        item(element("i", { class: "bias" }), "Bias: right of the mark is positive, left negative"),
      );
    }
    this.node.replaceChildren(...items);
  }
}
