import { element, fit } from "../elements.js";
import { FramedPicture } from "../framed_picture.js";
import { channel } from "../live.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { ByHand } from "./by_hand.js";
import { ABOVE, drawBias, drawLines, drawOutput, drawSame, drawSkip, lineRoom } from "./connections.js";
import { ImageChoice } from "./image_choice.js";
import { arrangeUnits } from "./layout.js";
import { PictureLegend } from "./legend.js";
import { MapPainter } from "./maps.js";
import { UnitGrid, unitCalled } from "./unit_grid.js";
import { UnitReading, unitInWords } from "./unit_reading.js";

const NARROW = 95; // pixels for a column, from which its title is set smaller

/** @import { UnitAt } from "./unit_grid.js" */
/** @import { Unit } from "./unit_reading.js" */

/**
 * One picture, built once a network.
 * @extends {FramedPicture<NetworkFrame>}
 */
class NetworkPicture extends FramedPicture {
  built = "";
  /** @type {number | null} */
  arranged = null;
  /** @type {MapPainter | null} */
  painter = null;
  height = 0;
  /** @type {boolean[]} */
  filtered = [];
  lineRoom = lineRoom([]);

  /** @param {ShadowRoot} place */
  constructor(place) {
    super(element("div", { class: "network-picture" }), "network");
    this.grid = new UnitGrid((at) => (this.frame ? unitInWords(this.unitAt(this.frame, at)) : ""), this.redraw.ask);
    this.reading = new UnitReading();
    this.hand = new ByHand(channel);
    this.choice = new ImageChoice(this.redraw.ask);
    this.legend = new PictureLegend();
    this.titles = element("div", { class: "titles" });
    this.lines = element("canvas", { "aria-hidden": "true" });
    this.stage = element("div", { class: "stage" }, this.lines, this.grid.node);
    const drawing = element("div", { class: "drawing" }, this.choice.node, this.titles, this.stage);
    this.reading.node.append(this.hand.node);
    this.root.append(drawing, this.reading.node, this.legend.node);
    place.replaceChildren(element("div", { class: "measure" }, this.root));
    this.redraw.follow(this.stage);
  }

  /** @param {Component<Packed>} component */
  receive({ data }) {
    const { header, arrays } = /** @type {PlotData} */ (unpackWire(data));
    this.recalls = Boolean(header.past);
    this.hand.receive(header.hand ?? null);
    this.show(unpackWire(arrays.frame), header.live);
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    const frame = /** @type {NetworkFrame} */ (unpackWire(bytes));
    if (frame.header.columns) this.show(frame, this.live);
  }

  close() {
    this.hand.close();
    super.close();
  }

  /** @param {NetworkFrame} frame */
  build({ header, shapes }) {
    const asked = JSON.stringify({ ...header, updates: 0, hand: null });
    if (asked === this.built) return;
    Object.assign(this, { built: asked, arranged: null });
    /** @param {NetworkColumn} column */
    const titled = ({ title, role, names, units }) => {
      const text = title + (role === "inputs" && header.standardised ? ", standardised" : "");
      const part = names.length < units ? [element("span", {}, `${names.length} of ${units} shown`)] : [];
      return element("div", {}, element("strong", {}, text), ...part);
    };
    this.titles.replaceChildren(...header.columns.map(titled));
    this.filtered = header.columns.map((_column, number) => `filters_${number}` in shapes);
    this.choice.build(header.images);
    this.grid.build(header.columns, this.filtered);
    this.reading.build(header);
    this.legend.explain(header);
  }

