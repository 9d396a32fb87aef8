import { element } from "../elements.js";
import { view } from "../view.js";
import { WrittenDigit } from "./written_digit.js";

/** @implements {View<ReplayData>} */
class StrokeReplay {
  /** @type {WrittenDigit[]} */
  digits = [];
  /** @type {string | null} */
  shown = null;

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.list = element("ul", { class: "stroke-replay" });
    const all = element("button", { type: "button", class: "all", onclick: () => this.writeAll() }, "Write all again");
    place.append(all, this.list);
  }

  /** @param {Component<ReplayData>} component */
  receive({ data }) {
    const shown = JSON.stringify(data);
    // the same digits go on being written
    if (shown === this.shown) return;
    this.shown = shown;
    this.close();
    this.digits = data.digits.map((digit) => new WrittenDigit(digit));
    this.list.replaceChildren(...this.digits.map(({ node }) => node));
    // only what is in the page has a colour
    for (const digit of this.digits) digit.paint();
  }

  writeAll() {
    for (const digit of this.digits) digit.write();
  }

  close() {
    for (const digit of this.digits) digit.close();
  }
}

export default view((place) => new StrokeReplay(place), new URL("stroke_replay.css", import.meta.url));
