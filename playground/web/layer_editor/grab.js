import { within } from "../numbers.js";
import { moving, placeOf } from "./entries.js";

/** @import { Editor } from "./layer_editor.js" */

// Carrying a row by the arrow keys: Space grabs it, Space drops it, Escape puts it back. Python hears of the drop only.

export class Grab {
  /** @param {Editor} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {number | null} */
    this.id = null;
    /** @type {Entry[]} */
    this.before = [];
  }

  /** @param {number} id */
  take(id) {
    this.id = id;
    this.before = this.editor.copy.entries;
    this.editor.render();
    this.editor.announce(`${this.editor.titleOf(id)} grabbed. Arrows move it, Space drops it, Escape puts it back.`);
  }

  /** @param {number} steps */
  carry(steps) {
    const { copy } = this.editor;
    if (this.id === null) return;
    const last = copy.entries.length - 1;
    const place = within(placeOf(copy.entries, this.id) + steps, 0, last);
    copy.hold(moving(this.id, place));
    this.editor.render();
    this.editor.announce(`${this.editor.titleOf(this.id)} at position ${place + 1} of ${last + 1}`);
  }

  drop() {
    const id = this.end();
    if (id === null) return;
    const { entries } = this.editor.copy;
    const place = placeOf(entries, id) + 1;
    this.editor.announce(`${this.editor.titleOf(id)} dropped at position ${place} of ${entries.length}`);
  }

  putBack() {
    const { id } = this;
    if (id === null) return;
    this.editor.copy.hold(() => this.before);
    this.end();
    this.editor.announce(`${this.editor.titleOf(id)} put back`);
  }

  // Python has replaced the stack under it.
  forget() {
    this.id = null;
  }

  end() {
    const { id } = this;
    if (id === null) return null;
    this.id = null;
    this.editor.copy.release();
    this.editor.render();
    return id;
  }
}
