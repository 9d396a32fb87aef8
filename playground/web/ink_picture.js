import { element } from "./elements.js";
import { paintInk } from "./ink.js";

/** An image, pixel by pixel, in the theme's text colour: a pixel's value, 0 to 255, is how much ink it has. */
export class InkPicture {
  /**
   * `attributes` of its canvas.
   * @param {Attributes} attributes
   */
  constructor(attributes) {
    this.canvas = element("canvas", { width: 1, height: 1, ...attributes });
    this.pixels = null;
    // The style sheet gives the colour a transition of 1 ms, so that a change of theme is heard of.
    this.canvas.addEventListener("transitionend", () => this.paint());
  }

  /**
   * Show pixels of the shape [rows, columns].
   * @param {Uint8Array} pixels @param {Shape} shape
   */
  show(pixels, [rows, columns]) {
    const { canvas } = this;
    this.pixels = pixels;
    if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
    canvas.style.aspectRatio = `${columns} / ${rows}`;
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
