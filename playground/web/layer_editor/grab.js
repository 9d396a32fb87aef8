import { moving, placeOf } from "./entries.js";

// Carrying a row by the arrow keys: Space grabs it, Space drops it, Escape puts it back. Python hears of the drop only.

export class Grab {
  constructor(editor) {
    this.editor = editor;
    this.id = null;
    this.before = null;
  }

  take(id) {
    this.id = id;
    this.before = this.editor.copy.entries;
    this.editor.render();
    this.editor.announce(`${this.editor.titleOf(id)} grabbed. Arrows move it, Space drops it, Escape puts it back.`);
  }

  carry(steps) {
    const { copy } = this.editor;
    const last = copy.entries.length - 1;
    const place = Math.max(0, Math.min(last, placeOf(copy.entries, this.id) + steps));
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
    if (this.id === null) return;
    this.editor.copy.hold(() => this.before);
    this.editor.announce(`${this.editor.titleOf(this.end())} put back`);
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
