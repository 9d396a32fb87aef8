/** Edits of the own classes that the server has not heard of, told again with each new one: one may overtake another. */

import { Told } from "../told.js";

// Of one message: what was drawn while the connection was away goes in several.
const MOST_EDITS = 100;
const MOST_CHARACTERS = 100_000;

export class Edits {
  /** @type {[number: number, edit: ClassEdit][]} */
  waiting = [];
  /** The number of the last one that was told. */
  last = 0;

  /** @param {import("../channel.js").Channel} channel */
  constructor(channel) {
    this.told = new Told(channel, "teach");
  }

  /** @param {ClassEdit} edit */
  tell(edit) {
    this.waiting.push([Math.max(this.told.revision, this.told.heard ?? 0) + 1, edit]);
    this.send();
  }

  send() {
    let length = 0;
    const due = this.waiting.slice(0, MOST_EDITS).filter((each, index) => {
      length += JSON.stringify(each).length;
      return index === 0 || length < MOST_CHARACTERS;
    });
    this.last = due[due.length - 1][0];
    this.told.tell({ edits: due }, true);
  }

  /**
   * The server has made the edits up to this one.
   * @param {number} revision
   */
  confirm(revision) {
    this.waiting = this.waiting.filter(([number]) => number > revision);
    this.told.confirm(revision);
    if (this.waiting.length && revision === this.last) this.send();
  }

  close() {
    this.told.close();
  }
}
