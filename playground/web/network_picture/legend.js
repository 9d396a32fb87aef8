/** The picture's signs, in words. */

import { element } from "../elements.js";

export class PictureLegend {
  constructor() {
    this.node = element("ul", { class: "legend" });
  }

  /**
   * `columns`, `classes` and `skips` as in a frame's header.
   * @param {NetworkHeader} header
   */
  explain({ columns, classes, skips }) {
    /** @param {Node} sign @param {...string} words */
    const item = (sign, ...words) => element("li", {}, sign, element("span", {}, ...words));
    const outputs = !classes
      ? "the value's colours are those of the plane above"
      : columns[columns.length - 1].names.length > 1
        ? "each output in its class's colour"
        : `the output from blue, class 0, to orange, class 1`;
    const tiles = new Set(columns.map(({ tile }) => tile));
    /** @type {[UnitTile, string][]} */
    const said = [
      ["plane", `A unit's output over the plane: orange above zero, blue below; ${outputs}`],
      ["incoming", "A unit's weights from each pixel: orange positive, blue negative; beside it, as a bar, its output"],
      ["maps", "A filter, added up over the maps that it looks at, and the map that it makes of the image"],
      ["value", "A unit's output for the image: the stronger the colour, the larger; orange positive, blue negative"],
      ["outgoing", "A unit's weights to each pixel: what it adds to the image where its output is positive"],
      ["share", "How much the network believes in a class"],
    ];
    const items = said.filter(([tile]) => tiles.has(tile)).map(([, words]) => item(element("i", { class: "map" }), words));
    if (columns.some(({ link }) => link === "weights" || link === "lengths")) {
      const several = columns.some(({ link }) => link === "lengths") ? "; where several lead there, all together, √Σ w²" : "";
      items.push(
        item(element("i", { class: "line positive" }), "Positive weight"),
        item(element("i", { class: "line negative" }), "Negative weight"),
        item(element("i", { class: "line widening" }), `The thicker, the larger${several}`),
        item(element("i", { class: "bias" }), "Bias: right of the mark is positive, left negative"),
      );
    }
    if (skips.length) items.push(item(element("i", { class: "skip" }), "What a row adds goes around the columns between"));
    this.node.replaceChildren(...items);
  }
}
