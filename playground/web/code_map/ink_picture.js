import { paintInk } from "../ink.js";
import { element } from "../elements.js";

/** One image in the theme's text colour: the pixel's value, 0 to 255, is how much of it there is. */
export class InkPicture {
  constructor(attributes) {
    this.canvas = element("canvas", attributes);
    this.pixels = null;
    // The style sheet gives the colour a transition of 1 ms, so that a change of theme is heard of.
    this.canvas.addEventListener("transitionend", () => this.paint());
  }

  show(pixels, rows, columns) {
    this.pixels = pixels;
    const { canvas } = this;
    if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
    canvas.style.setProperty("aspect-ratio", `${columns} / ${rows}`);
    this.paint();
  }

  paint() {
    if (this.pixels) paintInk(this.canvas, this.pixels);
  }
}
