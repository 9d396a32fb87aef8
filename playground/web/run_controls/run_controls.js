import { Questions } from "../channel.js";
import { able, element, enable } from "../elements.js";
import { channel } from "../live.js";
import { view } from "../view.js";
import { readJson } from "../wire.js";
import { Presses, usable } from "./presses.js";

/** The buttons: name, icon, and what it does. */
const BUTTONS = [
  ["Play", "play_arrow", "Train until paused or done"],
  ["Pause", "pause", "Stand still; Play goes on from there"],
  ["Step", "skip_next", "One update: one batch"],
  ["Epoch", "fast_forward", "To the end of the epoch"],
  ["Reset", "replay", "Back to the same first weights"],
  ["New seed", "casino", "Other first weights, another order"],
];

class RunControls {
  /** @type {Component<ControlsData> | null} */
  component = null;
  presses = new Presses();
  stuck = false;

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.buttons = new Map(
      BUTTONS.map(([name, icon, help]) => {
        const picture = element("span", { class: "icon", "aria-hidden": "true" }, icon);
        const looks = { type: "button", title: help, class: name === "Play" ? "primary" : "" };
        return [name, element("button", { ...looks, onclick: () => this.press(name) }, picture, name)];
      }),
    );
    const group = { class: "run-controls", role: "group", "aria-label": "Training" };
    place.append(element("div", group, ...this.buttons.values()));
    this.questions = new Questions(channel, "controls", (bytes) => this.hear(bytes), { waits: true });
  }

  /** @param {string} name */
  press(name) {
    const button = this.buttons.get(name);
    if (button && able(button)) this.component?.setStateValue("pressed", this.presses.add(name));
  }

  /** @param {Component<ControlsData>} component */
  receive(component) {
    this.component = component;
    const { stuck, obeyed } = component.data;
    this.presses.obeyed(obeyed);
    this.stuck = stuck;
    this.show(component.data);
    this.questions.ask({});
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    this.show({ ...readJson(bytes), stuck: this.stuck });
    this.questions.ask({});
  }

  /** @param {{ moving: boolean, begun: boolean, stuck: boolean }} state */
  show(state) {
    const can = usable(state);
    this.buttons.forEach((button, name) => enable(button, can[name]));
  }

  close() {
    this.questions.close();
  }
}

export default view((place) => new RunControls(place), new URL("run_controls.css", import.meta.url));
