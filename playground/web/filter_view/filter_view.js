import { element } from "../elements.js";
import { Following } from "../following.js";
import { channel } from "../live.js";
import { Redraw } from "../redraw.js";
import { signedPalettes } from "../signed_colours.js";
import { Switches } from "../switches.js";
import { readTheme } from "../theme.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { Exciting } from "./exciting.js";
import { FilterAnswer } from "./filter_answer.js";
import { FilterGrid } from "./filter_grid.js";

class FilterView {
  /** @type {Component | null} */
  component = null;
  /** @type {ExcitingFrame | null} */
  excited = null;
  /** @type {ExcitingFrame | null} */
  drawn = null;
  /** @type {FilterFrame | null} */
  frame = null;
  /** @type {Theme | null} */
  theme = null;
  /** @type {SignedPalettes | null} */
  palettes = null;
  complete = false;

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.grid = new FilterGrid((number) => this.component?.setTriggerValue("chosen", number));
    this.answer = new FilterAnswer(
      () => this.unfold(),
      () => this.switch(),
    );
    this.switches = new Switches(channel);
    this.exciting = new Exciting();
    const parts = [this.grid.node, this.grid.foot, this.answer.node, this.exciting.node];
    this.root = element("div", { class: "filter-view" }, ...parts);
    place.replaceChildren(this.root);
    this.redraw = new Redraw(() => this.draw());
    this.redraw.follow(this.root);
    /** @param {Uint8Array} bytes */
    const hear = (bytes) => this.hear(/** @type {FilterFrame} */ (unpackWire(bytes)));
    this.answers = new Following(channel, "filters", hear);
  }

  /** @param {Component} component */
  receive(component) {
    this.component = component;
    this.excited = /** @type {ExcitingFrame} */ (unpackWire(component.data));
    this.switches.message = this.excited.header.message;
    this.ask();
    this.draw();
  }

  /** Switch the chosen filter off, or on again. */
  switch() {
    if (!this.frame || this.frame.header.column === null) return;
    this.switches.turn([this.frame.header.column, this.frame.header.chosen]);
    this.draw();
  }

  ask() {
    if (this.excited) this.answers.follow({ ...this.excited.header.message, complete: this.complete });
  }

  /** Ask for the weights on all channels. */
  unfold() {
    this.complete = true;
    this.ask();
  }

  /** @param {FilterFrame} frame */
  hear(frame) {
    this.frame = frame;
    this.switches.hear(frame.header.switches);
    this.draw();
  }

  close() {
    this.answers.close();
    this.switches.close();
    this.redraw.close();
  }

  draw() {
    const { frame, excited } = this;
    if (!frame || !excited) return;
    const theme = readTheme(this.root, this.theme);
    const palettes = theme === this.theme && this.palettes ? this.palettes : signedPalettes(theme);
    // It stays while one draws: only the answers change then.
    if (excited !== this.drawn || theme !== this.theme) this.exciting.draw(excited, theme, palettes);
    Object.assign(this, { theme, palettes, drawn: excited });
    const { column, order } = frame.header;
    const off = new Set(column === null ? [] : order.filter((number) => this.switches.isOff([column, number])));
    this.grid.draw(frame, palettes, off);
    this.answer.draw(frame, palettes, off);
    this.root.dataset.chosen = String(frame.header.chosen);
  }
}

/** `data` is a frame: what excites the chosen filter, and the message to ask for all else with. */
export default view((place) => new FilterView(place), new URL("filter_view.css", import.meta.url));
