import { element, write } from "../elements.js";
import { inkPainter } from "./ink.js";
import { cost } from "../numbers.js";

// Images of more pixels a side are drawn smoothly.
const MOST_SQUARES = 20;

/** Test images above what an autoencoder makes of them. */
export class ReconstructionsView {
  constructor() {
    this.title = element("p", { class: "title" }, "Test images and what the network makes of them");
    this.table = element("table", { class: "rebuilt" });
    this.errors = new RebuildingErrors();
    this.node = element("div", { class: "picture" }, this.title, this.table, this.errors.node);
  }

  build(names, count, noise) {
    this.rows = [["originals", "Original"]];
    if (noise) this.rows.push(["inputs", `Input, with ${noise}`]);
    this.rows.push(["outputs", "Rebuilt"]);
    this.canvases = {};
    const heads = names.map((name) => element("th", { scope: "col" }, name));
    const rows = this.rows.map(([row, name]) => {
      const canvas = (_, column) => element("canvas", { role: "img", "aria-label": `${name}: ${names[column]}` });
      this.canvases[row] = Array.from({ length: count }, canvas);
      const cells = this.canvases[row].map((each) => element("td", {}, each));
      return element("tr", {}, element("th", { scope: "row" }, name), ...cells);
    });
    const head = element("thead", {}, element("tr", {}, element("td", {}, "Digit"), ...heads));
    this.table.replaceChildren(head, element("tbody", {}, ...rows));
    this.table.style.setProperty("--columns", count);
  }

  draw({ header, arrays, shapes }, theme) {
    const [count, , width] = shapes.originals;
    const names = Array.from(arrays.truth, (digit) => header.classes[digit]);
    const asked = JSON.stringify([names, count, header.noise]);
    if (this.built !== asked) this.build(names, count, header.noise);
    this.built = asked;
    this.table.classList.toggle("fine", width > MOST_SQUARES);
    const paint = inkPainter(theme, shapes.originals);
    for (const [row] of this.rows) {
      this.canvases[row].forEach((canvas, column) => paint(canvas, arrays[row], column));
    }
    this.errors.draw(header);
  }
}

/** How far the rebuilt test images are from the originals, and how much of the noise is left. */
class RebuildingErrors {
  constructor() {
    const row = (name) => {
      const cell = element("td", {});
      return { cell, node: element("tr", {}, element("th", { scope: "row" }, name), cell) };
    };
    const table = (caption, rows) =>
      element("table", {}, caption, element("tbody", {}, ...Object.values(rows).map(({ node }) => node)));
    this.plain = { mse: row("Mean squared error"), bce: row("Binary cross-entropy") };
    this.noisy = { identity_mse: row("Noisy input"), noisy_mse: row("Rebuilt from it") };
    this.where = element("caption", {});
    const noisy = element("caption", {}, "Mean squared error against the original without noise:");
    this.left = element("p", { class: "left" });
    this.cleaned = element("div", {}, table(noisy, this.noisy), this.left);
    this.node = element("div", { class: "errors" }, element("div", {}, table(this.where, this.plain)), this.cleaned);
  }

  draw({ errors, noise }) {
    for (const rows of [this.plain, this.noisy]) {
      for (const [name, { cell }] of Object.entries(rows)) write(cell, cost(errors?.[name] ?? NaN));
    }
    write(this.where, `On the test images${noise ? " without noise" : ""}, whichever of the two is trained:`);
    if (this.cleaned.hidden === Boolean(noise)) this.cleaned.hidden = !noise;
    const share = errors?.noisy_mse / errors?.identity_mse;
    write(this.left, Number.isFinite(share) ? remains(share) : "");
  }
}

function remains(share) {
  if (share > 1) return "Rebuilding makes it worse: the result is further from the original than the noisy input is.";
  return `${Math.round(100 * share)}\u00a0% of the noise's error remains; the network takes the rest away.`;
}
