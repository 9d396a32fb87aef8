// What the network makes of the drawing: in a sentence, in what each kind of answer adds, and aloud.

import { element, write } from "../elements.js";

export class Statement {
  constructor() {
    this.sentence = element("p", { class: "sentence" });
    this.more = element("div", {});
    this.note = element("p", { class: "note" });
    // Only what a lifted pen led to is read out.
    this.spoken = element("p", { class: "unseen", role: "status" });
    this.element = element("section", { class: "statement" }, this.sentence, this.more, this.note, this.spoken);
  }

  /** @param {string} text */
  say(text) {
    write(this.spoken, text);
  }

  /** @param {string | null} text @param {string | null} note @param {boolean} final */
  show(text, note, final) {
    write(this.sentence, text || "Nothing drawn yet");
    this.sentence.classList.toggle("idle", !text);
    write(this.note, note ?? "");
    this.note.hidden = !note;
    if (final) this.say([text, note].filter(Boolean).join(". "));
  }
}
