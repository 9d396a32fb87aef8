import { element, fit } from "../elements.js";
import { FramedPicture } from "../framed_picture.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { drawBias, drawLines, drawSame, lineRoom } from "./connections.js";
import { arrangeUnits } from "./layout.js";
import { PictureLegend } from "./legend.js";
import { MapPainter } from "./maps.js";
import { UnitGrid } from "./unit_grid.js";
import { UnitReading, unitInWords } from "./unit_reading.js";

const NARROW = 62; // pixels for a column, from which its title is set smaller

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
  lineRoom = lineRoom([]);

  /** @param {ShadowRoot} place */
  constructor(place) {
    super(element("div", { class: "network-picture" }), "network");
    this.grid = new UnitGrid((at) => (this.frame ? unitInWords(this.unitAt(this.frame, at)) : ""), this.redraw.ask);
    this.reading = new UnitReading();
    this.legend = new PictureLegend();
    this.titles = element("div", { class: "titles" });
    this.lines = element("canvas", { "aria-hidden": "true" });
    this.stage = element("div", { class: "stage" }, this.lines, this.grid.node);
    const drawing = element("div", { class: "drawing" }, this.titles, this.stage);
    this.root.append(drawing, this.reading.node, this.legend.node);
    place.replaceChildren(element("div", { class: "measure" }, this.root));
    this.redraw.follow(this.stage);
  }

  /** @param {Component<Packed>} component */
  receive({ data }) {
    const { header, arrays } = /** @type {PlotData} */ (unpackWire(data));
    this.recalls = Boolean(header.past);
    this.show(unpackWire(arrays.frame), header.live);
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    const frame = /** @type {NetworkFrame} */ (unpackWire(bytes));
    if (frame.header.columns) this.show(frame, this.live);
  }

  /** @param {NetworkHeader} header */
  build(header) {
    const asked = JSON.stringify([header.columns, header.classes, header.standardised]);
    if (asked === this.built) return;
    Object.assign(this, { built: asked, arranged: null });
    /** @param {NetworkColumn} column */
    const titled = ({ title, role, names, units }) => {
      const text = title + (role === "inputs" && header.standardised ? ", standardised" : "");
      const part = names.length < units ? [element("span", {}, `${names.length} of ${units} shown`)] : [];
      return element("div", {}, element("strong", {}, text), ...part);
    };
    this.titles.replaceChildren(...header.columns.map(titled));
    this.grid.build(header.columns);
    this.reading.reserve(header.columns);
    this.legend.explain(header);
  }

  /**
   * What there is to read of the unit at a place.
   * @param {NetworkFrame} frame @param {UnitAt} at @returns {Unit}
   */
  unitAt({ header, arrays }, { column: number, row }) {
    const { role, title, names, first } = this.grid.columns[number];
    const before = number ? this.grid.columns[number - 1] : null;
    const weights = arrays[`weights_${number}`];
    const called = { inputs: `Input ${names[row]}`, hidden: `Unit ${row + 1}`, outputs: `Output: ${names[row]}` };
    const given = header.standardised ? "standardised, as the network sees it" : "as the data gives it";
    return {
      index: first + row,
      title: called[role],
      place: role === "inputs" ? given : `of layer ${number}: ${title}`,
      bias: arrays.biases[first + row],
      range: [arrays.ranges[2 * (first + row)], arrays.ranges[2 * (first + row) + 1]],
      inputs: {
        names: before?.names ?? [],
        weights: before && weights ? before.names.map((_, input) => weights[input * names.length + row]) : [],
        all: before?.units ?? 0,
        words: before ? "No weights: it works on the values before it." : "An input has no weights.",
      },
    };
  }

  /** @param {NetworkFrame} frame @param {Theme} theme */
  draw(frame, theme) {
    const { header, arrays } = frame;
    this.build(header);
    const painter = this.painter?.theme === theme ? this.painter : new MapPainter(theme);
    this.painter = painter;
    const width = this.stage.clientWidth;
    this.arrange(width);
    const { chosen, columns } = this.grid;
    this.drawConnections(arrays, theme, width, chosen);
    const read = this.unitAt(frame, chosen ?? { column: columns.length - 1, row: 0 });
    this.grid.paint(frame, painter, read.index, this.reading.map);
    this.reading.show(read);
    this.root.dataset.picture = String(header.updates);
  }

  /**
   * What depends on the network and the width alone.
   * @param {number} width
   */
  arrange(width) {
    if (this.arranged === width) return;
    this.arranged = width;
    const { columns } = this.grid;
    const { places, height, left, right, slot } = arrangeUnits(columns, width);
    Object.assign(this, { height, lineRoom: lineRoom(places) });
    this.stage.style.height = `${height}px`;
    this.titles.classList.toggle("narrow", slot < NARROW);
    Object.assign(this.titles.style, {
      padding: `0 ${right}px 0 ${left}px`,
      gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))`,
    });
    this.grid.arrange(places, width);
  }

  /** @param {NetworkArrays} arrays @param {Theme} theme @param {number} width @param {UnitAt | null} chosen */
  drawConnections(arrays, theme, width, chosen) {
    const context = fit(this.lines, width, this.height);
    for (const { link, number, first } of this.grid.columns) {
      const [before, places] = [this.grid.places[number - 1], this.grid.places[number]];
      const weights = arrays[`weights_${number}`];
      if (weights) drawLines(context, theme, this.lineRoom, { weights, before, places, number, chosen });
      if (link === "same") drawSame(context, theme, { before, places });
      places.forEach((place, row) => {
        const bias = arrays.biases[first + row];
        if (!Number.isNaN(bias)) drawBias(context, theme, place, bias);
      });
    }
  }
}

export default view((place) => new NetworkPicture(place), new URL("network_picture.css", import.meta.url));
