import { element } from "../elements.js";
import { mix, readTheme } from "../theme.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { Block } from "./block.js";
import { Legend } from "./legend.js";
import { signedPalettes } from "../signed_colours.js";

/** One picture: built once, then drawn again with every frame. */
class LayerOutputs {
  constructor(place) {
    this.redraw = () => this.schedule();
    this.blocks = [];
    this.legend = new Legend(this.redraw);
    this.list = element("div", { class: "blocks" });
    this.root = element("div", { class: "layer-outputs" }, this.legend.node, this.list);
    place.replaceChildren(this.root);
    this.observer = new ResizeObserver(this.redraw);
    this.observer.observe(this.root);
    document.fonts.addEventListener("loadingdone", this.redraw);
  }

  receive({ data }) {
    this.frame = unpackWire(data);
    // At once, and not with the next refresh of the screen: the hand that draws is waiting.
    this.draw();
  }

  close() {
    this.observer.disconnect();
    document.fonts.removeEventListener("loadingdone", this.redraw);
  }

  schedule() {
    this.scheduled ??= requestAnimationFrame(() => {
      this.scheduled = undefined;
      this.draw();
    });
  }

  draw() {
    const width = this.list.clientWidth;
    if (!this.frame || !width) return;
    const { header, arrays, shapes } = this.frame;
    this.chooseColours();
    this.legend.draw(header.legend, this.theme);
    while (this.blocks.length < header.blocks.length) this.blocks.push(new Block(this.redraw));
    const nodes = this.blocks.slice(0, header.blocks.length).map((block) => block.node);
    if (this.list.children.length !== nodes.length) this.list.replaceChildren(...nodes);
    this.list.classList.toggle("beside", header.legend === "own");
    const most = Math.max(...header.blocks.map((words) => (words.ink ? 0 : words.scale)));
    header.blocks.forEach((words, number) => {
      const scale = this.legend.shared && !words.ink ? most : words.scale;
      const under = words.under && arrays[words.under];
      const own = words.side ? Math.min(width, words.side + 2) : width;
      this.blocks[number].draw(words, arrays[number], shapes[number], under, this.theme, this.palettes, own, scale);
    });
    this.root.dataset.revision = header.revision;
  }

  chooseColours() {
    const theme = readTheme(this.root, this.read);
    if (theme === this.read) return;
    this.read = theme;
    this.theme = { ...theme, line: mix(theme.paper, theme.ink, 0.25) };
    this.palettes = signedPalettes(theme);
  }
}

/** `data` is a frame. */
export default view((place) => new LayerOutputs(place), new URL("layer_outputs.css", import.meta.url));
