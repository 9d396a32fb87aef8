import { element, write } from "../elements.js";
import { valueText } from "../number_text.js";
import { Figure } from "./figure.js";

/** The test images that excite the chosen filter most, and the patch of each that it looked at. */
export class Exciting {
  constructor() {
    this.title = element("h3", {});
    this.words = element("p", {});
    this.list = element("div", { class: "exciting" });
    /** @type {{ node: HTMLElement, image: Figure, patch: Figure }[]} */
    this.pairs = [];
    this.node = element("div", {}, this.title, this.words, this.list);
  }

  /** @param {ExcitingFrame} frame @param {Theme} theme @param {SignedPalettes} palettes */
  draw({ header, arrays, shapes }, theme, palettes) {
    const [count, rows, columns] = shapes.best;
    const size = rows * columns;
    const whole = arrays.seen.every(Boolean);
    if (!count) return this.wait();
    write(this.title, count === 1 ? "The test image that excites it most" : `The ${count} test images that excite it most`);
    const outlined = "Outlined, and enlarged beside the image, is the patch that the filter saw there. ";
    write(this.words, `${whole ? "" : outlined}Under each: its class, and the filter's output.`);
    while (this.pairs.length < count) this.add();
    this.pairs.forEach(({ node }, place) => (node.hidden = place >= count));
    for (let place = 0; place < count; place++) {
      const { image, patch } = this.pairs[place];
      const pixels = arrays.best.subarray(place * size, (place + 1) * size);
      const marked = arrays.seen.subarray(place * size, (place + 1) * size);
      const outline = whole ? null : { marked, theme, colour: theme.mark };
      image.paint([[pixels, palettes.ink, 0]], rows, columns, outline);
      image.say(`${header.names[place]}: ${valueText(header.values[place])}`);
      patch.node.hidden = whole;
      if (!whole) this.enlarge(patch, pixels, marked, rows, columns, palettes);
    }
  }

  wait() {
    write(this.title, "The test images that excite it most");
    write(this.words, "They are looked for as soon as training stands still.");
    for (const { node } of this.pairs) node.hidden = true;
  }

  add() {
    const [image, patch] = [new Figure("4.5rem"), new Figure("2.75rem")];
    patch.canvas.setAttribute("aria-hidden", "true");
    const node = element("div", { class: "pair" }, image.node, patch.node);
    this.pairs.push({ node, image, patch });
    this.list.append(node);
  }

  /**
   * What lies within the marked values' box; those not marked stay paper.
   * @param {Figure} figure @param {Uint8Array} pixels @param {Uint8Array} marked @param {number} rows
   * @param {number} columns @param {SignedPalettes} palettes
   */
  enlarge(figure, pixels, marked, rows, columns, palettes) {
    const places = Array.from(marked.keys()).filter((place) => marked[place]);
    const across = places.map((place) => place % columns);
    const [left, right] = [Math.min(...across), Math.max(...across)];
    const [top, low] = [places[0], places[places.length - 1]].map((place) => Math.floor(place / columns));
    const [high, wide] = [low - top + 1, right - left + 1];
    const part = Uint8Array.from({ length: high * wide }, (_, place) => {
      const from = (top + Math.floor(place / wide)) * columns + left + (place % wide);
      return marked[from] ? pixels[from] : 0;
    });
    figure.paint([[part, palettes.ink, 0]], high, wide);
  }
}
