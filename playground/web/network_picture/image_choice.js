/** The image that the network is shown: one of each digit, to be chosen. */

import { element } from "../elements.js";

export class ImageChoice {
  chosen = 0;
  /** @type {HTMLButtonElement[]} */
  buttons = [];

  /**
   * `changed` is called when another image is chosen.
   * @param {() => void} changed
   */
  constructor(changed) {
    this.changed = changed;
    this.node = element("div", { class: "images", role: "group", "aria-label": "Image that the network is shown" });
  }

  /**
   * A button for each image; the chosen one stays where there still is one.
   * @param {string[]} names
   */
  build(names) {
    this.node.hidden = !names.length;
    this.buttons = names.map((name, number) =>
      element("button", { type: "button", "aria-label": `Digit ${name}`, onclick: () => this.choose(number) }, name),
    );
    this.node.replaceChildren(...this.buttons);
    this.choose(this.chosen < names.length ? this.chosen : 0);
  }

  /** @param {number} number */
  choose(number) {
    this.chosen = number;
    this.buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === number)));
    this.changed();
  }
}
