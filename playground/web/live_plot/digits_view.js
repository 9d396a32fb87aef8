import { counted } from "../words.js";
import { chosenSample } from "../chosen_sample.js";
import { element, label, write } from "../elements.js";
import { inkPalette, paintValues } from "../signed_colours.js";

/** Validation images, or without these test images, with the network's answers. */
export class DigitsView {
  constructor() {
    this.title = element("p", { class: "title" });
    /** @type {{ node: HTMLElement, canvas: HTMLCanvasElement, answer: HTMLElement, sure: HTMLElement }[]} */
    this.tiles = [];
    this.list = element("div", { class: "tiles", role: "img", tabindex: 0, onclick: (event) => this.pick(event) });
    /** @type {Numbers} Of the images in their set. */
    this.numbers = [];
    /** @type {"validation" | "test"} */
    this.kind = "test";
    const key = element("p", { class: "key" }, "Below each: answer and confidence. Wrong ones first.");
    this.node = element("div", { class: "picture" }, this.title, key, this.list);
  }

  /** @param {DigitsFrame} frame @param {Theme} theme */
  draw({ header, arrays, shapes }, theme) {
    const whose = imagesOf(header);
    const wrongOnes = `${header.wrong_count.toLocaleString("en")} of ${counted(header.count, `${whose} image`)} wrong`;
    write(this.title, wrongOnes);
    [this.numbers, this.kind] = [arrays.numbers, whose];
    const [count, rows, columns] = shapes.images;
    while (this.tiles.length < count) this.add();
    const palette = inkPalette(theme);
    // A tile too many keeps its place, so that nothing below jumps.
    this.tiles.forEach((tile, number) => (tile.node.style.visibility = number < count ? "" : "hidden"));
    const said = [];
    for (let number = 0; number < count; number++) {
      const tile = this.tiles[number];
      const [truth, predicted] = [arrays.truth[number], arrays.predicted[number]].map((index) => header.classes[index]);
      const wrong = truth !== predicted;
      said.push(wrong ? `${truth} read as ${predicted}` : `${truth}, right`);
      write(tile.answer, wrong ? `✗ ${predicted}, is ${truth}` : predicted);
      write(tile.sure, `${Math.round(100 * arrays.confidence[number])} %`);
      tile.node.classList.toggle("wrong", wrong);
      const pixels = arrays.images.subarray(number * rows * columns, (number + 1) * rows * columns);
      paintValues(tile.canvas, pixels, columns, rows, palette, 0);
    }
    label(this.list, `${whose === "test" ? "Test" : "Validation"} digits, ${wrongOnes}: ${said.join(", ")}`);
  }

  /**
   * The image that is clicked is the page's chosen sample.
   * @param {MouseEvent} event
   */
  pick({ target }) {
    const number = this.numbers[this.tiles.findIndex(({ node }) => target instanceof Node && node.contains(target))];
    if (number !== undefined) chosenSample.choose({ kind: this.kind, number });
  }

  add() {
    const [canvas, answer, sure] = [element("canvas"), element("span"), element("small")];
    const node = element("div", {}, canvas, answer, sure);
    this.tiles.push({ node, canvas, answer, sure });
    this.list.append(node);
  }
}

/** @param {LiveHeader} header @returns Which images the pictures are of. */
export const imagesOf = (header) => (header.validation ? "validation" : "test");

/** How often each true class got each answer. */
export class ConfusionView {
  constructor() {
    this.node = element("div", { class: "confusion" });
    this.built = "";
    /** @type {HTMLElement[]} */
    this.cells = [];
  }

  /** @param {string[]} classes @param {string} whose */
  build(classes, whose) {
    this.built = `${whose} ${classes}`;
    const heads = classes.map((name) => element("th", { scope: "col" }, name));
    this.cells = [];
    const rows = classes.map((name, truth) => {
      const cells = classes.map((_, answer) => element("td", truth === answer ? { class: "right" } : {}));
      this.cells.push(...cells);
      return element("tr", {}, element("th", { scope: "row" }, name), ...cells);
    });
    const corner = element("td", {});
    const caption = `Confusion matrix of the ${whose} images: true class down, answer across`;
    this.node.replaceChildren(
      element(
        "table",
        {},
        element("caption", {}, caption),
        element("thead", {}, element("tr", {}, corner, ...heads)),
        element("tbody", {}, ...rows),
      ),
    );
  }

  /** @param {DigitsFrame} frame */
  draw({ header, arrays }) {
    const count = header.classes.length;
    const whose = imagesOf(header);
    if (this.built !== `${whose} ${header.classes}`) this.build(header.classes, whose);
    for (let truth = 0; truth < count; truth++) {
      const row = arrays.confusion.subarray(truth * count, (truth + 1) * count);
      const all = Math.max(1, row.reduce((sum, cell) => sum + cell, 0));
      row.forEach((cell, answer) => {
        const node = this.cells[truth * count + answer];
        const text = cell ? String(cell) : "·";
        if (node.textContent === text) return;
        node.textContent = text;
        // The root of the share: a few wrong ones of a hundred must still be seen.
        node.style.setProperty("--heat", Math.sqrt(cell / all).toFixed(2));
      });
    }
  }
}
