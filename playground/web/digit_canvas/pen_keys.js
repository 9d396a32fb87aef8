// Drawing by keyboard: arrows move a cursor, Space puts the pen down and lifts it.

import { ARROWS } from "../arrows.js";
import { within } from "../numbers.js";

/** @import { Cursor } from "./paper.js" */
/** @import { Hand } from "./pen.js" */

const STEP = 0.03;
const FINE_STEP = 0.01;

export class PenKeys {
  /**
   * @param {HTMLElement} canvas @param {Hand & { undo(): void, clear(): void, repaint(): void }} hand
   * @param {(words: string) => void} say
   */
  constructor(canvas, hand, say) {
    this.hand = hand;
    this.say = say;
    this.x = 0.5;
    this.y = 0.2;
    this.down = false;
    this.shown = false;
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("blur", () => this.leave());
    canvas.addEventListener("pointerdown", () => this.leave());
    canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && this.move(0, 0));
  }

  /**
   * Where the cursor is to be painted, or null.
   * @returns {Cursor | null}
   */
  get cursor() {
    return this.shown ? this : null;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    if (command ? event.key.toLowerCase() !== "z" : !this.act(event)) return;
    if (command) this.lift(() => this.hand.undo());
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event */
  act({ key, shiftKey, repeat }) {
    const step = shiftKey ? FINE_STEP : STEP;
    if (key in ARROWS) this.move(step * ARROWS[key][0], step * ARROWS[key][1]);
    else if (key === " " && !repeat) this.toggle();
    else if (["Escape", "Delete", "Backspace"].includes(key)) this.lift(() => this.hand.clear());
    else return key === " ";
    return true;
  }

  /** @param {number} x @param {number} y */
  move(x, y) {
    this.shown = true;
    this.x = within(this.x + x);
    this.y = within(this.y + y);
    if (this.down) this.down = this.hand.extend(this.x, this.y);
    else this.hand.repaint();
  }

  toggle() {
    this.shown = true;
    if (this.down) return this.lift(() => this.say("Pen lifted"));
    this.down = this.hand.begin(this.x, this.y);
    if (this.down) this.say("Pen down");
  }

  /** @param {() => void} then */
  lift(then) {
    if (this.down) {
      this.down = false;
      this.hand.end();
    }
    then();
  }

  leave() {
    this.shown = false;
    this.lift(() => this.hand.repaint());
  }
}
