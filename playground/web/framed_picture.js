import { Questions } from "./channel.js";
import { channel } from "./live.js";
import { Redraw } from "./redraw.js";
import { readTheme } from "./theme.js";

/**
 * Frames in one picture, drawn at most once a screen refresh; who extends it hears and draws, and lets `redraw` follow
 * its nodes. A live picture asks a topic of the live channel for the next frame as soon as it draws one; one that
 * `recalls` asks for those of the past that the person goes through.
 * @template {Frame} F
 */
export class FramedPicture {
  /** @type {F | null} */
  frame = null;
  live = false;
  recalls = false;
  /** @type {Theme | null} */
  theme = null;
  redraw = new Redraw(() => this.drawNewest());

  /** @param {HTMLElement} root @param {string} topic */
  constructor(root, topic) {
    this.root = root;
    this.topic = topic;
    const hear = (/** @type {Uint8Array} */ bytes) => this.hear(bytes);
    this.questions = new Questions(channel, topic, hear, { waits: true });
    this.moments = new Questions(channel, "past", hear, { waits: true });
  }

  /** @param {F} frame @param {boolean} live */
  show(frame, live) {
    this.frame = frame;
    this.live = live;
    this.redraw.ask();
  }

  close() {
    this.questions.close();
    this.moments.close();
    this.redraw.close();
  }

  drawNewest() {
    const start = performance.now();
    if (this.live && !this.questions.busy) this.questions.ask({});
    if (this.recalls && !this.moments.busy) this.moments.ask({ of: this.topic });
    if (!this.frame || !this.root.clientWidth) return;
    this.theme = readTheme(this.root, this.theme);
    this.draw(this.frame, this.theme);
    this.root.dataset.milliseconds = (performance.now() - start).toFixed(1);
  }

  /** @param {Uint8Array} _bytes */
  hear(_bytes) {
    throw new Error("A picture says how its frames are read.");
  }

  /** @param {F} _frame @param {Theme} _theme */
  draw(_frame, _theme) {
    throw new Error("A picture says how it is drawn.");
  }
}
