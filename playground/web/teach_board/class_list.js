// The own classes, a card each, and what is done to all of them.

import { element, enable, write } from "../elements.js";
import { ClassCard } from "./class_card.js";

export class ClassList {
  /** @type {Map<number, ClassCard>} */
  cards = new Map();
  /** @type {Map<number, Uint8Array>} images of the examples, by their numbers */
  images = new Map();
  /** @type {OwnClass[]} */
  classes = [];
  /** @type {number | null} the class that is drawn for */
  chosen = null;

  /**
   * `edit` is given each edit, and `changed` is called when another class is drawn for, or it has another name.
   * @param {TeachData} bounds @param {(edit: ClassEdit) => void} edit @param {() => void} changed
   */
  constructor(bounds, edit, changed) {
    this.bounds = bounds;
    this.changed = changed;
    this.hand = { edit, choose: (/** @type {number} */ number) => this.choose(number) };
    this.list = element("ul", { class: "cards" });
    this.more = element("button", { type: "button", onclick: () => edit({ do: "begin" }) }, "Another class");
    this.undo = element("button", { type: "button", onclick: () => edit({ do: "undo" }) }, "Undo change");
    this.refusal = element("p", { class: "refusal", role: "status" });
    // where the cards do not stand beside the canvas, it is here that another class is chosen
    this.choice = element("select", { class: "choice", "aria-label": "Class that is drawn for" });
    this.choice.addEventListener("change", () => this.choose(Number(this.choice.value)));
    this.choices = "";
    const tools = element("div", { class: "tools" }, this.more, this.undo);
    this.element = element("section", { class: "classes", "aria-label": "Classes" }, this.list, tools, this.refusal);
  }

  /** The number of the newest example that is known. */
  get known() {
    return Math.max(0, ...this.images.keys());
  }

  get chosenClass() {
    return this.classes.find(({ number }) => number === this.chosen);
  }

  /** Forget all examples, and show none of them. */
  forget() {
    this.images.clear();
    this.cards.forEach(({ node }) => node.remove());
    this.cards.clear();
    this.classes = [];
  }

  /** @param {number} number */
  choose(number) {
    if (number === this.chosen) return;
    this.chosen = number;
    this.render();
    this.changed();
  }

  /** @param {OwnClassesFrame} frame */
  receive({ header: { classes, refusal, undoable }, arrays: { images, numbers } }) {
    numbers.forEach((number, index) => {
      const size = images.length / numbers.length;
      this.images.set(number, images.slice(index * size, (index + 1) * size));
    });
    const begun = classes.find(({ number }) => this.classes.length && !this.cards.has(number));
    this.classes = classes;
    if (begun && classes.at(-1) === begun) this.chosen = begun.number;
    if (!this.chosenClass) this.chosen = classes[0].number;
    write(this.refusal, refusal ?? "");
    enable(this.undo, undoable);
    enable(this.more, classes.length < this.bounds.most);
    this.render();
    if (refusal) this.cards.forEach((card) => card.restoreName());
    if (begun && begun.number === this.chosen) this.cards.get(begun.number)?.name.select();
    this.changed();
  }

  render() {
    const numbers = new Set(this.classes.map(({ number }) => number));
    for (const [number, { node }] of this.cards) {
      if (numbers.has(number)) continue;
      node.remove();
      this.cards.delete(number);
    }
    this.classes.forEach((own, index) => {
      const card = this.cards.get(own.number) ?? new ClassCard(own.number, this.bounds, this.hand);
      this.cards.set(own.number, card);
      if (this.list.children[index] !== card.node) this.list.insertBefore(card.node, this.list.children[index] ?? null);
      card.show(own, this.images, { chosen: own.number === this.chosen, droppable: this.classes.length > 2 });
    });
    this.renderChoice();
  }

  renderChoice() {
    const options = this.classes.map(({ number, name, examples }) => ({ value: number, text: `${name}: ${examples.length}` }));
    const choices = JSON.stringify(options);
    if (choices !== this.choices) {
      this.choices = choices;
      this.choice.replaceChildren(...options.map(({ value, text }) => element("option", { value }, text)));
    }
    this.choice.value = String(this.chosen);
  }
}
