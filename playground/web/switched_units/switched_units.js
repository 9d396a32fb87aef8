/** The units that are switched off, each with a button to switch it on again, and what is lost without them. */

import { element, label, write } from "../elements.js";
import { Following } from "../following.js";
import { channel } from "../live.js";
import { Switches } from "../switches.js";
import { view } from "../view.js";
import { readJson } from "../wire.js";

const HINT = "Switch a channel or a unit off, and see what becomes of the answer.";

class SwitchedUnits {
  /** @type {Unit[]} */
  measured = [];
  text = "";

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.switches = new Switches(channel);
    this.title = element("span", {});
    this.list = element("ul", {});
    this.all = element("button", { type: "button", onclick: () => this.tell([]) }, "Switch all on");
    this.lost = element("p", { class: "lost", role: "status" });
    const line = element("div", { class: "line" }, this.title, this.list, this.all);
    this.root = element("section", { class: "switched", "aria-label": "Switched off" }, line, this.lost);
    place.replaceChildren(this.root);
    /** @type {string[]} */
    this.names = [];
    this.units = new Following(channel, "switched", (bytes) => this.hear(readJson(bytes)));
    /** @param {Uint8Array} bytes */
    const measured = (bytes) => this.measure(readJson(bytes));
    this.losses = new Following(channel, "ablation", measured, (why) => this.measure({ off: this.switches.off, text: why }));
    this.draw();
  }

  /** @param {Component<AskedData>} component */
  receive({ data: { message } }) {
    this.switches.message = message;
    this.units.follow(message);
    this.losses.follow(message);
  }

  /** @param {SwitchesHeader & { names: string[] }} told */
  hear(told) {
    this.switches.hear(told);
    this.names = told.names;
    this.draw();
  }

  /** @param {{ off: Unit[], text: string }} told */
  measure({ off, text }) {
    Object.assign(this, { measured: off, text });
    this.draw();
  }

  /** @param {Unit[]} off */
  tell(off) {
    this.switches.tell(off);
    this.draw();
  }

  draw() {
    const { off } = this.switches;
    write(this.title, off.length ? "Off:" : HINT);
    this.all.hidden = off.length < 2;
    this.list.hidden = off.length === 0;
    const asked = JSON.stringify([off, this.names]);
    if (asked !== this.list.dataset.shown) {
      this.list.dataset.shown = asked;
      this.list.replaceChildren(...off.map((unit, number) => this.chip(unit, this.names[number] ?? "")));
    }
    const fresh = JSON.stringify(off) === JSON.stringify(this.measured);
    write(this.lost, off.length === 0 ? "" : fresh ? this.text : "What is lost is measured on the test digits …");
  }

  /** @param {Unit} unit @param {string} name */
  chip(unit, name) {
    const button = element("button", { type: "button" }, name, element("span", { "aria-hidden": "true" }, " ×"));
    label(button, `Switch on ${name}`);
    button.addEventListener("click", () => {
      this.switches.turn(unit);
      this.draw();
    });
    return element("li", {}, button);
  }

  close() {
    this.switches.close();
    this.units.close();
    this.losses.close();
  }
}

/** `data` has the message that says whose network it is. */
export default view((place) => new SwitchedUnits(place), new URL("switched_units.css", import.meta.url));
