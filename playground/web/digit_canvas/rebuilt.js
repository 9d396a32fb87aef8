// What an autoencoder makes of the drawing: the image it rebuilds, the code it rebuilds it from, and the error.

import { element, write } from "../elements.js";
import { InkPicture } from "../ink_picture.js";
import { counted } from "../words.js";
import { CodeBars } from "./code_bars.js";
import { ErrorHistogram } from "./error_histogram.js";

/** @param {number} shown @param {number} length */
function codeWords(shown, length) {
  const first = shown < length ? `; the first ${shown} are shown` : "";
  return `${counted(length, "number")} ${length === 1 ? "is" : "are"} all that the decoder is given${first}.`;
}

export class Rebuilt {
  constructor() {
    this.picture = new InkPicture({ class: "pixels", role: "img", "aria-label": "What the network rebuilds" });
    this.source = element("p", { class: "size" });
    this.bars = new CodeBars();
    this.length = element("p", { class: "size" });
    this.histogram = new ErrorHistogram();
    this.title = element("h3", {});
    this.standing = element("p", { class: "size standing" });
    /** @param {string} name @param {...HTMLElement} parts */
    const panel = (name, ...parts) => element("section", { class: name }, ...parts);
    this.code = panel("code", element("h3", {}, "The code"), this.length, this.bars.chart.canvas);
    this.errors = panel("errors", this.title, this.histogram.chart.canvas, this.standing);
    const rebuilding = panel("rebuilding", element("h3", {}, "Rebuilt"), this.picture.canvas, this.source);
    /** @type {HTMLElement[]} */
    this.more = [];
    this.panels = [rebuilding, this.code, this.errors];
  }

  /**
   * Show the panels; gives the sentence.
   * @param {RebuiltHeader} header @param {RebuiltArrays} arrays @param {Record<string, Shape>} shapes
   */
  show({ sentence, standing, error, error_high: high, code_length: length }, arrays, shapes) {
    if (arrays.rebuilt) this.picture.show(arrays.rebuilt, shapes.rebuilt);
    else this.picture.blank(shapes.image);
    write(this.source, length ? `From the code's ${counted(length, "number")}` : "");
    this.code.hidden = !length;
    if (length) {
      const { code, code_low: low, code_high: top } = arrays;
      const range = low ? " Grey: their range over the test digits." : "";
      write(this.length, codeWords((code ?? low ?? []).length, length) + range);
      this.bars.show(code, low, top);
    }
    const counts = arrays.error_counts;
    this.errors.hidden = !counts;
    if (counts && high !== undefined) {
      const digits = counts.reduce((sum, count) => sum + count, 0);
      write(this.title, `Errors of ${digits.toLocaleString("en")} test digits`);
      this.histogram.show(counts, high, error);
    }
    write(this.standing, standing ?? "");
    return sentence;
  }

  close() {
    this.bars.chart.close();
    this.histogram.chart.close();
  }
}
