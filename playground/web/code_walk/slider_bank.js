import { element, enable, write } from "../elements.js";
import { CodeSlider } from "./code_slider.js";

const MOST_SLIDERS = 32;
const KEY = "The mark on each slider is the mean of the data; the bar leads from there to the value.";

/** The code's sliders, of its first numbers, and two ways to set them all. */
export class SliderBank {
  /**
   * `changed(final)` is called when the person has changed `code`.
   * @param {(final: boolean) => void} changed
   */
  constructor(changed) {
    this.changed = changed;
    /** @type {number[]} */
    this.code = [];
    /** @type {CodeSlider[]} */
    this.sliders = [];
    /** @type {Numbers} */
    this.means = [];
    /** @type {Numbers | undefined} */
    this.picked = undefined;
    this.list = element("ul", { class: "sliders" });
    this.rest = element("p", { class: "rest" });
    /** @param {string} words @param {() => void} press */
    const button = (words, press) => element("button", { type: "button", onclick: press }, words);
    const average = button("Mean of all", () => this.set(this.means));
    this.reset = button("Reset to the picked digit", () => this.picked && this.set(this.picked));
    const buttons = element("div", { class: "buttons" }, average, this.reset);
    const key = element("p", { class: "key" }, KEY);
    this.node = element("section", { class: "bank", "aria-label": "Code" }, this.list, this.rest, buttons, key);
  }

  /**
   * True where the code is of another length than before.
   * @param {CodeArrays} arrays
   */
  build({ code, ranges, means, picked }) {
    this.means = means;
    this.picked = picked;
    enable(this.reset, picked);
    const other = code.length !== this.code.length;
    if (other) {
      /** @param {number} number @param {number} value @param {boolean} final */
      const moved = (number, value, final) => this.move(number, value, final);
      const shown = Math.min(code.length, MOST_SLIDERS);
      this.sliders = Array.from({ length: shown }, (_, number) => new CodeSlider(number, moved));
      this.list.replaceChildren(...this.sliders.map(({ node }) => node));
      const all = `The code has ${code.length} numbers; the first ${shown} are shown, the others keep their values.`;
      write(this.rest, code.length > shown ? all : "");
    }
    this.sliders.forEach((slider, number) => slider.reach(ranges[2 * number], ranges[2 * number + 1], means[number]));
    return other;
  }

  /** @param {Numbers} code */
  show(code) {
    this.code = Array.from(code);
    this.refresh();
  }

  refresh() {
    this.sliders.forEach((slider, number) => slider.show(this.code[number]));
  }

  /** @param {number} number @param {number} value @param {boolean} final */
  move(number, value, final) {
    this.code[number] = value;
    this.sliders[number].show(value);
    this.changed(final);
  }

  /** @param {Numbers} code */
  set(code) {
    this.show(code);
    this.changed(true);
  }
}
