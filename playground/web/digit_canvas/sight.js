// What the network sees: its input, pixel by pixel.

import { element, write } from "../elements.js";
import { InkPicture } from "../ink_picture.js";
import { counted } from "../words.js";

export class Sight {
  /** @param {boolean} centre @param {() => void} recentre */
  constructor(centre, recentre) {
    this.picture = new InkPicture({ class: "pixels", role: "img", "aria-label": "What the network sees" });
    this.size = element("p", { class: "size" });
    this.box = element("input", { type: "checkbox", onchange: () => recentre() });
    this.box.checked = centre;
    const label = element("label", { class: "centre" }, this.box, "Centre and scale the drawing");
    const heading = element("h3", {}, "What the network sees");
    this.element = element("section", { class: "sight" }, heading, this.picture.canvas, this.size, label);
  }

  get centre() {
    return this.box.checked;
  }

  /** @param {Uint8Array} [pixels] @param {Shape} [shape] */
  show(pixels, shape) {
    if (!pixels || !shape) {
      write(this.size, "");
      this.picture.blank();
      return;
    }
    const [rows, columns] = shape;
    const words = `${rows} × ${columns} pixels`;
    write(this.size, `${words}, ${counted(rows * columns, "number")}`);
    this.picture.canvas.setAttribute("aria-label", `The drawing as the network sees it, ${words}`);
    this.picture.show(pixels, shape);
  }
}
