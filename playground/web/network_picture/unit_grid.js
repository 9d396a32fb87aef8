/** Every unit as a button that shows its map: what is pointed at or focused is the chosen one. */

import { element, label } from "../elements.js";
import { within } from "../numbers.js";
import { nearestRow } from "./layout.js";

/** @import { UnitPlace } from "./layout.js" */
/** @import { MapPainter } from "./maps.js" */
/** @typedef {{ column: number, row: number }} UnitAt */
/** @typedef {{ node: HTMLElement, canvas: HTMLCanvasElement, filter: HTMLCanvasElement | null, name: HTMLElement | null }} UnitButton */
/**
 * A column with its buttons; `first` is the number of its first unit among all.
 * @typedef {NetworkColumn & { number: number, first: number, buttons: UnitButton[] }} Column
 */

export class UnitGrid {
  /** @type {Column[]} */
  columns = [];
  /** @type {UnitPlace[][]} */
  places = [];
  /** @type {UnitAt | null} */
  hovered = null;
  /** @type {UnitAt | null} */
  focused = null;
  /** Chosen with a click, also while nothing is pointed at. @type {UnitAt | null} */
  pinned = null;

  /**
   * `describe` gives a place's unit in words; `redraw` is called when another unit is chosen.
   * @param {(at: UnitAt) => string} describe @param {() => void} redraw
   */
  constructor(describe, redraw) {
    this.describe = describe;
    this.redraw = redraw;
    this.node = element("div", {
      class: "units",
      role: "group",
      "aria-label": "Units of the network; the arrow keys move between them",
      onkeydown: (event) => this.press(event),
      onpointerleave: () => this.hover(null),
    });
  }

  /** The chosen unit's `{column, row}`, or null. */
  get chosen() {
    return this.hovered ?? this.focused ?? this.pinned;
  }

  /**
   * Units of another network; `columns` as in a frame's header, those in `filtered` with a filter beside each map.
   * @param {NetworkColumn[]} columns @param {boolean[]} filtered
   */
  build(columns, filtered) {
    this.hovered = this.focused = this.pinned = null;
    let first = 0;
    this.columns = columns.map((column, number) => {
      const buttons = column.names.map((name, row) => this.button(column, name, { column: number, row }, filtered[number]));
      first += buttons.length;
      return { ...column, number, buttons, first: first - buttons.length };
    });
    const parts = this.columns.flatMap(({ buttons }) => buttons.flatMap(({ node, name }) => (name ? [node, name] : [node])));
    this.node.replaceChildren(...parts);
    this.columns[this.columns.length - 1].buttons[0].node.tabIndex = 0;
  }

  /** @param {NetworkColumn} column @param {string} name @param {UnitAt} at @param {boolean} filtered @returns {UnitButton} */
  button({ role, title, tile }, name, at, filtered) {
    const canvas = element("canvas", { width: 24, height: 24, "aria-hidden": "true" });
    const filter = filtered ? element("canvas", { width: 3, height: 3, class: "filter", "aria-hidden": "true" }) : null;
    const called = unitCalled(role, tile, name, at.row);
    const where = role === "hidden" ? `${called} of layer ${at.column}: ${title}` : called;
    /** @type {HTMLButtonElement} */
    const node = element(
      "button",
      {
        type: "button",
        tabindex: -1,
        class: `${role} ${tile}`,
        "aria-label": where,
        onpointerenter: () => this.hover(at),
        "aria-pressed": "false",
        onclick: () => {
          node.focus();
          this.pin(at);
        },
        onfocus: () => this.focus(at),
        onblur: () => this.focus(null),
      },
      ...(filter ? [filter] : []),
      canvas,
    );
    const named = role !== "hidden" && name;
    return { node, canvas, filter, name: !named ? null : element("span", { class: `name ${role}`, "aria-hidden": "true" }, name) };
  }

  /** @param {UnitAt | null} at */
  hover(at) {
    this.hovered = at;
    this.redraw();
  }

  /**
   * Choose a unit until another one is, or it is clicked once more.
   * @param {UnitAt} at
   */
  pin(at) {
    const again = this.pinned?.column === at.column && this.pinned.row === at.row;
    this.pinned = again ? null : at;
    for (const { buttons, number } of this.columns) {
      const row = this.pinned?.column === number ? this.pinned.row : -1;
      buttons.forEach(({ node }, place) => node.setAttribute("aria-pressed", String(place === row)));
    }
    this.redraw();
  }

  /**
   * Mark the units that were changed by hand, and those that are switched off.
   * @param {(at: UnitAt) => boolean} changed @param {(at: UnitAt) => boolean} off
   */
  mark(changed, off) {
    this.columns.forEach(({ buttons }, column) =>
      buttons.forEach(({ node }, row) => {
        node.classList.toggle("changed", changed({ column, row }));
        node.classList.toggle("off", off({ column, row }));
      }),
    );
  }

