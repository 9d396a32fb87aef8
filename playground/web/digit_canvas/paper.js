// The canvas element: ink in the theme's text colour, sharp on every screen.

import { contextOf, element } from "../elements.js";
import { drawPenLines } from "../pen_lines.js";

/**
 * Where the keys' cursor is on the paper, and whether its pen is down.
 * @typedef {{ x: number, y: number, down: boolean }} Cursor
 */
/** @import { Sketch } from "./sketch.js" */

export class Paper {
  constructor() {
    this.canvas = element("canvas", {
      class: "paper",
      tabindex: "0",
      role: "application",
      "aria-roledescription": "drawing canvas",
      "aria-label": "Canvas to draw a digit on",
      "aria-describedby": "keys",
    });
    /** @type {Sketch | null} */
    this.sketch = null;
    this.brush = 0;
    /** @type {Cursor | null} */
    this.cursor = null;
    this.frame = 0;
    /** @type {(ink: CanvasRenderingContext2D, side: number) => void} */
    this.over = () => {};
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(this.canvas);
    // The style sheet gives the colour a transition of 1 ms, so that a change of theme is heard of.
    this.canvas.addEventListener("transitionend", () => this.refresh());
  }

  close() {
    this.watch.disconnect();
    cancelAnimationFrame(this.frame);
  }

  fit() {
    const side = Math.round(this.canvas.clientWidth * window.devicePixelRatio);
    if (side && this.canvas.width !== side) {
      this.canvas.width = side;
      this.canvas.height = side;
      this.paint();
    }
  }

  /**
   * Where on the paper, from 0 to 1, a pointer is.
   * @param {PointerEvent} event @returns {Point}
   */
  place(event) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  }

  /**
   * Show the drawing; `over` draws on it what else is to be seen.
   * @param {Sketch} sketch @param {number} brush @param {Cursor | null} cursor
   * @param {(ink: CanvasRenderingContext2D, side: number) => void} over
   */
  show(sketch, brush, cursor, over) {
    this.sketch = sketch;
    this.over = over;
    this.brush = brush;
    this.cursor = cursor;
    this.refresh();
  }

  refresh() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  paint() {
    if (!this.sketch) return;
    const side = this.canvas.width;
    const ink = contextOf(this.canvas);
    ink.clearRect(0, 0, side, side);
    ink.strokeStyle = ink.fillStyle = getComputedStyle(this.canvas).color;
    drawPenLines(ink, this.sketch.strokes, side, this.brush * side);
    this.over(ink, side);
    if (this.cursor) this.paintCursor(ink, side, this.cursor);
  }

  /** @param {CanvasRenderingContext2D} ink @param {number} side @param {Cursor} cursor */
  paintCursor(ink, side, { x, y, down }) {
    ink.beginPath();
    ink.arc(x * side, y * side, (this.brush * side) / 2, 0, 2 * Math.PI);
    ink.strokeStyle = ink.fillStyle = getComputedStyle(this.canvas).accentColor;
    ink.lineWidth = 2 * window.devicePixelRatio;
    ink.stroke();
    if (down) ink.fill();
  }
}
