import { element, label, write } from "../elements.js";
import { css } from "../theme.js";
import { arrangeBars, barAt, barBox, drawBars } from "./bars.js";
import { shapeText, valueText } from "../number_text.js";
import { scaledPalette } from "../signed_colours.js";
import { arrangeStrip, drawStrip, stripValueAt, stripValueBox } from "./strip.js";
import { arrangeTiles, drawTiles, tileValueAt, tileValueBox } from "./tiles.js";

/** One output: its name, shape and range, its picture, and the value that is pointed at. */
export class Block {
  constructor(redraw) {
    this.redraw = redraw;
    this.at = null;
    this.name = element("h3", {});
    this.shape = element("span", { class: "shape" });
    this.range = element("p", { class: "range" });
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.picture = element(
      "div",
      {
        class: "picture",
        tabindex: 0,
        role: "slider",
        "aria-valuemin": 0,
        onpointermove: (event) => this.point(event),
        onpointerdown: (event) => this.point(event),
        onpointerleave: (event) => event.pointerType === "touch" || this.move(null),
        onblur: () => this.move(null),
        onkeydown: (event) => this.press(event),
      },
      this.canvas,
    );
    const head = element("div", { class: "head" }, this.name, this.shape, this.range);
    this.node = element("section", { class: "block" }, head, this.picture);
  }

  point(event) {
    const box = this.picture.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    this.move(this.layout.at(x, y));
  }

  press(event) {
    const { line, page } = this.layout;
    const now = this.at ?? -1;
    const steps = { ArrowLeft: now - 1, ArrowRight: now + 1, ArrowUp: now - line, ArrowDown: now + line };
    Object.assign(steps, { PageUp: now - page, PageDown: now + page, Home: 0, End: this.size - 1 });
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.move(Math.max(0, Math.min(this.size - 1, steps[event.key])));
  }

  move(at) {
    if (at === this.at) return;
    this.at = at;
    this.redraw();
  }

  draw(words, pixels, tiles, under, theme, palettes, width, most) {
    Object.assign(this, { tiles, words, size: pixels.length });
    if (this.at !== null && this.at >= this.size) this.at = null;
    const share = words.scale / most;
    const solid = words.ink ? palettes.paperToInk : share < 1 ? scaledPalette(palettes.solid, share) : palettes.solid;
    const shades = { ...palettes, solid };
    const context = this.layOut(width, pixels, { share, theme, palettes: shades, under });
    if (this.at !== null) {
      Object.assign(context, { strokeStyle: css(theme.ink), lineWidth: 2 });
      context.strokeRect(...this.layout.box(this.at));
    }
    write(this.name, words.name);
    const hidden = words.count > tiles[0] ? `, the first ${tiles[0]} of ${words.count} channels` : "";
    write(this.shape, `${shapeText(words.shape)}${hidden}`);
    this.read(pixels);
  }

  /** Draw as bars, as a strip or as tiles, and keep how the values are found there. */
  layOut(width, pixels, { share, theme, palettes, under }) {
    const { words, tiles, size } = this;
    if (words.shape.length > 1) {
      const place = arrangeTiles(...tiles, width, words.side);
      const at = (x, y) => tileValueAt(place, tiles, x, y);
      const box = (index) => tileValueBox(place, tiles, index);
      this.layout = { at, box, line: tiles[2], page: tiles[1] * tiles[2] };
      return drawTiles(this.canvas, place, pixels, tiles, theme, palettes, under);
    }
    const bars = arrangeBars(size, width, words.low, words.high, words.classes.length > 0);
    if (bars) {
      this.layout = { at: (x) => barAt(bars, size, x), box: (index) => barBox(bars, index), line: 1, page: 10 };
      return drawBars(this.canvas, bars, pixels, share, theme, words.classes);
    }
    const strip = arrangeStrip(size, width);
    const at = (x, y) => stripValueAt(strip, size, x, y);
    this.layout = { at, box: (index) => stripValueBox(strip, index), line: strip.line, page: 10 * strip.line };
    return drawStrip(this.canvas, strip, pixels, theme, palettes.solid);
  }

  read(pixels) {
    const { words, at } = this;
    const zeros = words.zero >= 0.01 ? `, ${Math.round(100 * words.zero)} % zero` : "";
    const range = `from ${valueText(words.low)} to ${valueText(words.high)}${zeros}`;
    const said = at === null ? range : `${this.placeText(at)}: ${valueText((pixels[at] / 127) * words.scale)}`;
    write(this.range, said);
    this.range.classList.toggle("read", at !== null);
    label(this.picture, `${words.name}, ${shapeText(words.shape)}, ${range}. Arrow keys read the values.`);
    for (const [name, value] of Object.entries({ max: this.size - 1, now: at ?? 0, text: said })) {
      const attribute = `aria-value${name}`;
      if (this.picture.getAttribute(attribute) !== String(value)) this.picture.setAttribute(attribute, value);
    }
  }

  placeText(at) {
    const { shape, classes } = this.words;
    if (shape.length === 1) return classes.length ? `class ${classes[at]}` : `unit ${at}`;
    const [, rows, columns] = this.tiles;
    const [tile, row, column] = [Math.floor(at / (rows * columns)), Math.floor(at / columns) % rows, at % columns];
    if (shape.length === 2) return `channel ${row}, position ${column}`;
    return `${shape[2] > 1 ? `channel ${tile}, ` : ""}row ${row}, column ${column}`;
  }
}
