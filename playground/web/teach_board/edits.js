/** Edits of the own classes that the server has not heard of, told again with each new one: one may overtake another. */

import { Told } from "../told.js";

export class Edits {
  /** @type {[number: number, edit: ClassEdit][]} */
  waiting = [];

  /** @param {import("../channel.js").Channel} channel */
  constructor(channel) {
    this.told = new Told(channel, "teach");
  }

  /** @param {ClassEdit} edit */
  tell(edit) {
    this.waiting.push([Math.max(this.told.revision, this.told.heard ?? 0) + 1, edit]);
    this.told.tell({ edits: this.waiting }, true);
  }

  /**
   * The server has made the edits up to this one.
   * @param {number} revision
   */
  confirm(revision) {
    this.waiting = this.waiting.filter(([number]) => number > revision);
    this.told.confirm(revision);
  }

  close() {
    this.told.close();
  }
}
