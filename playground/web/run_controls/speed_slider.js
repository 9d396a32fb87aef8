import { element, write } from "../elements.js";
import { Told } from "../told.js";
import { within } from "../numbers.js";

/** The slider of the speed: it stands at one of the names that there are, and tells the server what is chosen. */
export class SpeedSlider {
  /** @type {string[]} */
  names = [];

  /** @param {import("../channel.js").Channel} channel */
  constructor(channel) {
    this.told = new Told(channel, "speed");
    this.input = element("input", { type: "range", min: 0, max: 0, step: 1, "aria-label": "Speed", title: "How fast to train: the updates are the same" });
    this.input.addEventListener("input", () => this.choose());
    this.output = element("output", {});
    this.node = element("label", { class: "setting" }, element("span", {}, "Speed", this.output), this.input);
  }

  choose() {
    const speed = this.names[Number(this.input.value)];
    this.say(speed);
    this.told.tell({ speed }, true);
  }

  /**
   * What the page says: the names, and the speed that held as it was drawn, which counts until the server has said more.
   * @param {string[]} names @param {string} speed
   */
  receive(names, speed) {
    this.names = names;
    this.input.max = String(names.length - 1);
    if (this.told.heard === null && !this.told.early) this.show(speed);
  }

  /**
   * What the server says holds, as of the revision that it has heard.
   * @param {string} speed @param {number} revision
   */
  hear(speed, revision) {
    if (!this.told.confirm(revision)) this.show(speed);
  }

  /** @param {string} speed */
  show(speed) {
    this.input.value = String(within(this.names.indexOf(speed), 0, this.names.length - 1));
    this.say(speed);
  }

  /** @param {string} speed */
  say(speed) {
    this.input.setAttribute("aria-valuetext", speed);
    write(this.output, speed);
  }

  close() {
    this.told.close();
  }
}
