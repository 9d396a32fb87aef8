import { Questions } from "../channel.js";
import { channel } from "../live.js";
import { ProgressBar } from "../progress_bar.js";
import { view } from "../view.js";

const PAUSE = 100; // milliseconds between two looks: words that change faster cannot be read

/** A progress bar that follows what its data names. */
class Progress {
  constructor(place) {
    this.bar = new ProgressBar();
    place.append(this.bar.node);
    this.questions = new Questions(channel, "progress", (bytes) => this.hear(bytes), { waits: true });
  }

  receive({ data: { present, asks, before } }) {
    Object.assign(this, { asks, before });
    this.show(present);
    this.questions.ask(asks);
  }

  hear(bytes) {
    const progress = JSON.parse(new TextDecoder().decode(bytes));
    if (progress) this.show(progress);
    this.next = setTimeout(() => this.questions.ask(this.asks), PAUSE);
  }

  show({ share, text }) {
    this.bar.show({ share, text: this.before + text });
  }

  close() {
    clearTimeout(this.next);
    this.questions.close();
  }
}

export default view((place) => new Progress(place), new URL("../progress_bar.css", import.meta.url));
