// The board of the Teach page: a canvas, the own classes that its drawings are examples of, and what was taught says.

import { DigitCanvas, SHEETS } from "../digit_canvas/digit_canvas.js";
import { able, element, enable, write } from "../elements.js";
import { Following } from "../following.js";
import { channel } from "../live.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { ClassList } from "./class_list.js";
import { Edits } from "./edits.js";
import { Taught } from "./taught.js";

class TeachBoard {
  /** The mark of the classes that are shown. */
  mark = "";

  /** @param {ShadowRoot} place @param {TeachData} data */
  constructor(place, data) {
    this.edits = new Edits(channel);
    this.add = element("button", { type: "button", class: "add", onclick: () => this.keep() }, "Add");
    this.classes = new ClassList(data, (edit) => this.edit(edit), () => this.offer());
    this.areas = element("div", { class: "areas" });
    this.canvas = new DigitCanvas(this.areas, data, {
      draw: "teach_draw",
      reading: "taught",
      invitation: "Draw an example here",
      below: [element("div", { class: "keep" }, this.classes.choice, this.add)],
      answers: { taught: Taught },
    });
    this.canvas.paper.canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.repeat) return;
      event.preventDefault();
      this.keep();
    });
    this.areas.append(this.classes.element);
    this.root = element("div", { class: "teach-board" }, this.areas);
    place.append(this.root);
    this.following = new Following(channel, "own_classes", (bytes) => this.hear(unpackWire(bytes)));
    this.following.follow({ known: 0, mark: this.mark });
  }

  receive() {
    this.canvas.readings.follow({});
  }

  /** @param {OwnClassesFrame} frame */
  hear(frame) {
    const { revision, mark } = frame.header;
    // Another server's examples are others, of the same numbers.
    if (mark !== this.mark) this.classes.forget();
    this.mark = mark;
    this.edits.confirm(revision);
    this.classes.receive(frame);
    this.root.dataset.heard = String(revision);
    this.following.follow({ known: this.classes.known, mark });
  }

  /** Say on the button which class the drawing would be added to. */
  offer() {
    const own = this.classes.chosenClass;
    write(this.add, own ? `Add to ${own.name}` : "Add");
    enable(this.add, own);
  }

  /** Keep the drawing as an example of the class that is chosen, and clear the canvas for the next. */
  keep() {
    const own = this.classes.chosenClass;
    if (!own || !able(this.add) || this.canvas.sketch.empty) return;
    this.canvas.keys.lift(() => {});
    const strokes = this.canvas.sketch.strokes.map((points) => [...points]);
    this.edit({ do: "add", class: own.number, drawing: { strokes, brush: +this.canvas.brush.value } });
    this.canvas.clear();
    this.canvas.statement.say(`Added to ${own.name}`);
  }

  /** @param {ClassEdit} edit */
  edit(edit) {
    this.edits.tell(edit);
  }

  close() {
    this.canvas.close();
    this.edits.close();
    this.following.close();
    this.root.remove();
  }
}

/** @param {ShadowRoot} place @param {Component<TeachData>} component */
const make = (place, { data }) => new TeachBoard(place, data);
export default view(make, ...SHEETS, new URL("teach_board.css", import.meta.url));
