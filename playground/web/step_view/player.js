import { element, enable, able, tellValue, write } from "../elements.js";
import { within } from "../numbers.js";

/** Milliseconds that the walk stands still at a stop. */
const PAUSE = 1800;
/** @type {Record<string, [title: string, words: string]>} */
const PHASES = {
  forward: ["Forward", "Each row makes its outputs of what the row before gives, from the sample to the prediction."],
  loss: ["Loss", "How far the prediction is from what it should be, as one number."],
  backward: ["Backward", "How the loss would change with every number, found from the loss back to the sample."],
  update: ["Update", "Every weight takes a step against its gradient."],
};

/** Walks through the stops of a step, phase by phase: tabs, back, play, next, and a slider. */
export class Player {
  /** @type {StepStop[]} */
  stops = [];
  at = 0;
  /** @type {ReturnType<typeof setInterval> | null} */
  playing = null;

  /** @param {(stop: StepStop) => void} go */
  constructor(go) {
    this.go = go;
    this.tabs = Object.entries(PHASES).map(([phase, [title, words]], number) =>
      element("button", { type: "button", title: words, onclick: () => this.enter(phase) }, `${number + 1} ${title}`),
    );
    /** @param {string} icon @param {string} name @param {() => void} press */
    const button = (icon, name, press) => {
      const made = element("button", { type: "button", title: name, "aria-label": name });
      made.append(element("span", { class: "icon", "aria-hidden": "true" }, icon));
      made.addEventListener("click", () => able(made) && press());
      return made;
    };
    this.back = button("skip_previous", "Back", () => this.walk(-1));
    this.play = button("play_arrow", "Play the step", () => (this.playing ? this.stop() : this.start()));
    this.next = button("skip_next", "Next", () => this.walk(1));
    this.slider = element("input", { type: "range", min: 0, value: 0, "aria-label": "Place in the step" });
    this.slider.addEventListener("input", () => this.jump(Number(this.slider.value)));
    this.words = element("p", { class: "phase" });
    this.node = element(
      "div",
      { class: "player" },
      element("div", { class: "tabs", role: "group", "aria-label": "Phase" }, ...this.tabs),
      element("div", { class: "walk", role: "group", "aria-label": "Walk" }, this.back, this.play, this.next, this.slider),
      this.words,
    );
  }

  get phase() {
    return this.stops[this.at]?.phase ?? "forward";
  }

  /** Take in the stops of a step; the walk goes on where it was. @param {StepStop[]} stops */
  show(stops) {
    this.stops = stops;
    this.at = within(this.at, 0, Math.max(0, stops.length - 1));
    this.slider.max = String(Math.max(0, stops.length - 1));
    this.tell();
  }

  tell() {
    const { phase } = this;
    Object.keys(PHASES).forEach((name, number) => this.tabs[number].setAttribute("aria-pressed", String(name === phase)));
    const [title, words] = PHASES[phase];
    write(this.words, words);
    this.slider.value = String(this.at);
    tellValue(this.slider, this.at, Math.max(0, this.stops.length - 1), `${title}, ${this.at + 1} of ${this.stops.length}`);
    enable(this.back, this.at > 0);
    enable(this.next, this.at < this.stops.length - 1);
  }

  /** @param {string} phase */
  enter(phase) {
    const first = this.stops.findIndex((stop) => stop.phase === phase);
    if (first >= 0) this.jump(first);
  }

  /** @param {number} by */
  walk(by) {
    this.jump(within(this.at + by, 0, this.stops.length - 1));
  }

  /** By hand: what plays stops. @param {number} at */
  jump(at) {
    this.stop();
    this.move(at);
  }

  /** @param {number} at */
  move(at) {
    this.at = at;
    this.tell();
    this.go(this.stops[at]);
  }

  start() {
    if (!this.stops.length) return;
    this.move(this.at < this.stops.length - 1 ? this.at : 0);
    this.playing = setInterval(() => {
      if (this.at < this.stops.length - 1) this.move(this.at + 1);
      else this.stop();
    }, PAUSE);
    this.look("pause", "Stop");
  }

  stop() {
    if (this.playing) clearInterval(this.playing);
    this.playing = null;
    this.look("play_arrow", "Play the step");
  }

  /** @param {string} icon @param {string} name */
  look(icon, name) {
    write(/** @type {Node} */ (this.play.firstChild), icon);
    this.play.title = name;
    this.play.setAttribute("aria-label", name);
  }

  close() {
    this.stop();
  }
}
