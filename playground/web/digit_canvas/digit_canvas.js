// The digit canvas: it tells the server what is drawn, and hears what a network makes of it.

import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { element, enable, write } from "../elements.js";
import { Following } from "../following.js";
import { channel } from "../live.js";
import { Told } from "../told.js";
import { Paper } from "./paper.js";
import { listenToPointers } from "./pen.js";
import { PenKeys } from "./pen_keys.js";
import { Rebuilt } from "./rebuilt.js";
import { Sight } from "./sight.js";
import { Sketch } from "./sketch.js";
import { Statement } from "./statement.js";
import { StrokeShares } from "./stroke_shares.js";
import { mostLikely, Verdict } from "./verdict.js";

/**
 * The use of a canvas: its topics, what it says while it is empty, what stands below its tools, and what shows each kind of
 * answer, `more` within the statement and `panels` beside it.
 * @typedef {{ more: Node[], panels: HTMLElement[], close(): void,
 *   show(header: any, arrays: any, shapes: Record<string, Shape>): string | null }} Answer
 * @typedef {{ draw: string, reading: string, invitation: string, below: Node[], answers: Record<string, new () => Answer> }} Use
 */

/** @type {Use} */
const DIGITS = {
  draw: "draw",
  reading: "reading",
  invitation: "Draw a digit here",
  below: [],
  answers: { classes: Verdict, rebuilt: Rebuilt },
};

export class DigitCanvas {
  /** @type {Answer | null} */
  answer = null;
  /** Whose network is asked. @type {object} */
  reader = {};

  /** @param {ParentNode} place @param {Omit<CanvasData, "reader">} data @param {Use} use */
  constructor(place, { limits, begin, clearings }, use = DIGITS) {
    this.use = use;
    this.clearings = clearings;
    this.final = begin.revision;
    this.sketch = new Sketch(limits, begin.strokes);
    this.drawings = new Told(channel, use.draw);
    this.drawings.confirm(begin.revision);
    this.readings = new Following(channel, use.reading, (bytes) => this.hear(unpackWire(bytes)));
    this.paper = new Paper();
    this.statement = new Statement();
    this.sight = new Sight(begin.centre, () => this.send(true));
    this.shares = new StrokeShares(channel, () => this.repaint());
    this.keys = new PenKeys(this.paper.canvas, this, (words) => this.statement.say(words));
    listenToPointers(this.paper, this);
    this.paper.canvas.addEventListener("pointermove", (event) => event.buttons || this.point(this.paper.place(event)));
    this.paper.canvas.addEventListener("pointerleave", () => this.point(null));
    const { low, high } = limits.brush;
    this.brush = element("input", { type: "range", min: low, max: high, step: 0.01, value: begin.brush });
    this.brush.addEventListener("input", () => this.changed(false));
    this.brush.addEventListener("change", () => this.changed(true));
    this.undoButton = element("button", { type: "button", onclick: () => this.undo() }, "Undo");
    this.clearButton = element("button", { type: "button", onclick: () => this.clear() }, "Clear");
    this.hint = element("p", { class: "hint", "aria-hidden": "true" });
    this.full = element("p", { class: "note full", role: "status" });
    this.panels = element("div", { class: "panels" }, this.board(), this.statement.element, this.sight.element);
    this.root = element("div", { class: "digit-canvas" }, this.panels);
    place.append(this.root);
    this.repaint();
  }

  board() {
    this.hint.append(
      element("span", {}, this.use.invitation),
      element("span", { class: "keyboard" }, "Arrow keys move the pen, Space puts it down and lifts it"),
    );
    const keys = "Arrow keys move the pen, with Shift in small steps. Space puts it down and lifts it. Delete clears.";
    const size = element("label", { class: "brush" }, "Pen", this.brush);
    const tools = element("div", { class: "tools" }, size, this.undoButton, this.clearButton);
    const sheet = element("div", { class: "sheet" }, this.paper.canvas, this.hint);
    const described = element("p", { class: "unseen", id: "keys" }, keys);
    return element("section", { class: "board" }, sheet, described, tools, ...this.use.below, this.full);
  }

