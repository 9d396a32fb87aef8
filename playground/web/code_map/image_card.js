import { element, write } from "../elements.js";
import { InkPicture } from "../ink_picture.js";
import { within } from "../numbers.js";

// CSS pixels between a point and its card.
const GAP = 16;

/** One point's image, enlarged beside it and always within the map. */
export class ImageCard {
  constructor() {
    this.picture = new InkPicture({ "aria-hidden": "true" });
    this.title = element("strong", {});
    this.lines = element("span", {});
    this.node = element("div", { class: "card", "aria-hidden": "true" }, this.picture.canvas, this.title, this.lines);
    this.node.hidden = true;
  }

  /**
   * @param {{ title: string, lines: string, pixels: Uint8Array, rows: number, columns: number }} card
   * @param {Point} at @param {number} width @param {number} height
   */
  show({ title, lines, pixels, rows, columns }, [x, y], width, height) {
    this.node.hidden = false;
    write(this.title, title);
    write(this.lines, lines);
    this.picture.show(pixels, [rows, columns]);
    const { offsetWidth: wide, offsetHeight: high } = this.node;
    const left = x + GAP + wide <= width ? x + GAP : Math.max(0, x - GAP - wide);
    const top = within(y - high / 2, 0, height - high);
    this.node.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide() {
    this.node.hidden = true;
  }
}
