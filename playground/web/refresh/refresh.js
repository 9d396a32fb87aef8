import { Questions } from "../channel.js";
import { channel } from "../live.js";
import { view } from "../view.js";

/** Runs the fragment around it anew when its topic has news, and after a pause; what is new at first is there already. */
class Refresh {
  /** @type {Questions | null} */
  questions = null;
  /** @type {Component<RefreshData> | null} */
  component = null;
  known = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  next = undefined;

  /** @param {Component<RefreshData>} component */
  receive(component) {
    const { topic, message } = component.data;
    this.component = component;
    if (this.questions) return;
    this.questions = new Questions(channel, topic, () => this.hear(), { waits: true });
    this.questions.ask(message);
  }

  hear() {
    if (!this.component) return;
    const { message, pause } = this.component.data;
    if (this.known) this.component.setTriggerValue("news", Date.now());
    this.known = true;
    this.next = setTimeout(() => requestAnimationFrame(() => this.questions?.ask(message)), pause);
  }

  close() {
    clearTimeout(this.next);
    this.questions?.close();
    this.questions = null;
  }
}

/** `data` has the `topic`, the `message` to ask it with, and the `pause` in milliseconds. */
export default view(() => new Refresh());
