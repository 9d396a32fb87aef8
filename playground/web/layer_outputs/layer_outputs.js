import { element, write } from "../elements.js";
import { Following } from "../following.js";
import { channel } from "../live.js";
import { Redraw } from "../redraw.js";
import { signedPalettes } from "../signed_colours.js";
import { Switches } from "../switches.js";
import { readTheme } from "../theme.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { Block } from "./block.js";
import { Legend } from "./legend.js";

// Between the pictures of what goes in and what comes out, and their frames.
const BETWEEN = 34;

/** One picture: built once, then drawn again with every frame. */
class LayerOutputs {
  /** @type {LayerOutputsFrame | null} */
  frame = null;
  /** @type {Theme | null} */
  theme = null;
  /** @type {SignedPalettes | null} */
  palettes = null;
  /** @type {Following | null} */
  answers = null;
  /** @type {object} */
  message = {};

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.redraw = new Redraw(() => this.draw());
    this.switches = new Switches(channel);
    /** @type {Block[]} */
    this.blocks = [];
    this.legend = new Legend(this.redraw.ask);
    // What goes in and what comes out stays in view while one looks at the layers between.
    this.ends = element("div", { class: "ends" });
    this.list = element("div", { class: "blocks" });
    this.note = element("p", { class: "note" });
    this.root = element("div", { class: "layer-outputs" }, this.note, this.legend.node, this.ends, this.list);
    place.replaceChildren(this.root);
    this.redraw.follow(this.root);
  }

  /** @param {Component<AskedData>} component */
  receive({ data: { topic, message } }) {
    this.answers ??= new Following(
      channel,
      topic,
      (bytes) => this.hear(/** @type {LayerOutputsFrame} */ (unpackWire(bytes))),
      (why) => write(this.note, why),
    );
    this.message = this.switches.message = message;
    this.ask();
  }

  /** Ask for the pictures, and all channels of those that are to be seen whole. */
  ask() {
    const complete = this.blocks.flatMap((block, number) => (block.open ? [number] : []));
    this.answers?.follow({ ...this.message, complete });
    this.redraw.ask();
  }

  /** @param {LayerOutputsFrame} frame */
  hear(frame) {
    this.frame = frame;
    this.switches.hear(frame.header.switches);
    write(this.note, frame.header.note);
    // At once, and not with the next refresh of the screen: the hand that draws is waiting.
    this.draw();
  }

  close() {
    this.answers?.close();
    this.switches.close();
    this.redraw.close();
  }

  draw() {
    const width = this.list.clientWidth;
    if (!this.frame || !width) return;
    const { header, arrays, shapes } = this.frame;
    const theme = readTheme(this.root, this.theme);
    const palettes = theme === this.theme && this.palettes ? this.palettes : signedPalettes(theme);
    Object.assign(this, { theme, palettes });
    this.legend.draw(header.legend, theme);
    while (this.blocks.length < header.blocks.length) this.blocks.push(new Block(this.redraw.ask, () => this.ask(), this.switches));
    const nodes = this.blocks.slice(0, header.blocks.length).map((block) => block.node);
    const layers = header.legend === "shared" ? nodes.slice(1, -1) : nodes;
    const ends = nodes.filter((node) => !layers.includes(node));
    for (const [place, parts] of /** @type {[HTMLElement, HTMLElement[]][]} */ ([[this.ends, ends], [this.list, layers]])) {
      if (place.children.length !== parts.length || parts.some((part, number) => place.children[number] !== part)) {
        place.replaceChildren(...parts);
      }
    }
    this.list.classList.toggle("beside", header.legend === "own");
    const last = ends.length ? header.blocks.length - 1 : -1;
    const beside = (header.blocks[0].side ?? 0) + BETWEEN;
    const most = Math.max(...header.blocks.map((words) => (words.ink ? 0 : words.scale)));
    header.blocks.forEach((words, number) => {
      const scale = this.legend.shared && !words.ink ? most : words.scale;
      const under = words.under === null ? null : arrays[words.under];
      const pixels = /** @type {Int8Array} */ (arrays[number]);
      const own = words.side ? Math.min(width, words.side + 2) : number === last ? width - beside : width;
      this.blocks[number].draw(words, pixels, shapes[number], under, theme, palettes, own, scale);
    });
    this.root.dataset.revision = String(header.revision);
  }
}

/** `data` has the topic that answers with frames, and the message to ask it with. */
export default view((place) => new LayerOutputs(place), new URL("layer_outputs.css", import.meta.url));
