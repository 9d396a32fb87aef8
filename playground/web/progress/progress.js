import { Questions } from "../channel.js";
import { channel } from "../live.js";
import { ProgressBar } from "../progress_bar.js";
import { view } from "../view.js";
import { readJson } from "../wire.js";

const PAUSE = 100; // milliseconds between two looks: words that change faster cannot be read

/** A progress bar that follows what its data names. */
class Progress {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  next = undefined;
  asks = {};
  before = "";

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.bar = new ProgressBar();
    place.append(this.bar.node);
    this.questions = new Questions(channel, "progress", (bytes) => this.hear(bytes), { waits: true });
  }

  /** @param {Component<{ present: ProgressData, asks: object, before: string }>} component */
  receive({ data: { present, asks, before } }) {
    this.asks = asks;
    this.before = before;
    this.show(present);
    this.questions.ask(asks);
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    const progress = readJson(bytes);
    if (progress) this.show(progress);
    this.next = setTimeout(() => this.questions.ask(this.asks), PAUSE);
  }

  /** @param {ProgressData} progress */
  show({ share, text }) {
    this.bar.show({ share, text: this.before + text });
  }

  close() {
    clearTimeout(this.next);
    this.questions.close();
  }
}

export default view((place) => new Progress(place), new URL("../progress_bar.css", import.meta.url));
