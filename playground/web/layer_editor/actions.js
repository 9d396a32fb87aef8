import { within } from "../numbers.js";
import { addedInWords } from "./connections.js";
import { changedFrom, continuing, entryOf, inserting, fixing, moving, placeOf, removing, setting } from "./entries.js";

/** @import { Editor } from "./layer_editor.js" */
/** @import { Place } from "./module_menu.js" */

// What a person can do to the stack, by whatever means: each shows at once, is said aloud and goes to Python.

export class Actions {
  /** @type {{ layers: LayerData[], known: Entry[], entries: Entry[] } | null} */
  offered = null;

  /** @param {Editor} editor */
  constructor(editor) {
    this.editor = editor;
  }

  get entries() {
    return this.editor.copy.entries;
  }

  /** @param {string} text */
  announce(text) {
    this.editor.announce(text);
  }

  /** @param {Edit} edit @param {string} [words] */
  change(edit, words) {
    this.editor.grab.drop();
    this.editor.copy.edit(edit);
    this.editor.render();
    if (words) this.announce(words);
  }

  /**
   * The new row's id, or null where the stack is full.
   * @param {LayerData} data @param {number} index @param {string} [words]
   */
  insert(data, index, words = "added") {
    if (this.editor.full) return this.refuse();
    const entry = entryOf(data);
    const { title } = this.editor.palette.kind(data.kind);
    this.change(inserting(entry, index), `${title} ${words} at position ${index + 1}`);
    this.editor.view.reveal(entry.id);
    return entry.id;
  }

  /**
   * A gap between rows, as the list of modules asks for it.
   * @param {number} index @returns {Place}
   */
  placeAt(index) {
    const { entries } = this;
    const { copy, data } = this.editor;
    /** @param {number} place */
    const named = (place) => `${this.editor.titleOf(entries[place].id)} (layer ${place + 1})`;
    if (index < entries.length) {
      const { fits } = copy.answers.get(entries[index].id) ?? {};
      return { index, where: index ? `between ${named(index - 1)} and ${named(index)}` : `above ${named(0)}`, fits };
    }
    const where = index ? `below ${named(index - 1)}` : "to the empty stack";
    return { index, where, fits: copy.pending ? undefined : data?.output.fits };
  }

  /** @param {number} id */
  placeAbove(id) {
    return this.placeAt(placeOf(this.entries, id));
  }

  /** Below the selected row, or at the end. */
  placeAtHand() {
    const after = placeOf(this.entries, this.editor.selected);
    return this.placeAt(after < 0 ? this.entries.length : after + 1);
  }

  refuse() {
    this.announce(`The stack is full: it holds at most ${this.editor.most} modules.`);
    return null;
  }

  /** @param {Kind} kind @param {number} index */
  insertKind({ kind, settings }, index) {
    const defaults = settings.map((one) => [one.name, one.default]);
    return this.insert(/** @type {LayerData} */ ({ kind, ...Object.fromEntries(defaults) }), index);
  }

  /**
   * After the selected row, which then is the new one, so that a series of presses stays in order; else at the end.
   * @param {Kind} kind
   */
  add(kind) {
    const after = placeOf(this.entries, this.editor.selected);
    const made = this.insertKind(kind, after < 0 ? this.entries.length : after + 1);
    if (made !== null && after >= 0) this.editor.select(made);
  }

  /**
   * At a place that the person has chosen, where the focus goes, too.
   * @param {Kind} kind @param {number} index
   */
  put(kind, index) {
    this.editor.focus(this.insertKind(kind, Math.min(index, this.entries.length)));
  }

  /**
   * `index` is the gap between rows: 0 is above the first.
   * @param {Dragged} source @param {number} index
   */
  drop({ kind, id }, index) {
    if (id === undefined) return void this.insertKind(kind, index);
    const from = placeOf(this.entries, id);
    if (from >= 0) this.moveBy(id, (index > from ? index - 1 : index) - from);
  }

  /** @param {number} id @param {number} steps */
  moveBy(id, steps) {
    const from = placeOf(this.entries, id);
    const last = this.entries.length - 1;
    const place = within(from + steps, 0, last);
    if (place === from) return;
    this.change(moving(id, place), `${this.editor.titleOf(id)} moved to position ${place + 1} of ${last + 1}`);
  }

  /** @param {number} id */
  duplicate(id) {
    const place = placeOf(this.entries, id);
    return this.insert({ ...this.entries[place].data }, place + 1, "duplicated");
  }

  /**
   * The focus goes to the row above, so that the next module pressed takes the place of the one removed.
   * @param {number} id
   */
  remove(id) {
    const place = placeOf(this.entries, id);
    const focused = this.editor.view.rows.get(id)?.element.contains(this.editor.root.activeElement);
    this.change(removing(id), `${this.editor.titleOf(id)} removed`);
    if (!focused) return;
    if (this.entries.length) this.editor.focus(this.entries[Math.max(0, place - 1)].id);
    else this.editor.palette.chips[0]?.element.focus();
  }

  /** @param {number} id @param {string} name @param {SettingValue} value */
  set(id, name, value) {
    this.change(setting(id, name, value));
    const added = addedInWords(this.entries, placeOf(this.entries, id), (kind) => this.editor.palette.kind(kind).title);
    if (added) this.announce(`${this.editor.titleOf(id)} ${added}`);
  }

  /**
   * The stack that Python offers. The focus goes from its button, which is gone then, to the first row that is new or
   * changed.
   * @param {LayerData[]} layers
   */
  replace(layers) {
    const { known } = this.editor.copy;
    // One press or two before Python has answered: the new rows are the same.
    const again = this.offered?.layers === layers && this.offered.known === known ? this.offered : null;
    this.offered = again ?? { layers, known, entries: continuing(known, layers) };
    const { entries } = this.offered;
    const focused = this.editor.root.activeElement?.matches(".fix");
    this.change(fixing(known, entries), "The stack is changed as offered");
    const first = changedFrom(known, entries)[0] ?? this.entries.at(-1);
    if (focused && first) this.editor.focus(first.id);
  }

  /** @param {Command} name */
  command(name) {
    const { copy, data, grab } = this.editor;
    grab.putBack();
    if (!(name === "undo" ? data?.undo || copy.pending : data?.redo)) return;
    copy.command(name);
    this.announce(name === "undo" ? "Undone" : "Redone");
  }
}
