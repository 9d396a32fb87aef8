import { continuing, same } from "./entries.js";

// The browser's own copy of the stack. An edit shows at once; one edit at a time is on its way to Python, and what
// came meanwhile goes, as the newest stack, when the answer is there. A stack that Python changed by itself (a preset,
// an undo) replaces the copy.

/**
 * An edit on its way: a new stack or a command.
 * @typedef {object} Sent
 * @property {string} serial
 * @property {ReturnType<typeof setInterval>} timer
 * @property {Entry[] | null} entries
 * @property {Command} [command]
 */

const PATIENCE = 8000;

export class StackCopy {
  /** @param {(edit: object) => void} send */
  constructor(send) {
    this.send = send;
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Entry[]} */
    this.known = [];
    /** @type {number | null} */
    this.revision = null;
    /** @type {Map<number, RowAnswer>} */
    this.answers = new Map();
    /** @type {Sent | null} */
    this.sent = null;
    /** @type {Command[]} */
    this.commands = [];
    /** @type {Edit[]} */
    this.waiting = [];
    this.held = false;
  }

  /**
   * Take what Python sends; true where the stack is no longer the one that the person last saw or made.
   * @param {Pick<EditorData, "revision" | "answered" | "layers" | "rows">} data
   */
  receive({ revision, answered, layers, rows }) {
    const before = this.entries;
    const sent = this.sent && this.sent.serial === answered ? this.sent : null;
    if (sent) {
      this.forget();
      if (sent.entries && same(sent.entries, layers)) this.known = sent.entries;
      else this.replace(layers);
    } else if (revision !== this.revision) {
      this.forget();
      this.commands = [];
      this.waiting = [];
      this.replace(layers);
    }
    this.revision = revision;
    this.answers = new Map(this.known.map((entry, i) => [entry.id, rows[i]]));
    if (!this.commands.length && !this.sent?.command) this.catchUp();
    this.flush();
    return this.entries !== before;
  }

  /** @param {LayerData[]} layers */
  replace(layers) {
    this.held = false;
    this.entries = this.known = continuing(this.entries, layers);
  }

  catchUp() {
    for (const edit of this.waiting.splice(0)) this.entries = edit(this.entries);
  }

  /**
   * Apply an edit. Behind an undo that Python has not answered yet, it waits for the stack that this brings.
   * @param {Edit} change
   */
  edit(change) {
    if (this.commands.length || this.sent?.command) this.waiting.push(change);
    else this.entries = change(this.entries);
    this.flush();
  }

  /**
   * Show a change that is sent only when it is released: a row on its way by the arrow keys.
   * @param {Edit} change
   */
  hold(change) {
    this.held = true;
    this.entries = change(this.entries);
  }

  release() {
    this.held = false;
    this.flush();
  }

  /** @param {Command} name */
  command(name) {
    this.commands.push(name);
    this.flush();
  }

  get pending() {
    return this.sent !== null || !same(this.entries, this.known.map((entry) => entry.data));
  }

  flush() {
    if (this.sent || this.held || this.revision === null) return;
    if (this.pending) this.dispatch({ layers: this.entries.map((entry) => entry.data) }, this.entries);
    else if (this.commands.length) this.dispatch({ command: this.commands.shift() }, null);
  }

  /** @param {{ layers?: LayerData[], command?: Command }} what @param {Entry[] | null} entries */
  dispatch(what, entries) {
    const serial = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
    const edit = { base: this.revision, serial, ...what };
    // Sent again where the connection swallowed it: Python drops the second of two, for its base is old by then.
    const timer = setInterval(() => this.send(edit), PATIENCE);
    this.sent = { serial, entries, timer, command: what.command };
    this.send(edit);
  }

  forget() {
    clearInterval(this.sent?.timer);
    this.sent = null;
  }
}
