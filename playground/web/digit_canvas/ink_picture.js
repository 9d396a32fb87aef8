// An image of the network's, pixel by pixel, in the theme's ink.

import { paintInk } from "../ink.js";
import { element } from "./elements.js";

export class InkPicture {
  constructor(label) {
    this.canvas = element("canvas", { width: 1, height: 1, class: "pixels", role: "img", "aria-label": label });
    this.pixels = null;
    // The style sheet gives the colour a transition of 1 ms, so that a change of theme is heard of.
    this.canvas.addEventListener("transitionend", () => this.paint());
  }

  /** Show so much ink, 255 for full, of the shape [rows, columns]. */
  show(pixels, [rows, columns]) {
    this.pixels = pixels;
    if (this.canvas.width !== columns || this.canvas.height !== rows) {
      Object.assign(this.canvas, { width: columns, height: rows });
      this.canvas.style.setProperty("--columns", columns);
      this.canvas.style.setProperty("--rows", rows);
    }
    this.paint();
  }

  /** Show blank paper, of this shape or else of the shape before. */
  blank(shape = [this.canvas.height, this.canvas.width]) {
    this.show(new Uint8Array(shape[0] * shape[1]), shape);
  }

  paint() {
    if (this.pixels) paintInk(this.canvas, this.pixels);
  }
}
