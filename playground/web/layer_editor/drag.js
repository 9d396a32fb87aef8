import { element } from "../elements.js";
import { AutoScroll } from "./autoscroll.js";

// Dragging by mouse, pen and finger. What is dragged stays where it is, faded; a ghost follows the pointer and a line
// shows where it would land, so that nothing jumps. A finger drags a row by its handle, and a chip after a short press:
// everywhere else it scrolls the page.

const THRESHOLD = 5;
const LONG_PRESS = 220;
const REACH = 32;
const HALF_GAP = 3;

/**
 * The gap between rows that a pointer is at, or null outside of the stack, whose box is `zone`; rows are measured from
 * its top.
 * @param {{ x: number, y: number }} pointer
 * @param {{ left: number, right: number, top: number, bottom: number }} zone
 * @param {{ top: number, bottom: number }[]} rows
 */
export function gapAt({ x, y }, zone, rows) {
  if (x < zone.left - REACH || x > zone.right + REACH || y < zone.top || y > zone.bottom + REACH) return null;
  return rows.filter((row) => y - zone.top > (row.top + row.bottom) / 2).length;
}

export class Drag {
  /**
   * `drop(source, index)` gets the gap that the line stood in: 0 is above the first row. `begun()` is told of each drag.
   * @param {{ stack: HTMLElement, scroll: HTMLElement, list: HTMLElement }} places @param {(source: Dragged, index: number) => void} drop
   * @param {() => void} [begun]
   */
  constructor({ stack, scroll, list }, drop, begun = () => {}) {
    this.stack = stack;
    this.scrolled = scroll;
    this.list = list;
    this.drop = drop;
    this.begun = begun;
    /** @type {Dragged | null} */
    this.source = null;
    this.active = false;
    this.wandered = false;
    this.patient = false;
    this.pointer = 0;
    this.timer = 0;
    this.start = this.at = { x: 0, y: 0 };
    /** @type {number | null} */
    this.index = null;
    this.ghost = element("div", { class: "ghost", popover: "manual", "aria-hidden": "true" });
    this.line = element("div", { class: "insertion", hidden: true });
    stack.append(this.line);
    this.scroll = new AutoScroll(list, () => this.aim());
    /** @type {AbortController | null} */
    this.listeners = null;
  }

  /**
   * `source` is {kind, element} of a chip or {kind, element, id} of a row; `wait` holds a finger's drag back until it
   * has pressed long enough.
   * @param {PointerEvent} event @param {Dragged} source @param {boolean} wait
   */
  press(event, source, wait) {
    if (this.source || event.button !== 0 || !event.isPrimary) return;
    this.source = source;
    this.pointer = event.pointerId;
    this.start = this.at = { x: event.clientX, y: event.clientY };
    this.patient = wait && event.pointerType === "touch";
    this.timer = this.patient ? setTimeout(() => this.begin(), LONG_PRESS) : 0;
    const { signal } = (this.listeners = new AbortController());
    /**
     * @template {keyof WindowEventMap} Name
     * @param {Name} name @param {(event: WindowEventMap[Name]) => void} act @param {AddEventListenerOptions} [options]
     */
    const listen = (name, act, options = {}) => window.addEventListener(name, act, { signal, capture: true, ...options });
    listen("pointermove", (move) => this.moved(move));
    listen("pointerup", (up) => up.pointerId === this.pointer && this.finish(true));
    listen("pointercancel", (cancelled) => cancelled.pointerId === this.pointer && this.finish(false));
    listen("blur", (left) => left.target === window && this.finish(false));
    // Once the drag has begun the page must not scroll with it, nor a menu open over it.
    listen("touchmove", (move) => this.active && move.preventDefault(), { passive: false });
    listen("contextmenu", (menu) => this.active && menu.preventDefault());
    listen("keydown", (key) => {
      if (key.key !== "Escape" || !this.active) return;
      key.preventDefault();
      key.stopImmediatePropagation();
      this.finish(false);
    });
  }

  /** @param {PointerEvent} event */
  moved(event) {
    if (event.pointerId !== this.pointer) return;
    this.at = { x: event.clientX, y: event.clientY };
    const far = Math.hypot(this.at.x - this.start.x, this.at.y - this.start.y) > THRESHOLD;
    if (!this.active) {
      if (!far) return;
      if (this.patient) return void this.finish(false);
      this.begin();
    }
    this.wandered ||= far;
    event.preventDefault();
    this.aim();
  }

  begin() {
    if (!this.source) return;
    clearTimeout(this.timer);
    this.begun();
    this.active = true;
    this.wandered = false;
    const { kind, element: dragged } = this.source;
    this.ghost.textContent = kind.title;
    this.ghost.style.setProperty("--accent", kind.accent);
    this.stack.append(this.ghost);
    this.ghost.showPopover?.();
    dragged.classList.add("dragged");
    this.scroll.start();
    this.aim();
  }

  aim() {
    this.ghost.style.transform = `translate(${this.at.x + 12}px, ${this.at.y + 8}px)`;
    this.scroll.y = this.at.y;
    const zone = this.stack.getBoundingClientRect();
    // The places where the rows belong, whichever way they still glide, and however far they are scrolled.
    const rows = /** @type {HTMLElement[]} */ ([...this.list.children]).map((row) => {
      const top = row.offsetTop - this.scrolled.scrollTop;
      return { top, bottom: top + row.offsetHeight };
    });
    this.index = gapAt(this.at, zone, rows);
    this.stack.classList.toggle("aimed", this.index !== null);
    this.ghost.classList.toggle("outside", this.index === null);
    this.line.hidden = this.index === null || !rows.length;
    if (this.index === null || !rows.length) return;
    const y = this.index < rows.length ? rows[this.index].top - HALF_GAP : rows[rows.length - 1].bottom + HALF_GAP;
    this.line.style.transform = `translateY(${y}px)`;
  }

  /** @param {boolean} dropped */
  finish(dropped) {
    clearTimeout(this.timer);
    this.listeners?.abort();
    const { source, active, index } = this;
    this.source = null;
    this.active = false;
    if (!active || !source) return;
    this.scroll.stop();
    this.ghost.remove();
    this.line.hidden = true;
    this.stack.classList.remove("aimed");
    source.element.classList.remove("dragged");
    if (this.wandered) this.swallowClick();
    if (dropped && this.wandered && index !== null) this.drop(source, index);
  }

  // The click that ends a drag over the very chip it began on is no press of that chip.
  swallowClick() {
    const swallow = (/** @type {Event} */ event) => event.stopPropagation();
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
  }
}
