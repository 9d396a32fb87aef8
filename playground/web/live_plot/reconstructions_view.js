import { element, label, write } from "../elements.js";
import { cost } from "../numbers.js";
import { inkPalette, paintValues } from "../signed_colours.js";

// Images of more pixels a side are drawn smoothly.
const MOST_SQUARES = 20;

/** Validation images, or without these test images, above what an autoencoder makes of them. */
export class ReconstructionsView {
  constructor() {
    /** @type {{ from: "originals" | "inputs" | "outputs", name: string, canvases: HTMLCanvasElement[] }[]} */
    this.rows = [];
    this.built = "";
    this.title = element("p", { class: "title" });
    this.table = element("table", { class: "rebuilt", role: "img" });
    this.errors = new RebuildingErrors();
    this.node = element("div", { class: "picture" }, this.title, this.table, this.errors.node);
  }

  /** @param {string[]} names @param {number} count @param {string | null} noise */
  build(names, count, noise) {
    const canvases = (/** @type {string} */ name) =>
      names.map((digit) => element("canvas", { role: "img", "aria-label": `${name}: ${digit}` }));
    const input = `Input, with ${noise}`;
    this.rows = [{ from: "originals", name: "Original", canvases: canvases("Original") }];
    if (noise) this.rows.push({ from: "inputs", name: input, canvases: canvases(input) });
    this.rows.push({ from: "outputs", name: "Rebuilt", canvases: canvases("Rebuilt") });
    const heads = names.map((name) => element("th", { scope: "col" }, name));
    const rows = this.rows.map((row) => {
      const cells = row.canvases.map((canvas) => element("td", {}, canvas));
      return element("tr", {}, element("th", { scope: "row" }, row.name), ...cells);
    });
    const head = element("thead", {}, element("tr", {}, element("td", {}, "Digit"), ...heads));
    this.table.replaceChildren(head, element("tbody", {}, ...rows));
    this.table.style.setProperty("--columns", String(count));
  }

  /** @param {ReconstructionsFrame} frame @param {Theme} theme */
  draw({ header, arrays, shapes }, theme) {
    const [count, height, width] = shapes.originals;
    const names = Array.from(arrays.truth, (digit) => header.classes[digit]);
    const asked = JSON.stringify([names, count, header.noise]);
    if (this.built !== asked) this.build(names, count, header.noise);
    this.built = asked;
    this.table.classList.toggle("fine", width > MOST_SQUARES);
    const palette = inkPalette(theme);
    const size = height * width;
    for (const { from, canvases } of this.rows) {
      canvases.forEach((canvas, column) => {
        const pixels = arrays[from].subarray(column * size, (column + 1) * size);
        paintValues(canvas, pixels, width, height, palette, 0);
      });
    }
    label(this.table, `Reconstructions of ${count} images: ${names.join(", ")}`);
    write(this.title, `${header.validation ? "Validation" : "Test"} images and what the network makes of them`);
    this.errors.draw(header);
  }
}

/** How far the rebuilt test images are from the originals, and how much of the noise is left. */
class RebuildingErrors {
  constructor() {
    /** @param {string} name */
    const row = (name) => {
      const cell = element("td", {});
      return { cell, node: element("tr", {}, element("th", { scope: "row" }, name), cell) };
    };
    /** @param {Node} caption @param {Record<string, { node: Node }>} rows */
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

  /** @param {ReconstructionsFrame["header"]} header */
  draw({ errors: measured, noise, test }) {
    const errors = test ? measured : null;
    for (const rows of [this.plain, this.noisy]) {
      for (const [name, { cell }] of Object.entries(rows)) write(cell, cost(errors?.[name] ?? NaN));
    }
    write(this.where, `On the test images${noise ? " without noise" : ""}, ${test ? "whichever of the two is trained" : "when the run ends"}:`);
    if (this.cleaned.hidden === Boolean(noise)) this.cleaned.hidden = !noise;
    const share = errors ? errors.noisy_mse / errors.identity_mse : NaN;
    write(this.left, Number.isFinite(share) ? remains(share) : "");
  }
}

/** @param {number} share */
function remains(share) {
  if (share > 1) return "Rebuilding makes it worse: the result is further from the original than the noisy input is.";
  return `${Math.round(100 * share)}\u00a0% of the noise's error remains; the network takes the rest away.`;
}
