import { element, write } from "../elements.js";
import { Following } from "../following.js";
import { channel } from "../live.js";
import { Redraw } from "../redraw.js";
import { signedPalettes } from "../signed_colours.js";
import { readTheme } from "../theme.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { Block } from "./block.js";
import { Legend } from "./legend.js";

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

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.redraw = new Redraw(() => this.draw());
    /** @type {Block[]} */
    this.blocks = [];
    this.legend = new Legend(this.redraw.ask);
    this.list = element("div", { class: "blocks" });
    this.note = element("p", { class: "note" });
    this.root = element("div", { class: "layer-outputs" }, this.note, this.legend.node, this.list);
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
    this.answers.follow(message);
  }

  /** @param {LayerOutputsFrame} frame */
  hear(frame) {
    this.frame = frame;
    write(this.note, frame.header.note);
    // At once, and not with the next refresh of the screen: the hand that draws is waiting.
    this.draw();
  }

  close() {
    this.answers?.close();
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
    while (this.blocks.length < header.blocks.length) this.blocks.push(new Block(this.redraw.ask));
    const nodes = this.blocks.slice(0, header.blocks.length).map((block) => block.node);
    if (this.list.children.length !== nodes.length) this.list.replaceChildren(...nodes);
    this.list.classList.toggle("beside", header.legend === "own");
    const most = Math.max(...header.blocks.map((words) => (words.ink ? 0 : words.scale)));
    header.blocks.forEach((words, number) => {
      const scale = this.legend.shared && !words.ink ? most : words.scale;
      const under = words.under === null ? null : arrays[words.under];
      const pixels = /** @type {Int8Array} */ (arrays[number]);
      const own = words.side ? Math.min(width, words.side + 2) : width;
      this.blocks[number].draw(words, pixels, shapes[number], under, theme, palettes, own, scale);
    });
    this.root.dataset.revision = String(header.revision);
  }
}

/** `data` has the topic that answers with frames, and the message to ask it with. */
export default view((place) => new LayerOutputs(place), new URL("layer_outputs.css", import.meta.url));
