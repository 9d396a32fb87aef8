import { element, write } from "../elements.js";
import { valueText } from "../number_text.js";
import { Figure } from "./figure.js";

/** @import { Layer } from "./figure.js" */

/** The chosen filter: its weights, and where it answers the present image. */
export class FilterAnswer {
  /** @param {() => void} unfold asks for the slices of all channels @param {() => void} turn switches it off and on */
  constructor(unfold, turn) {
    this.title = element("h3", {});
    this.switch = element("button", { type: "button", class: "framed", onclick: turn });
    this.words = element("p", {});
    this.weights = new Figure("100%");
    this.over = new Figure("100%");
    this.firing = new Figure("100%");
    const figures = element("div", { class: "figures" }, this.weights.node, this.over.node, this.firing.node);
    this.slicesTitle = element("p", { class: "muted" });
    /** @type {Figure[]} */
    this.figures = [];
    this.slices = element("div", { class: "slices" });
    this.rest = element("button", { type: "button", class: "framed", onclick: unfold });
    this.node = element("div", {}, element("div", { class: "head" }, this.title, this.switch), this.words, figures, this.slicesTitle, this.slices, this.rest);
  }

  /** @param {FilterFrame} frame @param {SignedPalettes} palettes @param {Set<number>} off */
  draw(frame, palettes, off) {
    const { header, arrays, shapes } = frame;
    const { chosen, firing, weights } = header;
    const coherence = header.coherences[chosen];
    write(this.title, `Filter ${chosen} of layer ${header.layer}`);
    this.switch.hidden = header.column === null;
    write(this.switch, off.has(chosen) ? "Switch on" : "Switch off");
    const angle = header.angles[chosen];
    const direction = `It answers bars and edges at ${angle}° most, with a coherence of ${coherence.toFixed(2)}.`;
    const plain = angle === null ? "Its weights have no clear direction." : direction;
    const output = `Its ${header.slides ? "largest output here" : "output"} is ${valueText(header.output)}.`;
    write(this.words, `${plain} ${output}`);
    const [count, rows, columns] = shapes.slices;
    const several = count > 1;
    this.weights.node.hidden = several;
    if (!several) this.weights.paint([[arrays.slices, palettes.solid, 127]], rows, columns);
    this.weights.say(`Weights, ${range(weights)}`);
    this.drawSlices(frame, palettes);
    const [high, wide] = shapes.image;
    this.over.node.hidden = !arrays.over;
    if (arrays.over) {
      /** @type {Layer[]} */
      const layers = [
        [arrays.image, palettes.faintInk, 0],
        [arrays.over, palettes.veil, 127],
      ];
      this.over.paint(layers, high, wide);
    }
    this.over.say(header.slides ? "Where it fires, over the image" : "What each pixel adds, over the image");
    const [down, across] = shapes.firing;
    this.firing.paint([[arrays.firing, palettes.solid, 127]], down, across);
    this.firing.say(`${header.slides ? "Its output" : "What each pixel adds"}, ${range(firing)}`);
  }

  /**
   * A filter over several channels has a slice for each.
   * @param {FilterFrame} frame @param {SignedPalettes} palettes
   */
  drawSlices({ header, arrays, shapes }, palettes) {
    const [count, rows, columns] = shapes.slices;
    const shown = count > 1 ? count : 0;
    const hidden = shown && header.channels > shown ? `: the first ${shown} of ${header.channels}` : "";
    const title = `Its weights, a slice for each channel that it reads, ${range(header.weights)}${hidden}`;
    write(this.slicesTitle, shown ? title : "");
    write(this.rest, `Show all ${header.channels}`);
    this.rest.hidden = !hidden;
    while (this.slices.children.length > shown) this.slices.lastChild?.remove();
    for (let slice = 0; slice < shown; slice++) {
      const figure = (this.figures[slice] ??= new Figure("2.5rem"));
      if (!figure.node.isConnected) this.slices.append(figure.node);
      const pixels = arrays.slices.subarray(slice * rows * columns, (slice + 1) * rows * columns);
      figure.paint([[pixels, palettes.solid, 127]], rows, columns);
      figure.say(String(slice), `Weights for channel ${slice}`);
    }
  }
}

/** @param {{ low: number, high: number }} span */
const range = ({ low, high }) => `from ${valueText(low)} to ${valueText(high)}`;
