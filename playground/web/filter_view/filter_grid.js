import { element, label, write } from "../elements.js";
import { paintValues } from "../signed_colours.js";

/** @typedef {{ node: HTMLElement, canvas: HTMLCanvasElement, angle: HTMLElement }} Tile */

/** The filters as buttons; the arrow keys go from one to the next. */
export class FilterGrid {
  /** @param {(number: number) => void} choose */
  constructor(choose) {
    this.choose = choose;
    /** @type {Map<number, Tile>} */
    this.tiles = new Map();
    this.order = "";
    this.shown = "";
    this.node = element("div", { class: "grid", role: "group", onkeydown: (event) => this.press(event) });
    this.words = element("span", { class: "muted" });
    this.fold = element("button", { type: "button", class: "framed", onclick: () => this.turn() });
    this.foot = element("div", { class: "head" }, this.words, this.fold);
  }

  /** @param {FilterFrame} frame @param {SignedPalettes} palettes @param {Set<number>} off */
  draw({ header, arrays, shapes }, palettes, off) {
    const [, rows, columns] = shapes.kernels;
    label(this.node, `Filters of layer ${header.layer}`);
    const order = String(header.order);
    if (order !== this.order) {
      this.order = order;
      const focused = /** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement;
      this.node.replaceChildren(...header.order.map((number) => this.tile(number).node));
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    }
    for (const number of header.order) {
      const tile = this.tile(number);
      const pixels = arrays.kernels.subarray(number * rows * columns, (number + 1) * rows * columns);
      paintValues(tile.canvas, pixels, columns, rows, palettes.solid, 127);
      tile.canvas.style.aspectRatio = `${columns} / ${Math.max(rows, columns / 8)}`;
      const chosen = number === header.chosen;
      const angle = header.angles[number];
      write(tile.angle, angle === null ? "–" : `${angle}°`);
      const direction = angle === null ? "no clear direction" : `${angle} degrees`;
      label(tile.node, `Filter ${number}, ${direction}${off.has(number) ? ", switched off" : ""}`);
      tile.node.classList.toggle("off", off.has(number));
      tile.node.setAttribute("aria-pressed", String(chosen));
      tile.node.tabIndex = chosen ? 0 : -1;
    }
    this.show(header.chosen);
    this.count(header.order.length);
  }

  /**
   * Say how many there are, and where some are out of sight offer to see all at once.
   * @param {number} count
   */
  count(count) {
    const open = this.node.classList.contains("open");
    const hidden = this.node.scrollHeight > this.node.clientHeight + 1;
    this.foot.hidden = !open && !hidden;
    write(this.words, `${count} filters${hidden ? ", more below" : ""}`);
    write(this.fold, open ? "Show fewer" : `Show all ${count}`);
  }

  turn() {
    this.node.classList.toggle("open");
    this.count(this.node.children.length);
  }

  /**
   * Scroll what was chosen into sight, once.
   * @param {number} chosen
   */
  show(chosen) {
    const asked = `${chosen} ${this.order}`;
    if (asked === this.shown) return;
    this.shown = asked;
    const { offsetTop, offsetHeight } = this.tile(chosen).node;
    const { scrollTop, clientHeight } = this.node;
    if (offsetTop < scrollTop) this.node.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > scrollTop + clientHeight) this.node.scrollTop = offsetTop + offsetHeight - clientHeight;
  }

  /** @param {number} number @returns {Tile} */
  tile(number) {
    const known = this.tiles.get(number);
    if (known) return known;
    const [canvas, angle] = [element("canvas", {}), element("small", {})];
    const words = element("span", {}, element("b", {}, String(number)), " ", angle);
    const node = element("button", { type: "button", onclick: () => this.choose(number) }, canvas, words);
    const made = { node, canvas, angle };
    this.tiles.set(number, made);
    return made;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const buttons = /** @type {HTMLElement[]} */ ([...this.node.children]);
    const now = buttons.findIndex((button) => button === event.target);
    const line = buttons.filter((button) => button.offsetTop === buttons[0].offsetTop).length;
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: now - 1, ArrowRight: now + 1, ArrowUp: now - line, ArrowDown: now + line };
    Object.assign(steps, { Home: 0, End: buttons.length - 1 });
    if (!(event.key in steps)) return;
    event.preventDefault();
    buttons[steps[event.key]]?.focus();
  }
}
