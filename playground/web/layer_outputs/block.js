import { element, label, tellValue, write } from "../elements.js";
import { css } from "../theme.js";
import { arrangeBars, barAt, barBox, drawBars } from "./bars.js";
import { shapeText, valueText } from "../number_text.js";
import { scaledPalette } from "../signed_colours.js";
import { arrangeStrip, drawStrip, stripValueAt, stripValueBox } from "./strip.js";
import { arrangeTiles, drawTiles, tileValueAt, tileValueBox } from "./tiles.js";
import { within } from "../numbers.js";

/**
 * The values in their picture: which of them is at a place, the box around one, how far apart lines and pages are, and
 * how many values each unit or channel has, which stand together.
 * @typedef {{ at(x: number, y: number): number | null, box(index: number): Box, line: number, page: number, each: number }} Layout
 */

/** One output: its name, shape and range, its picture, and the value that is pointed at. */
export class Block {
  /** Whether all channels are shown, and not just one line of them. */
  open = false;

  /** The network's whose units these are. @type {number | null} */
  column = null;

  /** @param {() => void} redraw @param {() => void} unfold @param {import("../switches.js").Switches} switches */
  constructor(redraw, unfold, switches) {
    this.redraw = redraw;
    this.unfold = unfold;
    this.switches = switches;
    this.fold = element("button", { type: "button", onclick: () => this.turn() });
    /** @type {number | null} */
    this.at = null;
    /** @type {Layout | null} */
    this.layout = null;
    /** @type {Shape} */
    this.tiles = [];
    this.size = 0;
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
        onclick: () => this.switch(),
        onkeydown: (event) => this.press(event),
      },
      this.canvas,
    );
    const head = element("div", { class: "head" }, this.name, this.shape, this.range, this.fold);
    this.node = element("section", { class: "block" }, head, this.picture);
  }

  turn() {
    this.open = !this.open;
    this.unfold();
  }

  /** @param {PointerEvent} event */
  point(event) {
    const box = this.picture.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    if (this.layout) this.move(this.layout.at(x, y));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (!this.layout) return;
    if (event.key === "Enter") return this.switch();
    const { line, page } = this.layout;
    const now = this.at ?? -1;
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: now - 1, ArrowRight: now + 1, ArrowUp: now - line, ArrowDown: now + line };
    Object.assign(steps, { PageUp: now - page, PageDown: now + page, Home: 0, End: this.size - 1 });
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.move(within(steps[event.key], 0, this.size - 1));
  }

  /** Switch the unit that is pointed at off, or on again. */
  switch() {
    if (this.column === null || this.at === null || !this.layout) return;
    this.switches.turn([this.column, Math.floor(this.at / this.layout.each)]);
    this.redraw();
  }

  /** @param {number | null} at */
  move(at) {
    if (at === this.at) return;
    this.at = at;
    this.redraw();
  }

  /**
   * @param {BlockWords} words @param {Int8Array} sent @param {Shape} tiles @param {Numbers | null} under
   * @param {Theme} theme @param {SignedPalettes} palettes @param {number} width @param {number} most
   */
  draw(words, sent, tiles, under, theme, palettes, width, most) {
    const [count, rows, columns] = tiles;
    const shown = this.shownOf(words, tiles, width);
    const pixels = shown < count ? sent.subarray(0, shown * rows * columns) : sent;
    Object.assign(this, { tiles: [shown, rows, columns], size: pixels.length, column: words.column });
    if (this.at !== null && this.at >= this.size) this.at = null;
    const share = words.scale / most;
    const solid = words.ink ? palettes.paperToInk : share < 1 ? scaledPalette(palettes.solid, share) : palettes.solid;
    const context = this.layOut(words, width, pixels, share, theme, { ...palettes, solid }, under);
    this.crossOut(context, theme);
    if (this.at !== null && this.layout) {
      Object.assign(context, { strokeStyle: css(theme.ink), lineWidth: 2 });
      context.strokeRect(...this.layout.box(this.at));
    }
    write(this.name, words.name);
    const hidden = words.count > shown ? `, the first ${shown} of ${words.count} channels` : "";
    write(this.shape, `${shapeText(words.shape)}${hidden}`);
    write(this.fold, this.open ? "One line" : `Show all ${words.count}`);
    label(this.fold, this.open ? `Show one line of ${words.name}` : `Show all ${words.count} channels of ${words.name}`);
    this.fold.hidden = !this.open && !hidden;
    this.read(words, pixels);
  }

  /**
   * Cross out the units that are off.
   * @param {CanvasRenderingContext2D} context @param {Theme} theme
   */
  crossOut(context, theme) {
    this.picture.classList.toggle("switches", this.column !== null);
    if (this.column === null || !this.layout) return;
    const { each, box } = this.layout;
    for (let unit = 0; unit * each < this.size; unit++) {
      if (!this.switches.isOff([this.column, unit])) continue;
      const [[left, top], [x, y, width, height]] = [box(unit * each), box((unit + 1) * each - 1)];
      const [right, low] = [x + width, y + height];
      const passes = /** @type {[number, Colour][]} */ ([[5, theme.paper], [2.5, theme.ink]]);
      for (const [lineWidth, colour] of passes) {
        Object.assign(context, { lineWidth, strokeStyle: css(colour) });
        context.beginPath();
        for (const [from, to] of [[top, low], [low, top]]) {
          context.moveTo(left, from);
          context.lineTo(right, to);
        }
        context.stroke();
      }
    }
  }

  /**
   * How many channels are shown: those that there are, or one line of them.
   * @param {BlockWords} words @param {Shape} tiles @param {number} width
   */
  shownOf(words, [count, rows, columns], width) {
    if (this.open || words.shape.length < 3) return count;
    return Math.min(count, arrangeTiles(count, rows, columns, width, words.side, words.count).line);
  }

  /**
   * Draw as bars, as a strip or as tiles, and keep how the values are found there.
   * @param {BlockWords} words @param {number} width @param {Int8Array} pixels @param {number} share @param {Theme} theme
   * @param {SignedPalettes} palettes @param {Numbers | null} under
   */
  layOut(words, width, pixels, share, theme, palettes, under) {
    const { tiles, size } = this;
    if (words.shape.length > 1) {
      const [count, rows, columns] = tiles;
      const place = arrangeTiles(count, rows, columns, width, words.side, words.count);
      this.layout = {
        at: (x, y) => tileValueAt(place, tiles, x, y),
        box: (index) => tileValueBox(place, tiles, index),
        line: columns,
        page: rows * columns,
        // of a signal each row is a channel
        each: words.shape.length === 2 ? columns : rows * columns,
      };
      return drawTiles(this.canvas, place, pixels, tiles, theme, palettes, under);
    }
    const bars = arrangeBars(size, width, words.low, words.high, words.classes.length > 0);
    if (bars) {
      this.layout = { at: (x) => barAt(bars, size, x), box: (index) => barBox(bars, index), line: 1, page: 10, each: 1 };
      return drawBars(this.canvas, bars, pixels, share, theme, words.classes);
    }
    const strip = arrangeStrip(size, width);
    this.layout = {
      at: (x, y) => stripValueAt(strip, size, x, y),
      box: (index) => stripValueBox(strip, index),
      line: strip.line,
      page: 10 * strip.line,
      each: 1,
    };
    return drawStrip(this.canvas, strip, pixels, theme, palettes.solid);
  }

  /** @param {BlockWords} words @param {Int8Array} pixels */
  read(words, pixels) {
    const { at } = this;
    const zeros = words.zero >= 0.01 ? `, ${Math.round(100 * words.zero)} % zero` : "";
    const range = `from ${valueText(words.low)} to ${valueText(words.high)}${zeros}`;
    const value = at === null ? "" : `${this.placeText(words, at)}: ${valueText((pixels[at] / 127) * words.scale)}`;
    const off = at !== null && this.isOff(at);
    const said = at === null ? range : `${value}${off ? ", switched off" : ""}`;
    write(this.range, said);
    this.range.classList.toggle("read", at !== null);
    label(this.picture, `${words.name}, ${shapeText(words.shape)}, ${range}. Arrow keys read the values${words.column === null ? "" : ", Enter switches a unit off and on"}.`);
    tellValue(this.picture, at ?? 0, this.size - 1, said);
  }

  /** @param {number} at */
  isOff(at) {
    return this.column !== null && this.layout !== null && this.switches.isOff([this.column, Math.floor(at / this.layout.each)]);
  }

  /** @param {BlockWords} words @param {number} at */
  placeText({ shape, classes }, at) {
    if (shape.length === 1) return classes.length ? `class ${classes[at]}` : `unit ${at}`;
    const [, rows, columns] = this.tiles;
    const [tile, row, column] = [Math.floor(at / (rows * columns)), Math.floor(at / columns) % rows, at % columns];
    if (shape.length === 2) return `channel ${row}, position ${column}`;
    return `${shape[2] > 1 ? `channel ${tile}, ` : ""}row ${row}, column ${column}`;
  }
}
