import { Questions } from "../channel.js";
import { channel } from "../live.js";
import { view } from "../view.js";

/** Runs the fragment around it anew when its topic has news, and after a pause; what is new at first is there already. */
export class Refresh {
  /** @type {Questions | null} */
  questions = null;
  /** @type {Component<RefreshData> | null} */
  component = null;
  asked = "";
  known = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  next = undefined;

  /** @param {Component<RefreshData>} component */
  receive(component) {
    const { topic, message } = component.data;
    this.component = component;
    this.questions ??= new Questions(channel, topic, () => this.hear(), { waits: true });
    const asked = JSON.stringify(message);
    if (asked === this.asked) return;
    this.asked = asked;
    this.known = false;
    clearTimeout(this.next);
    this.questions.ask(message);
  }

  hear() {
    if (!this.component) return;
    if (this.known) this.component.setTriggerValue("news", Date.now());
    this.known = true;
    const ask = () => this.component && this.questions?.ask(this.component.data.message);
    this.next = setTimeout(() => requestAnimationFrame(ask), this.component.data.pause);
  }

  close() {
    clearTimeout(this.next);
    this.questions?.close();
    this.questions = null;
    this.asked = "";
  }
}

/** `data` has the `topic`, the `message` to ask it with, and the `pause` in milliseconds. */
export default view(() => new Refresh());
