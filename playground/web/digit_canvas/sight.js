// What the network sees: its input, pixel by pixel.

import { counted } from "../words.js";
import { element, write } from "./elements.js";
import { InkPicture } from "./ink_picture.js";

export class Sight {
  constructor(centre, recentre) {
    this.picture = new InkPicture("What the network sees");
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

  show(pixels, shape) {
    if (!pixels) {
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
