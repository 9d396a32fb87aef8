/** What a view tells the server again and again, as of a hand that moves: of all that it tells, the newest counts. */

import { notWithNextRefresh, withNextRefresh } from "./beat.js";

/**
 * Numbers what it tells under a topic; answers of other topics carry the number of what the server has heard last. The
 * telling itself is not answered.
 */
export class Told {
  fresh = false;
  revision = 0;
  /** @type {number | null} */
  heard = null;
  /** @type {object | null} */
  early = null;
  /** @type {object | null} */
  newest = null;
  waiting = false;

  /** @param {import("./channel.js").Channel} channel @param {string} topic */
  constructor(channel, topic) {
    this.channel = channel;
    this.topic = topic;
    this.slot = channel.seat(this);
  }

  /**
   * Tell it: at once where it is `final`, else with the next refresh of the screen. Gives its revision.
   * @param {object} message @param {boolean} final
   */
  tell(message, final) {
    // The server may know later ones than 0, as from before a reload: its first answer says so.
    if (this.heard === null) {
      this.early = message;
      return this.revision;
    }
    this.revision = Math.max(this.revision, this.heard) + 1;
    this.newest = { ...message, revision: this.revision };
    if (final) this.send();
    else {
      this.waiting = true;
      withNextRefresh(this.send);
    }
    return this.revision;
  }

  send = () => {
    notWithNextRefresh(this.send);
    this.waiting = false;
    if (this.newest && this.channel.open) this.channel.send(this, this.newest);
  };

  /**
   * The server has heard what was told up to this revision; gives whether something newer is on its way.
   * @param {number} revision
   */
  confirm(revision) {
    this.heard = revision;
    if (this.early) this.tell(this.early, true);
    this.early = null;
    return revision < this.revision;
  }

  /** Tell the newest again when the connection has come back: it may not have arrived. */
  repeat() {
    if (this.newest && this.revision > (this.heard ?? 0)) this.send();
  }

  /** What was refused is no longer on its way. */
  refuse() {
    if (this.waiting) return;
    this.revision = this.heard ?? 0;
    this.newest = null;
  }

  hear() {}

  close() {
    notWithNextRefresh(this.send);
    this.channel.slots.delete(this.slot);
  }
}
