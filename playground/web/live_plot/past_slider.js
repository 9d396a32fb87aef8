/** The slider through the past of a run that stands still, and the button that goes on from a moment of it. */

import { able, element, enable, write } from "../elements.js";
import { within } from "../numbers.js";
import { Told } from "../told.js";

export class PastSlider {
  /** @type {PastData | null} */
  past = null;

  /** @param {import("../channel.js").Channel} channel @param {(moment: { rest: string, place: number }) => void} goOn */
  constructor(channel, goOn) {
    this.told = new Told(channel, "recall");
    this.input = element("input", { type: "range", min: 0, max: 0, step: 1, "aria-label": "Past" });
    this.input.addEventListener("input", () => this.recall(false));
    this.input.addEventListener("change", () => this.recall(true));
    this.output = element("output", {});
    const press = () => {
      if (this.past && able(this.button)) goOn({ rest: this.past.rest, place: this.place });
    };
    const title = "A new run begins with these weights; its optimiser begins with an empty memory";
    this.button = element("button", { type: "button", title, onclick: press }, "Go on from here");
    const label = element("label", {}, element("span", { "aria-hidden": "true" }, "Past"), this.input, this.output);
    /** @type {HTMLElement} */
    this.node = element("div", { class: "past", hidden: true }, label, this.button);
  }

  get place() {
    return Number(this.input.value);
  }

  /** @param {boolean} final */
  recall(final) {
    if (!this.past) return;
    this.say();
    this.told.tell({ rest: this.past.rest, place: this.place }, final);
  }

  /**
   * The past as the page has it; none where the run moves, or has none. A hand on the slider is not overruled.
   * @param {PastData | undefined} past
   */
  receive(past) {
    this.node.hidden = !past;
    const before = this.past;
    this.past = past ?? null;
    if (!past) return;
    this.input.max = String(past.names.length - 1);
    const pending = this.told.confirm(Math.max(past.revision, this.told.heard ?? 0));
    if (!pending || before?.rest !== past.rest) this.input.value = String(within(past.place, 0, past.names.length - 1));
    this.say();
  }

  /** The server has heard what was told up to this revision. @param {number} revision */
  hear(revision) {
    this.told.confirm(revision);
  }

  say() {
    const names = this.past?.names ?? [];
    const last = this.place === names.length - 1;
    const text = names[this.place] ?? "";
    this.input.setAttribute("aria-valuetext", last ? `${text}, the present` : text);
    write(this.output, text);
    enable(this.button, !last);
  }

  close() {
    this.told.close();
  }
}
