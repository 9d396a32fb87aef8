import { ARROWS } from "../arrows.js";
import { element, fit, label } from "../elements.js";
import { shapeText, valueText } from "../number_text.js";
import { paintValues, signedPalettes } from "../signed_colours.js";
import { css } from "../theme.js";
import { beside, blockLayout, cornerOf, indexAt, placeOf } from "./layout.js";

/** So many linked numbers are outlined one by one; of more the outline of all. */
const MOST_OUTLINED = 400;
const HIGHEST = 127;

/** @type {WeakMap<Theme, SignedPalettes>} */
const palettes = new WeakMap();

/** @param {Theme} theme */
function palettesOf(theme) {
  const found = palettes.get(theme) ?? signedPalettes(theme);
  palettes.set(theme, found);
  return found;
}

/**
 * What a block tells of: the number that is pointed at, one that is to be pinned, and a step out of it by an arrow key.
 * @typedef {object} BlockHand
 * @property {(block: Block, index: number) => void} point by the pointer
 * @property {(block: Block, index: number) => void} go by a key
 * @property {(block: Block, index: number) => void} pin
 * @property {() => void} release
 * @property {(block: Block, direction: Point) => void} leave
 */

/** Numbers as cells, in colours of their signs; the pointer and the arrow keys tell which is meant. */
export class Block {
  /** @type {Float32Array} */
  values = new Float32Array();
  /** @type {import("./layout.js").BlockLayout | null} */
  layout = null;
  /** @type {number | null} */
  chosen = null;
  /** @type {number[]} */
  linked = [];

  /** @param {StepBlock} described @param {string} column @param {BlockHand} hand */
  constructor(described, column, hand) {
    this.described = described;
    this.column = column;
    this.cells = element("canvas", { "aria-hidden": "true", class: "cells" });
    this.marks = element("canvas", {
      role: "application",
      "aria-roledescription": "numbers",
      "aria-describedby": "keys",
      tabindex: -1,
      class: "marks",
      onpointermove: (event) => this.pointed(event, (index) => hand.point(this, index)),
      onpointerdown: (event) => this.pointed(event, (index) => hand.pin(this, index)),
      onkeydown: (event) => this.press(event, hand),
      onfocus: () => this.chosen ?? hand.go(this, 0),
    });
    const { title, shape, whole } = described;
    const part = whole > (shape.at(-1) ?? 1) ? `, of ${whole} the first` : "";
    const caption = element("figcaption", {}, title, element("small", {}, ` ${shapeText(shape)}${part}`));
    this.node = element("figure", {}, caption, element("div", { class: "numbers" }, this.cells, this.marks));
  }

  /** @param {PointerEvent} event @param {(index: number) => void} tell */
  pointed(event, tell) {
    if (!this.layout) return;
    const box = this.marks.getBoundingClientRect();
    const index = indexAt(this.layout, event.clientX - box.left, event.clientY - box.top);
    if (index !== null) tell(index);
  }

  /** @param {KeyboardEvent} event @param {BlockHand} hand */
  press(event, hand) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = ARROWS[event.key];
    const at = this.chosen ?? 0;
    if (direction && this.layout) {
      const next = beside(this.layout, at, direction);
      if (next === null) hand.leave(this, direction);
      else hand.go(this, next);
    } else if (event.key === "Enter") hand.pin(this, at);
    else if (event.key === "Escape") hand.release();
    else return;
    event.preventDefault();
  }

  /** What is asked about a number. @param {number} index */
  pointedAt(index) {
    const { kind, row, name, shape } = this.described;
    return { kind, row, name, place: placeOf(index, shape) };
  }

  /** @param {Float32Array} values @param {Theme} theme @param {number} room */
  draw(values, theme, room) {
    this.values = values;
    const { kind, shape } = this.described;
    const parameters = ["gradient", "new value", "average"].includes(kind);
    const layout = blockLayout(shape, room, !parameters);
    this.layout = layout;
    const context = fit(this.cells, layout.width, layout.height);
    const scale = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
    const { solid } = palettesOf(theme);
    /** @param {number} value */
    const level = (value) => (scale && Number.isFinite(value) ? Math.round((HIGHEST * value) / scale) : 0);
    for (let map = 0; map < layout.maps; map++) this.drawMap(context, layout, map, level, solid);
    if (layout.written) this.writeNumbers(context, layout, theme);
    this.mark(theme);
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {import("./layout.js").BlockLayout} layout @param {number} map
   * @param {(value: number) => number} level @param {Palette} palette
   */
  drawMap(context, layout, map, level, palette) {
    const { maps, rows, columns, cellWidth, cellHeight, count } = layout;
    const bytes = new Int8Array(rows * columns);
    for (let cell = 0; cell < bytes.length; cell++) {
      const index = cell * maps + map;
      bytes[cell] = index < count ? level(this.values[index]) : 0;
    }
    const picture = paintValues(document.createElement("canvas"), bytes, columns, rows, palette, HIGHEST);
    const [left, top] = cornerOf(layout, map);
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, left, top, columns * cellWidth, rows * cellHeight);
  }

  /** @param {CanvasRenderingContext2D} context @param {import("./layout.js").BlockLayout} layout @param {Theme} theme */
  writeNumbers(context, layout, theme) {
    Object.assign(context, { font: theme.font, textAlign: "center", textBaseline: "middle" });
    for (let index = 0; index < layout.count; index++) {
      const [left, top] = cornerOf(layout, index);
      const [x, y] = [left + layout.cellWidth / 2, top + layout.cellHeight / 2];
      // paper around the signs: they are to be read on any colour
      context.lineWidth = 3;
      context.strokeStyle = css(theme.paper);
      context.strokeText(valueText(this.values[index]), x, y);
      context.fillStyle = css(theme.ink);
      context.fillText(valueText(this.values[index]), x, y);
    }
  }

  /** Outline what is chosen, and what that is made of. @param {Theme} theme */
  mark(theme) {
    const { layout } = this;
    if (!layout) return;
    const context = fit(this.marks, layout.width, layout.height);
    context.strokeStyle = css(theme.line);
    context.strokeRect(0.5, 0.5, layout.width - 1, layout.height - 1);
    context.strokeStyle = css(theme.mark);
    context.lineWidth = 1.5;
    const shown = this.linked.filter((index) => index < layout.count);
    if (shown.length === layout.count || shown.length > MOST_OUTLINED) {
      context.strokeRect(1, 1, layout.width - 2, layout.height - 2);
    } else for (const index of shown) this.outline(context, layout, index, 0.75);
    if (this.chosen === null) return;
    context.lineWidth = 4;
    context.strokeStyle = css(theme.paper);
    this.outline(context, layout, this.chosen, 0);
    context.lineWidth = 2;
    context.strokeStyle = css(theme.ink);
    this.outline(context, layout, this.chosen, 0);
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {import("./layout.js").BlockLayout} layout @param {number} index
   * @param {number} inset
   */
  outline(context, layout, index, inset) {
    const [left, top] = cornerOf(layout, index);
    const [width, height] = [Math.max(3, layout.cellWidth), Math.max(3, layout.cellHeight)];
    context.strokeRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset);
  }

  /** Only the block with the chosen number is reached by Tab. @param {number | null} index */
  choose(index) {
    this.chosen = index;
    this.marks.tabIndex = index === null ? -1 : 0;
    const at = index === null ? "" : `, at ${placeOf(index, this.described.shape).map((part) => part + 1).join(", ")}`;
    label(this.marks, `${this.column}, ${this.described.title}${at}`);
  }
}
