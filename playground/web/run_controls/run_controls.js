import { Questions } from "../channel.js";
import { able, element, enable } from "../elements.js";
import { HINT_SHEET, HintNote } from "../hint_note.js";
import { channel } from "../live.js";
import { TERM_SHEET } from "../term.js";
import { view } from "../view.js";
import { readJson } from "../wire.js";
import { Presses, usable } from "./presses.js";
import { choice, slider } from "./settings.js";
import { SpeedSlider } from "./speed_slider.js";

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
  /** @type {EventTarget | null} */
  focused = null;

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.buttons = new Map(
      BUTTONS.map(([name, icon, help]) => {
        const picture = element("span", { class: "icon", "aria-hidden": "true" }, icon);
        const looks = { type: "button", title: help, class: name === "Play" ? "primary" : name.toLowerCase() };
        return [name, element("button", { ...looks, onclick: () => this.press(name) }, picture, name)];
      }),
    );
    const group = { class: "buttons", role: "group", "aria-label": "Training" };
    /** @type {Map<string, import("./settings.js").Field>} */
    this.fields = new Map([
      ["learning_rate", slider("Learning rate", (value) => this.set("learning_rate", value))],
      ["batch_mode", choice("Batch mode", (value) => this.set("batch_mode", value))],
      ["batch_size", slider("Batch size", (value) => this.set("batch_size", value))],
    ]);
    this.speed = new SpeedSlider(channel);
    const fields = [this.speed.node, ...[...this.fields.values()].map(({ node }) => node)];
    this.hint = new HintNote("play");
    const buttons = element("div", group, ...this.buttons.values());
    this.bar = element("div", { class: "run-controls" }, buttons, this.hint.node, ...fields);
    place.addEventListener("focusin", (event) => (this.focused = event.target));
    place.append(element("div", { class: "measure" }, this.bar));
    this.questions = new Questions(channel, "controls", (bytes) => this.hear(bytes), { waits: true });
  }

  /** @param {string} name */
  press(name) {
    const button = this.buttons.get(name);
    if (button && able(button)) this.tell(name);
  }

  /** @param {string} name @param {number | string} value */
  set(name, value) {
    const setting = this.component?.data.settings.find((each) => each.name === name);
    if (setting) this.tell({ part: setting.part, kind: setting.kind, name, value });
  }

  /** @param {import("./presses.js").Press} press */
  tell(press) {
    this.component?.setStateValue("pressed", this.presses.add(press));
  }

  /** @param {Component<ControlsData>} component */
  receive(component) {
    this.component = component;
    const { stuck, obeyed, settings, speeds, speed, hints } = component.data;
    this.presses.obeyed(obeyed);
    for (const setting of settings) if (!this.presses.sets(setting.name)) this.fields.get(setting.name)?.show(setting);
    this.hint.show(hints);
    this.stuck = stuck;
    this.show(component.data);
    this.speed.receive(speeds, speed);
    this.questions.ask({});
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    const { speed, revision, ...state } = readJson(bytes);
    this.show({ ...state, stuck: this.stuck });
    this.speed.hear(speed, revision);
    this.questions.ask({});
  }

  /** @param {{ moving: boolean, begun: boolean, stuck: boolean }} state */
  show(state) {
    const can = usable(state);
    this.buttons.forEach((button, name) => enable(button, can[name]));
    this.bar.classList.toggle("moving", state.moving);
    this.keepFocus();
  }

  /** On a phone Play and Pause have one place: the focus goes from the one that leaves to the one that comes. */
  keepFocus() {
    const [play, pause] = [this.buttons.get("Play"), this.buttons.get("Pause")];
    if (!play || !pause) return;
    for (const [from, to] of [[play, pause], [pause, play]]) if (from === this.focused && !from.offsetParent) to.focus();
  }

  close() {
    this.hint.close();
    this.questions.close();
    this.speed.close();
  }
}

export default view((place) => new RunControls(place), new URL("run_controls.css", import.meta.url), TERM_SHEET, HINT_SHEET);
