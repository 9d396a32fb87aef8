import { element, write } from "../elements.js";
import { fixed, within } from "../numbers.js";

// Places of a slider: about one a pixel.
const STEPS = 200;

/** One number of the code: a native slider over a bar from the data's mean to the value. */
export class CodeSlider {
  /** @param {number} number @param {(number: number, value: number, final: boolean) => void} moved */
  constructor(number, moved) {
    this.low = this.mean = this.value = 0;
    this.high = 1;
    const id = `code-${number + 1}`;
    this.input = element("input", { type: "range", id, min: 0, max: STEPS, step: 1 });
    this.input.addEventListener("input", () => moved(number, this.read(), false));
    this.input.addEventListener("change", () => moved(number, this.value, true));
    this.bar = element("span", { class: "bar" });
    this.tick = element("span", { class: "tick" });
    this.output = element("span", { class: "value", "aria-hidden": "true" });
    const track = element("div", { class: "track" }, this.bar, this.tick);
    const slot = element("div", { class: "slot" }, track, this.input);
    this.node = element("li", {}, element("label", { for: id }, `Code ${number + 1}`), slot, this.output);
  }

  /** @param {number} value */
  share(value) {
    return within((value - this.low) / (this.high - this.low));
  }

  /** The value where the slider is now; rounded as the server rounds, so that its answer is the very same. */
  read() {
    return Math.fround(this.low + (Number(this.input.value) / STEPS) * (this.high - this.low));
  }

  /** @param {number} low @param {number} high @param {number} mean */
  reach(low, high, mean) {
    Object.assign(this, { low, high, mean });
    this.tick.style.left = `${100 * this.share(mean)}%`;
    this.input.title = `The data lie between ${fixed(low)} and ${fixed(high)}, around ${fixed(mean)}`;
  }

  /**
   * A value beyond the range keeps its number; the slider stands at the end.
   * @param {number} value
   */
  show(value) {
    this.value = value;
    const place = String(Math.round(STEPS * this.share(value)));
    if (this.input.value !== place) this.input.value = place;
    const [from, to] = [this.share(this.mean), this.share(value)].sort((one, other) => one - other);
    Object.assign(this.bar.style, { left: `${100 * from}%`, width: `${100 * (to - from)}%` });
    write(this.output, fixed(value));
    this.input.setAttribute("aria-valuetext", fixed(value));
  }
}
