// A class of a person's own: its name, how many examples it has, and these as images that a press removes.

import { ARROWS } from "../arrows.js";
import { element, label, write } from "../elements.js";
import { InkPicture } from "../ink_picture.js";
import { counted } from "../words.js";

const SIDE = 28;

/**
 * What a card asks for.
 * @typedef {object} Hand
 * @property {(number: number) => void} choose
 * @property {(edit: ClassEdit) => void} edit
 */

export class ClassCard {
  /** @type {Map<number, { button: HTMLButtonElement, picture: InkPicture }>} the examples, by their numbers */
  examples = new Map();

  /** @param {number} number @param {{ enough: number, longest: number }} bounds @param {Hand} hand */
  constructor(number, { enough, longest }, hand) {
    this.enough = enough;
    this.hand = hand;
    this.written = "";
    this.radio = element("input", { type: "radio", name: "own class", onchange: () => hand.choose(number) });
    this.name = element("input", { type: "text", class: "name", maxlength: longest, spellcheck: "false" });
    this.name.addEventListener("change", () => hand.edit({ do: "rename", class: number, name: this.name.value }));
    this.name.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") this.name.blur();
    });
    this.drop = element("button", { type: "button", class: "drop", onclick: () => hand.edit({ do: "drop", class: number }) }, "×");
    this.fill = element("span", { class: "fill" });
    this.count = element("span", { class: "count" });
    this.advice = element("span", { class: "advice" });
    this.list = element("div", { class: "examples", role: "group", onkeydown: (event) => this.press(event) });
    const head = element("div", { class: "head" }, this.radio, this.name, this.drop);
    const track = element("span", { class: "track", "aria-hidden": "true" }, this.fill);
    const state = element("div", { class: "state" }, this.count, track, this.advice);
    this.node = element("li", { class: "card" }, head, state, this.list);
    this.node.addEventListener("pointerdown", () => hand.choose(number));
  }

  /**
   * Show the class; `images` has those of its examples by their numbers.
   * @param {OwnClass} own @param {Map<number, Uint8Array>} images @param {{ chosen: boolean, droppable: boolean }} state
   */
  show({ name, examples, advice }, images, { chosen, droppable }) {
    // A name that is being written stays, unless the server has another one than before.
    if (name !== this.written) this.name.value = this.written = name;
    label(this.radio, `Draw for ${name}`);
    label(this.name, `Name of the class ${name}`);
    label(this.drop, `Remove the class ${name}`);
    label(this.list, `Examples of ${name}`);
    this.radio.checked = chosen;
    this.node.classList.toggle("chosen", chosen);
    this.drop.hidden = !droppable;
    write(this.count, counted(examples.length, "example"));
    write(this.advice, advice);
    this.fill.style.transform = `scaleX(${Math.min(1, examples.length / this.enough)})`;
    this.showExamples(name, examples, images);
  }

  /** Take back a name that was refused. */
  restoreName() {
    this.name.value = this.written;
  }

  /** @param {string} name @param {number[]} examples @param {Map<number, Uint8Array>} images */
  showExamples(name, examples, images) {
    const kept = new Set(examples);
    for (const [number, { button }] of this.examples) {
      if (kept.has(number)) continue;
      const next = button.previousElementSibling ?? button.nextElementSibling;
      if (button.matches(":focus") && next instanceof HTMLElement) next.focus();
      button.remove();
      this.examples.delete(number);
    }
    examples.forEach((number, index) => {
      const { button, picture } = this.examples.get(number) ?? this.example(number);
      label(button, `Remove example ${index + 1} of ${name}`);
      if (this.list.children[index] !== button) this.list.insertBefore(button, this.list.children[index] ?? null);
      const pixels = images.get(number);
      // only what is in the page has a colour
      if (pixels && !picture.pixels) picture.show(pixels, [SIDE, SIDE]);
    });
    this.reach(this.list.lastElementChild);
  }

  /** @param {number} number */
  example(number) {
    const picture = new InkPicture({ "aria-hidden": "true" });
    const remove = () => this.hand.edit({ do: "remove", example: number });
    const button = element("button", { type: "button", class: "example", title: "Remove", onclick: remove }, picture.canvas);
    const made = { button, picture };
    this.examples.set(number, made);
    return made;
  }

  /**
   * One example is on the way of the Tab key; the arrows lead to the others.
   * @param {Element | null} reached
   */
  reach(reached) {
    for (const each of this.list.children) each.setAttribute("tabindex", each === reached ? "0" : "-1");
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const step = ARROWS[event.key]?.[0];
    const from = event.target instanceof Element ? event.target : null;
    if (!step || !from) return;
    const to = step > 0 ? from.nextElementSibling : from.previousElementSibling;
    event.preventDefault();
    if (!(to instanceof HTMLElement)) return;
    this.reach(to);
    to.focus();
  }
}
