/** Every unit as a button that shows its map: what is pointed at or focused is the chosen one. */

import { element, label } from "../elements.js";
import { within } from "../numbers.js";
import { nearestRow } from "./layout.js";

/** @import { UnitPlace } from "./layout.js" */
/** @import { MapPainter } from "./maps.js" */
/** @typedef {{ column: number, row: number }} UnitAt */
/** @typedef {{ node: HTMLElement, canvas: HTMLCanvasElement, name: HTMLElement | null }} UnitButton */
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
    return this.hovered ?? this.focused;
  }

  /**
   * Units of another network; `columns` as in a frame's header.
   * @param {NetworkColumn[]} columns
   */
  build(columns) {
    this.hovered = this.focused = null;
    let first = 0;
    this.columns = columns.map((column, number) => {
      const buttons = column.names.map((name, row) => this.button(column, name, { column: number, row }));
      first += buttons.length;
      return { ...column, number, buttons, first: first - buttons.length };
    });
    const parts = this.columns.flatMap(({ buttons }) => buttons.flatMap(({ node, name }) => (name ? [node, name] : [node])));
    this.node.replaceChildren(...parts);
    this.columns[this.columns.length - 1].buttons[0].node.tabIndex = 0;
  }

  /** @param {NetworkColumn} column @param {string} name @param {UnitAt} at */
  button({ role, title }, name, at) {
    const canvas = element("canvas", { width: 24, height: 24, "aria-hidden": "true" });
    const called = { inputs: `Input ${name}`, hidden: `Unit ${at.row + 1} of layer ${at.column}: ${title}`, outputs: `Output ${name}` };
    /** @type {HTMLButtonElement} */
    const node = element(
      "button",
      {
        type: "button",
        tabindex: -1,
        class: role,
        "aria-label": called[role],
        onpointerenter: () => this.hover(at),
        onclick: () => node.focus(),
        onfocus: () => this.focus(at),
        onblur: () => this.focus(null),
      },
      canvas,
    );
    return { node, canvas, name: role === "hidden" ? null : element("span", { class: `name ${role}`, "aria-hidden": "true" }, name) };
  }

  /** @param {UnitAt | null} at */
  hover(at) {
    this.hovered = at;
    this.redraw();
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
        const { x, y, side } = places[number][row];
        Object.assign(node.style, { left: `${x - side / 2}px`, top: `${y - side / 2}px`, width: `${side}px`, height: `${side}px` });
        if (!name) return;
        const beside = role === "inputs" ? { right: `${width - x + side / 2 + 6}px` } : { left: `${x + side / 2 + 6}px` };
        Object.assign(name.style, { top: `${y}px`, ...beside });
      });
    });
  }

  /**
   * Paint every unit's map, and that of the unit with the index `read` on the canvas `enlarged` as well.
   * @param {NetworkFrame} frame @param {MapPainter} painter @param {number} read @param {HTMLCanvasElement} enlarged
   */
  paint({ header, arrays, shapes }, painter, read, enlarged) {
    const side = shapes.maps[1];
    for (const { role, first, buttons } of this.columns) {
      buttons.forEach(({ canvas, node }, row) => {
        const index = first + row;
        /** @type {Span} */
        const scale = [arrays.scales[2 * index], arrays.scales[2 * index + 1]];
        const rule = painter.rule(role, row, buttons.length, header.classes, scale);
        const cells = arrays.maps.subarray(index * side * side, (index + 1) * side * side);
        painter.paint(index === read ? [canvas, enlarged] : [canvas], cells, side, scale, rule);
        node.classList.toggle("chosen", this.chosen !== null && index === read);
      });
    }
  }
}
