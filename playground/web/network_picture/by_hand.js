/** A unit in a person's hands: its bias and weights to turn, itself to switch off, and what was done to take back. */

import { able, element, enable, write } from "../elements.js";
import { Told } from "../told.js";
import { numberText } from "./unit_reading.js";

/** @import { UnitAt } from "./unit_grid.js" */
/** @import { Unit } from "./unit_reading.js" */
/** @typedef {{ node: HTMLElement, input: HTMLInputElement, value: HTMLElement, name: HTMLElement, change: HandChange }} Dial */

const REACH = 10; // of a dial to either side; further where a weight is
const STEP = 0.01;
const HINT = "Choose a unit with a click to turn its bias and weights by hand, or to switch it off.";
const OFF = "Off: its outgoing weights are 0 until it is switched on again. Training may give them other values.";

/** Changes that the server has not heard of, told again with each new one: one may overtake another. */
export class HandChanges {
  /** @type {[number: number, change: HandChange][]} */
  waiting = [];
  stroke = 1;

  /** @param {import("../channel.js").Channel} channel */
  constructor(channel) {
    this.told = new Told(channel, "tinker");
  }

  /**
   * Tell a change; while a dial is held, only where it is by now.
   * @param {HandChange} change
   */
  tell(change) {
    const last = this.waiting.at(-1)?.[1];
    if (last?.stroke && last.stroke === change.stroke && placeOf(last) === placeOf(change)) this.waiting.pop();
    this.waiting.push([Math.max(this.told.revision, this.told.heard ?? 0) + 1, change]);
    this.told.tell({ changes: this.waiting }, true);
  }

  /**
   * True where the server has not heard of a change at the place of this one.
   * @param {HandChange} change
   */
  isWaiting(change) {
    return this.waiting.some(([, other]) => placeOf(other) === placeOf(change));
  }

  /**
   * The server has made the changes up to this one.
   * @param {number} revision
   */
  confirm(revision) {
    this.waiting = this.waiting.filter(([number]) => number > revision);
    this.told.confirm(revision);
  }

  close() {
    this.told.close();
  }
}

/** @param {HandChange} change */
const placeOf = ({ do: what, column, unit, input }) => `${what} ${column} ${unit} ${input}`;

export class ByHand {
  /** @type {HandHeader | null} */
  header = null;
  /** Whether the weights can be changed at all. */
  able = false;
  /** @type {UnitAt | null} */
  at = null;
  built = "";
  /** @type {Dial[]} */
  dials = [];

  /** @param {import("../channel.js").Channel} channel */
  constructor(channel) {
    this.changes = new HandChanges(channel);
    this.hint = element("p", { class: "muted" }, HINT);
    this.title = element("strong", {});
    this.list = element("ul", { class: "dials" });
    this.off = element("button", { type: "button", "aria-pressed": "false", onclick: () => this.switch() }, "Switch off");
    this.undo = element("button", { type: "button", onclick: () => this.takeBack() }, "Undo");
    this.said = element("p", { class: "muted", role: "status" });
    const buttons = element("div", { class: "hand-buttons" }, this.off, this.undo);
    this.node = element("div", { class: "by-hand", role: "group", "aria-label": "By hand" }, this.hint, this.title, this.list, buttons, this.said);
  }

  /**
   * What the page says: the number of the last change that the server had heard as it was drawn; null for no changes.
   * @param {number | null} revision
   */
  receive(revision) {
    this.able = revision !== null;
    this.node.hidden = !this.able;
    if (revision !== null && revision >= (this.changes.told.heard ?? 0)) this.changes.confirm(revision);
  }

  /**
   * What a frame says was changed.
   * @param {HandHeader | null} header
   */
  hear(header) {
    this.header = header;
    if (header) this.changes.confirm(header.revision);
  }

  /** @param {UnitAt} at */
  isOff(at) {
    return this.header?.off.some(([column, unit]) => column === at.column && unit === at.row) ?? false;
  }

  /**
   * Whether a part of a unit was changed, or any of it.
   * @param {UnitAt} at @param {string} [part] @param {number} [input]
   */
  isChanged(at, part, input = 0) {
    const found = this.header?.changed.some(
      ([what, column, unit, from]) =>
        column === at.column && unit === at.row && (part === undefined || (what === part && from === input)),
    );
    return found ?? false;
  }

