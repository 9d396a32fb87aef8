/** A view's following of a topic: asked again after each answer, for the server answers when there is something new. */

import { notWithNextRefresh, withNextRefresh } from "./beat.js";
import { Questions } from "./channel.js";

// A screen shows no more than about 60 pictures a second; what comes faster waits for its next refresh.
const FASTEST = 16;

export class Following {
  /** @type {object | null} */
  message = null;
  asked = -FASTEST;

  /**
   * `heard` is given the bytes of each answer, `refused` why there is none.
   * @param {import("./channel.js").Channel} channel @param {string} topic @param {(bytes: Uint8Array) => void} heard
   * @param {(why: string) => void} refused
   */
  constructor(channel, topic, heard, refused = () => {}) {
    /** @param {Uint8Array} bytes */
    const hear = (bytes) => {
      this.next();
      heard(bytes);
    };
    this.questions = new Questions(channel, topic, hear, { waits: true, refused });
  }

  /**
   * Ask this from now on.
   * @param {object} message
   */
  follow(message) {
    this.message = message;
    this.ask();
  }

  ask = () => {
    notWithNextRefresh(this.ask);
    if (!this.message) return;
    this.asked = performance.now();
    this.questions.ask(this.message);
  };

  /** Ask again: at once, that the next answer finds the question there, but not faster than a screen can show. */
  next() {
    if (!document.hidden && performance.now() - this.asked >= FASTEST) this.ask();
    else withNextRefresh(this.ask);
  }

  close() {
    notWithNextRefresh(this.ask);
    this.questions.close();
  }
}