  /**
   * What there is to read of the unit at a place.
   * @param {NetworkFrame} frame @param {UnitAt} at @returns {Unit}
   */
  unitAt({ header, arrays, shapes }, { column: number, row }) {
    const { role, tile, title, names, first, link } = this.grid.columns[number];
    const before = number ? this.grid.columns[number - 1] : null;
    const index = first + row;
    /** @param {Float32Array | undefined} lines */
    const into = (lines) => (before && lines ? before.names.map((_, input) => lines[input * names.length + row]) : []);
    const outputs = arrays[`outputs_${number}`];
    const given = header.standardised ? "standardised, as the network sees it" : "as the data gives it";
    const shown = header.images[this.choice.chosen];
    return {
      index,
      title: role === "outputs" && tile !== "ink" ? `Output: ${names[row]}` : unitCalled(role, tile, names[row], row),
      place: role !== "inputs" ? `of layer ${number}: ${title}` : tile === "ink" ? `the first ${shown} that it is tested on` : given,
      tile,
      filtered: this.filtered[number],
      bias: arrays.biases[index],
      biasGradient: arrays.bias_gradients[index],
      range: [arrays.ranges[2 * index], arrays.ranges[2 * index + 1]],
      image: this.choice.chosen,
      outputs: outputs ? header.images.map((_, image) => outputs[image * shapes[`outputs_${number}`][1] + row]) : [],
      inputs: {
        names: before?.names.map((name) => name || "image") ?? [],
        weights: into(arrays[`weights_${number}`]),
        gradients: into(arrays[`gradients_${number}`]),
        all: before?.units ?? 0,
        together: link === "lengths",
        words: before ? "No weights to show: it works on the values before it." : "An input has no weights.",
      },
    };
  }

  /** @param {NetworkFrame} frame @param {Theme} theme */
  draw(frame, theme) {
    const { header } = frame;
    this.build(frame);
    const painter = this.painter?.theme === theme ? this.painter : new MapPainter(theme);
    this.painter = painter;
    const width = this.stage.clientWidth;
    this.arrange(width);
    const { chosen, columns } = this.grid;
    this.drawConnections(frame, theme, width, chosen);
    this.hand.hear(header.hand);
    const read = this.unitAt(frame, chosen ?? { column: columns.length - 1, row: 0 });
    this.grid.paint(frame, painter, this.choice.chosen, read.index, this.reading.canvases);
    this.reading.show(read);
    const { pinned } = this.grid;
    this.grid.mark((at) => this.hand.isChanged(at), (at) => this.hand.isOff(at));
    const switches = pinned !== null && columns[pinned.column + 1]?.link === "weights";
    this.hand.show(pinned, pinned && this.unitAt(frame, pinned), switches);
    this.reading.node.classList.toggle("turning", this.hand.able && pinned !== null && chosen?.column === pinned.column && chosen.row === pinned.row);
    this.root.dataset.picture = String(header.updates);
    this.root.dataset.hand = String(header.hand?.revision ?? "");
  }

  /**
   * What depends on the network and the width alone.
   * @param {number} width
   */
  arrange(width) {
    if (this.arranged === width) return;
    this.arranged = width;
    const { columns } = this.grid;
    const arranged = columns.map(({ names, tile }, number) => ({ names, tile, filtered: this.filtered[number] }));
    const { places, height, left, right, slot } = arrangeUnits(arranged, width, this.frame?.header.skips.length ? ABOVE : 0);
    Object.assign(this, { height, lineRoom: lineRoom(places) });
    this.stage.style.height = `${height}px`;
    this.titles.classList.toggle("narrow", slot < NARROW);
    Object.assign(this.titles.style, {
      padding: `0 ${right}px 0 ${left}px`,
      gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))`,
    });
    this.grid.arrange(places, width);
  }

  /** @param {NetworkFrame} frame @param {Theme} theme @param {number} width @param {UnitAt | null} chosen */
  drawConnections({ header, arrays, shapes }, theme, width, chosen) {
    const context = fit(this.lines, width, this.height);
    for (const { link, tile, number, first } of this.grid.columns) {
      const [before, places] = [this.grid.places[number - 1], this.grid.places[number]];
      const weights = arrays[`weights_${number}`];
      if (weights) drawLines(context, theme, this.lineRoom, { weights, before, places, number, chosen });
      if (link === "same" && before.length === places.length) drawSame(context, theme, { before, places });
      const outputs = tile === "incoming" || tile === "outgoing" ? arrays[`outputs_${number}`] : undefined;
      const largest = outputs ? outputs.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12) : 1;
      const from = outputs ? this.choice.chosen * shapes[`outputs_${number}`][1] : 0;
      places.forEach((place, row) => {
        const bias = arrays.biases[first + row];
        if (!Number.isNaN(bias)) drawBias(context, theme, place, bias);
        if (outputs) drawOutput(context, theme, place, outputs[from + row] / largest);
      });
    }
    for (const [from, to] of header.skips) drawSkip(context, theme, this.grid.places[from][0], this.grid.places[to][0]);
  }
}

export default view((place) => new NetworkPicture(place), new URL("network_picture.css", import.meta.url));