  /**
   * Show the unit that is pinned, or how one is.
   * @param {UnitAt | null} at @param {Unit | null} unit @param {boolean} switches whether it can be switched off
   */
  show(at, unit, switches) {
    if (!this.able) return;
    this.at = at;
    const shown = at !== null && unit !== null;
    this.hint.hidden = shown;
    this.title.hidden = !shown;
    write(this.title, unit ? `${unit.title}, by hand` : "");
    this.list.hidden = this.off.hidden = !shown;
    this.off.hidden = !shown || !(switches && (this.header?.switches ?? true));
    this.undo.hidden = !shown && !this.header?.undo;
    enable(this.undo, this.header?.undo);
    const off = at !== null && this.isOff(at);
    write(this.said, off ? OFF : this.header?.undo ? `Changed by hand: ${this.header.undo} to take back.` : "");
    if (!at || !unit) return;
    write(this.off, off ? "Switch on" : "Switch off");
    this.off.setAttribute("aria-pressed", String(off));
    this.build(at, unit);
    const values = [...(Number.isNaN(unit.bias) ? [] : [unit.bias]), ...unit.inputs.weights];
    this.dials.forEach((dial, index) => this.turn(dial, values[index]));
  }

  /** @param {UnitAt} at @param {Unit} unit */
  build(at, unit) {
    const single = unit.inputs.together ? [] : unit.inputs.weights;
    const asked = JSON.stringify([at, unit.title, unit.inputs.names, single.length, Number.isNaN(unit.bias)]);
    if (asked !== this.built) {
      this.built = asked;
      const { column, row } = at;
      /** @type {(input: number) => HandChange} */
      const weight = (input) => ({ do: "weight", column, unit: row, input });
      this.dials = [
        ...(Number.isNaN(unit.bias) ? [] : [this.dial("bias", "Bias", { do: "bias", column, unit: row, input: 0 })]),
        ...single.map((_, input) => this.dial(unit.inputs.names[input], `Weight from ${unit.inputs.names[input]}`, weight(input))),
      ];
      this.list.replaceChildren(...this.dials.map((dial) => dial.node));
    }
    const marks = [...(Number.isNaN(unit.bias) ? [] : [this.isChanged(at, "bias")]), ...single.map((_, input) => this.isChanged(at, "weight", input))];
    this.dials.forEach((dial, index) => dial.node.classList.toggle("changed", marks[index]));
  }

  /** @param {string} name @param {string} said @param {HandChange} change @returns {Dial} */
  dial(name, said, change) {
    const input = element("input", { type: "range", min: -REACH, max: REACH, step: STEP, "aria-label": said });
    const value = element("output", {});
    input.addEventListener("input", () => {
      write(value, numberText(Number(input.value)));
      this.changes.tell({ ...change, value: Number(input.value), stroke: this.changes.stroke });
    });
    // let go: what is turned next is another change
    input.addEventListener("change", () => this.changes.stroke++);
    const text = element("span", {}, name);
    return { node: element("li", {}, text, input, value), input, value, name: text, change };
  }

  /** @param {Dial} dial @param {number} value */
  turn({ input, value: output, change }, value) {
    // until the server has heard of it, a dial stands where the hand has put it
    if (this.changes.isWaiting(change)) return;
    const reach = Math.max(REACH, Math.ceil(Math.abs(value) * 1.5));
    if (Number(input.getAttribute("max")) < reach) {
      input.setAttribute("min", String(-reach));
      input.setAttribute("max", String(reach));
    }
    const text = String(Math.round(value / STEP) * STEP);
    if (Number(input.value) !== Number(text)) input.value = text;
    write(output, numberText(value));
    input.setAttribute("aria-valuetext", numberText(value));
  }

  takeBack() {
    if (able(this.undo)) this.changes.tell({ do: "undo" });
  }

  switch() {
    if (this.at) this.changes.tell({ do: this.isOff(this.at) ? "on" : "off", column: this.at.column, unit: this.at.row });
  }

  close() {
    this.changes.close();
  }
}