  /** @param {Component<CanvasData>} component */
  receive({ data: { clearings, reader } }) {
    if (clearings !== this.clearings) {
      this.clearings = clearings;
      this.clear();
    }
    this.readings.follow(reader);
    this.reader = reader;
    this.shares.ask(reader, this.final);
  }

  /** @param {DrawingFrame} answer */
  hear({ header, arrays, shapes }) {
    const sentence = this.arrange(header.kind).show(header, arrays, shapes);
    this.shares.name(arrays.probabilities ? mostLikely(header.classes, arrays.probabilities) : null);
    this.statement.show(sentence, header.note, header.revision === this.final);
    this.sight.show(arrays.image, shapes.image);
    this.root.dataset.answered = String(header.revision);
    // A server that knows less than it did is another one: it is told the drawing again.
    const forgotten = header.revision < (this.drawings.heard ?? 0);
    this.drawings.confirm(header.revision);
    if (forgotten && !this.sketch.empty) this.send(true);
  }

  /**
   * Put what shows this kind of answer in place of what showed another.
   * @param {DrawingHeader["kind"]} kind
   */
  arrange(kind) {
    if (this.answer && this.panels.dataset.kind === kind) return this.answer;
    this.panels.dataset.kind = kind;
    this.answer?.close();
    this.answer?.panels.forEach((panel) => panel.remove());
    const answer = new this.use.answers[kind]();
    this.answer = answer;
    this.statement.more.replaceChildren(...answer.more, ...(kind === "classes" ? [this.shares.element] : []));
    if (kind !== "classes") this.shares.close();
    this.panels.append(...answer.panels);
    return answer;
  }

  close() {
    this.drawings.close();
    this.readings.close();
    this.paper.close();
    this.shares.close();
    this.answer?.close();
    this.root.remove();
  }

  /** @param {Point | null} place */
  point(place) {
    this.shares.point(this.sketch.strokes, +this.brush.value, place);
  }

  // The hand that pointer and keys move.

  /** @param {number} x @param {number} y */
  begin(x, y) {
    const begun = this.sketch.begin(x, y);
    if (begun) this.changed(false);
    else this.tellFull();
    return begun;
  }

  /** @param {number} x @param {number} y */
  extend(x, y) {
    const extended = this.sketch.extend(x, y);
    if (extended) {
      this.changed(false);
    } else {
      this.end();
      this.tellFull();
    }
    return extended;
  }

  end() {
    this.sketch.end();
    this.changed(true);
  }

  undo() {
    if (!this.sketch.undoable) return;
    this.sketch.undo();
    this.changed(true);
  }

  clear() {
    if (this.sketch.empty) return;
    this.sketch.clear();
    this.changed(true);
  }

  /** @param {boolean} urgent */
  changed(urgent) {
    write(this.full, "");
    this.repaint();
    this.send(urgent);
  }

  tellFull() {
    write(this.full, "The drawing is full. Undo a stroke or clear it to go on.");
  }

  repaint() {
    this.hint.hidden = !this.sketch.empty;
    enable(this.undoButton, this.sketch.undoable);
    enable(this.clearButton, !this.sketch.empty);
    const { strokes } = this.sketch;
    this.paper.show(this.sketch, +this.brush.value, this.keys.cursor, (ink, side) =>
      this.shares.paint(ink, strokes, side, +this.brush.value * side),
    );
  }

  /**
   * Tell the server what is drawn: at once what a lifted pen has left, and of all else the newest when it can.
   * @param {boolean} final
   */
  send(final) {
    const strokes = this.sketch.strokes.map((points) => [...points]);
    const revision = this.drawings.tell({ strokes, brush: +this.brush.value, centre: this.sight.centre }, final);
    if (final) this.shares.ask(this.reader, (this.final = revision));
    this.root.dataset.sent = String(revision);
  }
}

export const SHEETS = ["../unseen.css", "digit_canvas.css", "rebuilt.css"].map((name) => new URL(name, import.meta.url));
/** @param {ShadowRoot} place @param {Component<CanvasData>} component */
const make = (place, { data }) => new DigitCanvas(place, data);
export default view(make, ...SHEETS);