  /** @param {UnitAt | null} at */
  focus(at) {
    this.focused = at;
    if (at) {
      const { node } = this.columns[at.column].buttons[at.row];
      for (const other of this.node.querySelectorAll("[tabindex='0']")) other.setAttribute("tabindex", "-1");
      node.tabIndex = 0;
      label(node, this.describe(at));
    }
    this.redraw();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (!this.focused) return;
    const { column, row } = this.focused;
    const end = this.columns[column].buttons.length - 1;
    /** @param {number} to @returns {[column: number, row: number]} */
    const across = (to) => {
      const there = within(to, 0, this.columns.length - 1);
      return there === column ? [column, row] : [there, nearestRow(this.places[there], this.places[column][row].y)];
    };
    /** @type {Record<string, () => [column: number, row: number]>} */
    const steps = {
      ArrowUp: () => [column, Math.max(0, row - 1)],
      ArrowDown: () => [column, Math.min(end, row + 1)],
      ArrowLeft: () => across(column - 1),
      ArrowRight: () => across(column + 1),
      Home: () => [column, 0],
      End: () => [column, end],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const [toColumn, toRow] = step();
    // The pointer may rest on another unit: the keys have the last word.
    this.hovered = null;
    this.columns[toColumn].buttons[toRow].node.focus();
  }

  /**
   * Put every unit at its place in a picture of a width.
   * @param {UnitPlace[][]} places @param {number} width
   */
  arrange(places, width) {
    this.places = places;
    this.columns.forEach(({ buttons, role }, number) => {
      buttons.forEach(({ node, name }, row) => {
        const { x, y, side, width: across, paired } = places[number][row];
        Object.assign(node.style, { left: `${x - across / 2}px`, top: `${y - side / 2}px`, width: `${across}px`, height: `${side}px` });
        node.classList.toggle("paired", paired);
        // a small tile is shown as large as one can read it
        node.style.setProperty("--zoom", String(Math.max(1, READABLE / side)));
        if (!name) return;
        const beside = role === "inputs" ? { right: `${width - x + across / 2 + 6}px` } : { left: `${x + across / 2 + 6}px` };
        Object.assign(name.style, { top: `${y}px`, ...beside });
      });
    });
  }

  /**
   * Paint every unit's tile for an image, and those of the unit with the index `read` on the canvases `enlarged` as well.
   * @param {NetworkFrame} frame @param {MapPainter} painter @param {number} image @param {number} read
   * @param {{ map: HTMLCanvasElement, filter: HTMLCanvasElement }} enlarged
   */
  paint({ header, arrays, shapes }, painter, image, read, enlarged) {
    for (const { role, tile, number, first, buttons } of this.columns) {
      const [images, units, rows, columns] = shapes[`maps_${number}`];
      const begin = Math.min(image, images - 1) * units;
      const filters = arrays[`filters_${number}`];
      buttons.forEach(({ canvas, filter, node }, row) => {
        const index = first + row;
        /** @type {Span} */
        const scale = [arrays.scales[2 * index], arrays.scales[2 * index + 1]];
        const rule = painter.rule({ role, tile }, row, buttons.length, header.classes, scale);
        const cells = part(arrays[`maps_${number}`], begin + row, rows * columns);
        const shape = tile === "share" ? [1, LONG] : [rows, columns];
        const is = index === read;
        painter.paint(is ? [canvas, enlarged.map] : [canvas], tile === "share" ? barOf(cells[0]) : cells, shape, scale, rule);
        if (filter && filters) {
          const [, high, wide] = shapes[`filters_${number}`];
          const even = painter.rule({ role: "hidden", tile: "maps" }, 0, 2, 0, EVEN);
          painter.paint(is ? [filter, enlarged.filter] : [filter], part(filters, row, high * wide), [high, wide], EVEN, even);
        }
        node.classList.toggle("chosen", this.chosen !== null && is);
      });
    }
  }
}

const READABLE = 52; // pixels
const LONG = 64; // cells of a share's bar
/** @type {Span} */
const EVEN = [-1, 1];

/** @param {Uint8Array} cells @param {number} index @param {number} size */
const part = (cells, index, size) => cells.subarray(index * size, (index + 1) * size);

/**
 * A share, 0 to 255, as a bar from the left.
 * @param {number} share
 */
const barOf = (share) => Uint8Array.from({ length: LONG }, (_, at) => (at + 0.5 < (share * LONG) / 255 ? 255 : 0));

/**
 * A unit by itself, in words.
 * @param {UnitRole} role @param {UnitTile} tile @param {string} name @param {number} row
 */
export function unitCalled(role, tile, name, row) {
  if (role === "inputs") return tile === "ink" ? "Image shown" : `Input ${name}`;
  if (role === "outputs") return tile === "ink" ? "Image rebuilt" : `Output ${name}`;
  return `${tile === "maps" ? "Map" : "Unit"} ${row + 1}`;
}
