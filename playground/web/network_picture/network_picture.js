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

/** One picture, built once a network. */
class NetworkPicture extends FramedPicture {
  constructor(place) {
    super("network");
    this.grid = new UnitGrid((at) => unitInWords(this.unitAt(at)), this.redraw);
    this.reading = new UnitReading();
    this.legend = new PictureLegend();
    this.titles = element("div", { class: "titles" });
    this.lines = element("canvas", { "aria-hidden": "true" });
    this.stage = element("div", { class: "stage" }, this.lines, this.grid.node);
    const drawing = element("div", { class: "drawing" }, this.titles, this.stage);
    this.root = element("div", { class: "network-picture" }, drawing, this.reading.node, this.legend.node);
    place.replaceChildren(element("div", { class: "measure" }, this.root));
    this.follow(this.stage);
  }

  receive({ data }) {
    const { header, arrays } = unpackWire(data);
    this.show(unpackWire(arrays.frame), header.live);
  }

  hear(bytes) {
    const frame = unpackWire(bytes);
    if (frame.header.columns) this.show(frame, this.live);
  }

  build(header) {
    const asked = JSON.stringify([header.columns, header.classes, header.standardised]);
    if (asked === this.built) return;
    Object.assign(this, { built: asked, arranged: null });
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

  /** What there is to read of the unit at a place. */
  unitAt({ column: number, row }) {
    const { header, arrays } = this.frame;
    const { role, title, names, first } = this.grid.columns[number];
    const before = this.grid.columns[number - 1];
    const weights = arrays[`weights_${number}`];
    const called = { inputs: `Input ${names[row]}`, hidden: `Unit ${row + 1}`, outputs: `Output: ${names[row]}` };
    const given = header.standardised ? "standardised, as the network sees it" : "as the data gives it";
    return {
      index: first + row,
      title: called[role],
      place: role === "inputs" ? given : `of layer ${number}: ${title}`,
      bias: arrays.biases[first + row],
      range: [...arrays.ranges.subarray(2 * (first + row), 2 * (first + row) + 2)],
      inputs: {
        names: before?.names,
        weights: weights ? before.names.map((_, input) => weights[input * names.length + row]) : [],
        all: before?.units,
        words: before ? "No weights: it works on the values before it." : "An input has no weights.",
      },
    };
  }

  draw() {
    const { header, arrays } = this.frame;
    this.build(header);
    if (this.painter?.theme !== this.theme) this.painter = new MapPainter(this.theme);
    const width = this.stage.clientWidth;
    this.arrange(width);
    const { chosen, columns } = this.grid;
    this.drawConnections(arrays, width, chosen);
    const read = this.unitAt(chosen ?? { column: columns.length - 1, row: 0 });
    this.grid.paint(this.frame, this.painter, read.index, this.reading.map);
    this.reading.show(read);
    this.root.dataset.picture = header.updates;
  }

  /** What depends on the network and the width alone. */
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

  drawConnections(arrays, width, chosen) {
    const context = fit(this.lines, width, this.height);
    for (const { link, number, first } of this.grid.columns) {
      const [before, places] = [this.grid.places[number - 1], this.grid.places[number]];
      const weights = arrays[`weights_${number}`];
      if (link === "weights") drawLines(context, this.theme, this.lineRoom, { weights, before, places, number, chosen });
      if (link === "same") drawSame(context, this.theme, { before, places });
      places.forEach((place, row) => {
        const bias = arrays.biases[first + row];
        if (!Number.isNaN(bias)) drawBias(context, this.theme, place, bias);
      });
    }
  }
}

export default view((place) => new NetworkPicture(place), new URL("network_picture.css", import.meta.url));
