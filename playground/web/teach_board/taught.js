// What each way of teaching says of the drawing: a bar for each class, side by side.

import { percent } from "../digit_canvas/verdict.js";
import { element, write } from "../elements.js";

export class Taught {
  constructor() {
    this.table = element("table", { class: "taught" });
    this.more = [this.table];
    /** @type {HTMLElement[]} */
    this.panels = [];
    /** @type {{ row: HTMLElement, fill: HTMLElement, value: HTMLElement }[][]} of each class, of each way */
    this.bars = [];
    this.built = "";
  }

  /**
   * Show the bars; gives the sentence of the way that did better in its test.
   * @param {TaughtHeader} header @param {TaughtArrays} arrays
   */
  show({ sentence, classes, ways }, { shares }) {
    const built = JSON.stringify([classes, ways]);
    if (built !== this.built) this.build(classes, ways);
    this.built = built;
    this.table.hidden = !ways.length;
    ways.forEach((_, column) => {
      const mine = [...(shares ?? []).slice(column * classes.length, (column + 1) * classes.length)];
      const most = Math.max(0, ...mine);
      this.bars.forEach((cells, index) => {
        const { row, fill, value } = cells[column];
        const share = mine[index] ?? 0;
        row.classList.toggle("winner", share > 0 && share === most);
        fill.style.transform = `scaleX(${share})`;
        write(value, mine.length ? percent(share) : "–");
      });
    });
    return sentence;
  }

  close() {}

  /** @param {string[]} classes @param {string[]} ways */
  build(classes, ways) {
    const heads = ways.map((title) => element("th", { scope: "col" }, title));
    this.bars = classes.map(() => ways.map(cell));
    const rows = classes.map((name, index) =>
      element("tr", {}, element("th", { scope: "row", title: name }, name), ...this.bars[index].map(({ row }) => row)),
    );
    this.table.replaceChildren(
      element("caption", { class: "unseen" }, "Probability of each class, by how it was taught"),
      element("thead", {}, element("tr", {}, element("td", {}), ...heads)),
      element("tbody", {}, ...rows),
    );
  }
}

function cell() {
  const fill = element("span", { class: "fill" });
  const value = element("span", { class: "value" });
  const track = element("span", { class: "track", "aria-hidden": "true" }, fill);
  return { row: element("td", {}, element("div", { class: "share" }, track, value)), fill, value };
}
