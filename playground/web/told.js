/** What a view tells the server again and again, as of a hand that moves: of all that it tells, the newest counts. */

import { Questions } from "./channel.js";

/** Numbers what it tells under a topic; answers of other topics carry the number of what the server has heard last. */
export class Told {
  revision = 0;
  /** @type {number | null} */
  heard = null;
  /** @type {object | null} */
  early = null;

  /** @param {import("./channel.js").Channel} channel @param {string} topic */
  constructor(channel, topic) {
    this.questions = new Questions(channel, topic, () => {}, { refused: () => this.giveUp() });
  }

  /**
   * Tell it: at once where it is `final`, else when the server has heard what was told before. Gives its revision.
   * @param {object} message @param {boolean} final
   */
  tell(message, final) {
    // The server may know later ones than 0, as from before a reload: its first answer says so.
    if (this.heard === null) {
      this.early = message;
      return this.revision;
    }
    this.revision = Math.max(this.revision, this.heard) + 1;
    this.questions.ask({ ...message, revision: this.revision }, final);
    return this.revision;
  }

  /**
   * The server has heard what was told up to this revision; gives whether something newer is on its way.
   * @param {number} revision
   */
  hear(revision) {
    this.heard = revision;
    if (this.early) this.tell(this.early, true);
    this.early = null;
    return revision < this.revision;
  }

  /** What was refused is no longer on its way. */
  giveUp() {
    if (!this.questions.busy) this.revision = this.heard ?? 0;
  }

  close() {
    this.questions.close();
  }
}
