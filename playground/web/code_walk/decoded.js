import { element, label, write } from "../elements.js";
import { InkPicture } from "../ink_picture.js";

/** What the decoder makes of the code. */
export class Decoded {
  constructor() {
    this.title = element("h3", {});
    this.picture = new InkPicture({ role: "img" });
    this.note = element("p", { class: "note" });
    this.node = element("section", { class: "decoded" }, this.title, this.picture.canvas, this.note);
  }

  /** @param {CodeFrame["header"]} header @param {Uint8Array} pixels @param {Shape} shape */
  show({ title, note }, pixels, shape) {
    write(this.title, title);
    label(this.picture.canvas, title);
    write(this.note, note ?? "");
    this.picture.show(pixels, shape);
  }
}
