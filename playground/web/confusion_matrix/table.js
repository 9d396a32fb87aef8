import { ARROWS } from "../arrows.js";
import { element, write } from "../elements.js";
import { Cell, heats, sum } from "./cells.js";

/** A table with a cell for each class and answer, and sums beside and below. */
export class Matrix {
  /** @param {string[]} classes @param {((cell: [truth: number, answer: number]) => void) | null} open */
  constructor(classes, open) {
    this.size = classes.length;
    const choose = open && ((/** @type {Cell} */ cell) => this.choose(cell, open));
    const each = [...classes.keys()];
    this.cells = each.map((truth) => each.map((answer) => new Cell(truth, answer, classes, choose)));
    this.rowSums = each.map(() => element("td", { class: "sum" }));
    this.columnSums = each.map(() => element("td", { class: "sum" }));
    this.all = element("td", { class: "sum" });
    /** @param {string} scope @param {string} name */
    const head = (scope, name) => element("th", { scope }, name);
    const rows = classes.map((name, truth) =>
      element("tr", {}, head("row", name), ...this.cells[truth].map((cell) => cell.node), this.rowSums[truth]),
    );
    const titles = element(
      "tr",
      { class: "axis" },
      element("th", { scope: "col" }, "Is ↓"),
      element("th", { scope: "colgroup", colspan: this.size }, "Read as →"),
      element("td", {}),
    );
    const heads = element("tr", {}, element("td", {}), ...classes.map((name) => head("col", name)), head("col", "All"));
    const sums = element("tr", {}, head("row", "All"), ...this.columnSums, this.all);
    this.node = element(
      "table",
      { onkeydown: (event) => this.press(event) },
      element("caption", {}, "Confusion matrix: test samples by what they are and what they were read as"),
      element("thead", {}, titles, heads),
      element("tbody", {}, ...rows),
      element("tfoot", {}, sums),
    );
  }

  /** @param {number[][]} counts @param {MatrixData["chosen"]} chosen */
  show(counts, chosen) {
    const heat = heats(counts);
    this.cells.flat().forEach((cell) => cell.show(counts[cell.truth][cell.answer], heat[cell.truth][cell.answer]));
    /** @param {Element} node @param {number} number */
    const writeSum = (node, number) => write(node, number.toLocaleString("en"));
    counts.forEach((row, truth) => writeSum(this.rowSums[truth], sum(row)));
    this.columnSums.forEach((node, answer) => writeSum(node, sum(counts.map((row) => row[answer]))));
    writeSum(this.all, sum(counts.flat()));
    if (chosen) this.mark(this.cells[chosen[0]][chosen[1]]);
  }

  /** @param {Cell} cell @param {(cell: [truth: number, answer: number]) => void} open */
  choose(cell, open) {
    this.mark(cell);
    open([cell.truth, cell.answer]);
  }

  /** @param {Cell} chosen */
  mark(chosen) {
    this.cells.flat().forEach((cell) => cell.mark(cell === chosen));
    this.reach(chosen);
  }

  /**
   * One cell at a time is on the way of the Tab key; the arrows lead to the others.
   * @param {Cell} reached
   */
  reach(reached) {
    this.cells.flat().forEach((cell) => cell.button?.setAttribute("tabindex", cell === reached ? "0" : "-1"));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const from = this.cells.flat().find((cell) => cell.button === event.target);
    if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = this.beside(from, event.key);
    if (!to) return;
    event.preventDefault();
    this.reach(to);
    to.button?.focus();
  }

  /** @param {Cell} cell @param {string} key @returns {Cell | undefined} */
  beside({ truth, answer }, key) {
    if (key === "Home") return this.cells[truth][0];
    if (key === "End") return this.cells[truth].at(-1);
    const step = ARROWS[key];
    return step && this.cells[truth + step[1]]?.[answer + step[0]];
  }
}
