// One step of training, explained: its numbers phase by phase, and how the one that is pointed at comes about.

import { Questions } from "../channel.js";
import { chosenSample } from "../chosen_sample.js";
import { able, element, enable, write } from "../elements.js";
import { channel } from "../live.js";
import { Redraw } from "../redraw.js";
import { readTheme } from "../theme.js";
import { view } from "../view.js";
import { readJson, unpackWire } from "../wire.js";
import { Block } from "./block.js";
import { Card } from "./card.js";
import { isListed } from "./layout.js";
import { Player } from "./player.js";
import { SampleChooser } from "./sample_chooser.js";

const KEYS = "Point at a number to see how it comes about; click or Enter keeps it, Escape lets it go. Arrow keys go from \
number to number, and on to the next block.";
const MOVES = "Training goes on. Pause it, and its next step is shown here.";
/** Pixels: of a column of short lists, between columns, and of a block at least and at most. */
const [NARROW, GAP, LEAST_ROOM, MOST_ROOM] = [96, 18, 96, 230];

class StepView {
  /** @type {Component<StepData> | null} */
  component = null;
  /** @type {StepFrame | null} */
  frame = null;
  /** @type {Theme | null} */
  theme = null;
  /** @type {StepSource} */
  source = { kind: "batch", number: 0 };
  sample = 0;
  phase = "forward";
  /** @type {Block[][]} */
  columns = [];
  built = "";
  /** @type {{ block: Block, index: number } | null} */
  chosen = null;
  pinned = false;
  /** @type {StepStop | null} Where to go once its phase is there. */
  goal = null;
  /** @type {StepExplained | null} */
  told = null;
  asked = 0;

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.redraw = new Redraw(() => this.draw());
    this.player = new Player((stop) => this.visit(stop));
    this.chooser = new SampleChooser((source, sample) => this.take(source, sample));
    this.make = element("button", { type: "button", class: "make", onclick: () => this.makeStep() }, "Make this step");
    this.note = element("p", { class: "note", role: "status" });
    this.network = element("div", { class: "network" });
    this.card = new Card(() => this.ask());
    const keys = element("p", { class: "keys", id: "keys" }, KEYS);
    const head = element("div", { class: "top" }, this.player.node, this.chooser.node, this.make);
    const picture = element("div", { class: "picture" }, this.network, keys);
    this.root = element("div", { class: "step-view" }, head, this.note, picture, this.card.node);
    place.append(element("div", { class: "measure" }, this.root));
    this.steps = new Questions(channel, "step", (bytes) => this.hear(bytes), {
      waits: true,
      refused: (why) => this.refuse(why),
    });
    this.explained = new Questions(channel, "explained", (bytes) => this.explain(bytes), { waits: true });
    chosenSample.listeners.add(this.pick);
    this.redraw.follow(this.network);
  }

  /** @param {Component<StepData>} component */
  receive(component) {
    this.component = component;
    this.follow();
  }

  close() {
    chosenSample.listeners.delete(this.pick);
    this.player.close();
    this.steps.close();
    this.explained.close();
    this.redraw.close();
  }

  /** @param {import("../chosen_sample.js").PickedSample} picked */
  pick = ({ kind, number }) => this.take({ kind, number }, 0);

  /** @param {StepSource} source @param {number} sample */
  take(source, sample) {
    Object.assign(this, { source, sample });
    this.follow();
  }

  follow() {
    const { source, sample, phase } = this;
    this.steps.ask({ source, sample, phase });
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    const frame = /** @type {StepFrame} */ (unpackWire(bytes));
    this.follow();
    this.root.classList.toggle("moving", frame.header.moving);
    if (frame.header.moving) {
      this.say(MOVES);
      return;
    }
    this.say("");
    this.frame = frame;
    this.sample = frame.header.sample;
    this.player.show(frame.header.stops);
    this.chooser.show(frame.header);
    this.build(frame.header);
    this.redraw.ask();
  }

  /** @param {string} why */
  refuse(why) {
    this.root.classList.add("moving");
    this.say(why);
  }

  /** @param {string} words */
  say(words) {
    write(this.note, words);
    this.note.hidden = !words;
    const batch = this.source.kind === "batch";
    enable(this.make, !words && batch);
    this.make.title = batch
      ? "The network makes exactly this update: picture and curve move"
      : "The next update is made with the next batch: choose that as the sample, and it can be made";
  }

  makeStep() {
    if (!able(this.make) || !this.frame) return;
    enable(this.make, false);
    this.component?.setTriggerValue("make", this.frame.header.stands);
  }

  /** @param {StepHeader} header */
  build(header) {
    const asked = JSON.stringify([header.columns, header.phase]);
    if (asked !== this.built) {
      const focused = this.chosen?.block.marks.matches(":focus");
      this.built = asked;
      this.columns = header.columns.map(({ title, blocks }) => blocks.map((block) => new Block(block, title, this)));
      const nodes = header.columns.map(({ title }, number) =>
        element("div", { class: "column" }, element("h4", {}, title), ...this.columns[number].map(({ node }) => node)),
      );
      this.network.replaceChildren(...nodes);
      this.columns.flat().forEach((block) => block.choose(null));
      const before = this.chosen;
      this.chosen = null;
      const goal = this.goal ?? header.stops.find((stop) => stop.phase === header.phase) ?? null;
      const same = before && !this.goal && this.columns.flat().find((block) => alike(block, before.block));
      if (same && before) this.choose(same, Math.min(before.index, count(same) - 1));
      else if (goal) this.choose(this.columns[goal.column][goal.block], goal.index);
      if (focused) this.focus();
    }
    if (this.goal && this.goal.phase === header.phase) this.choose(this.columns[this.goal.column][this.goal.block], this.goal.index);
    this.goal = null;
    this.ask();
  }

  /** @param {StepStop} stop */
  visit(stop) {
    this.pinned = false;
    if (this.phase === stop.phase && this.frame?.header.phase === stop.phase) {
      this.choose(this.columns[stop.column][stop.block], stop.index);
      return;
    }
    this.goal = stop;
    this.phase = stop.phase;
    this.follow();
  }

  /** The pointer is on a number. @param {Block} block @param {number} index */
  point(block, index) {
    if (!this.pinned) this.go(block, index);
  }

  /** @param {Block} block @param {number} index */
  go(block, index) {
    if (this.chosen?.block !== block || this.chosen.index !== index) this.choose(block, index);
  }

  /** @param {Block} block @param {number} index */
  pin(block, index) {
    const again = this.pinned && this.chosen?.block === block && this.chosen.index === index;
    this.player.stop();
    this.choose(block, index);
    this.pinned = !again;
    this.card.say(this.pinned ? "Kept: Escape, or another click, lets it go." : "");
  }

  release() {
    this.pinned = false;
    this.card.say("");
  }

  /** @param {Block} block @param {Point} direction */
  leave(block, [right, down]) {
    const column = this.columns.findIndex((blocks) => blocks.includes(block));
    const row = this.columns[column].indexOf(block);
    const next = right ? (this.columns[column + right] ?? [])[Math.min(row, (this.columns[column + right] ?? []).length - 1)] : this.columns[column][row + down];
    if (!next) return;
    this.choose(next, right ? Math.min(this.chosen?.index ?? 0, count(next) - 1) : 0);
    this.focus();
  }

  focus() {
    this.chosen?.block.marks.focus({ preventScroll: false });
  }

  /** @param {Block} block @param {number} index */
  choose(block, index) {
    this.chosen?.block.choose(null);
    this.chosen = { block, index };
    block.choose(index);
    this.mark();
    this.ask();
  }

  ask() {
    if (!this.chosen) return;
    const { source, sample } = this;
    this.asked = performance.now();
    this.explained.ask({ source, sample, ...this.chosen.block.pointedAt(this.chosen.index), check: this.card.checks });
  }

  /** @param {Uint8Array} bytes */
  explain(bytes) {
    this.told = /** @type {StepExplained} */ (readJson(bytes));
    this.showTold();
    this.root.dataset.explained = (performance.now() - this.asked).toFixed(1);
    if (this.explained.asked === null) this.ask();
  }

  showTold() {
    if (!this.told || !this.root.clientWidth) return;
    this.theme = readTheme(this.root, this.theme);
    this.card.show(this.told, this.theme);
    this.mark();
  }

  /** Outline what is chosen, and what that is made of. */
  mark() {
    const { theme } = this;
    if (!theme) return;
    const linked = this.told?.linked;
    for (const block of this.columns.flat()) {
      const { kind, row } = block.described;
      const its = linked && kind === linked.kind && (row === linked.row || kind === "input") ? linked.indices : [];
      block.linked = its;
      block.mark(theme);
    }
  }

  draw() {
    const { frame } = this;
    if (!frame || !this.root.clientWidth) return;
    const theme = readTheme(this.root, this.theme);
    const changed = theme !== this.theme;
    this.theme = theme;
    const room = roomOf(this.columns, this.network.clientWidth);
    this.columns.flat().forEach((block, number) => block.draw(frame.arrays[number], theme, room));
    if (changed) this.showTold();
    this.root.dataset.stands = JSON.stringify(frame.header.stands);
  }
}

/**
 * Pixels for a block: what columns of short lists leave to the others.
 * @param {Block[][]} columns @param {number} width
 */
function roomOf(columns, width) {
  const narrow = columns.filter((blocks) => blocks.every(({ described }) => isListed(described.shape))).length;
  const share = (width - narrow * NARROW) / Math.max(1, columns.length - narrow) - GAP;
  return Math.max(LEAST_ROOM, Math.min(MOST_ROOM, share));
}

/** @param {Block} one @param {Block} other */
function alike({ described: one }, { described: other }) {
  return one.kind === other.kind && one.row === other.row && one.name === other.name;
}

/** @param {Block} block */
const count = ({ described }) => described.shape.reduce((product, side) => product * side, 1);

export default view((place) => new StepView(place), new URL("step_view.css", import.meta.url));
