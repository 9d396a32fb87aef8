// The drawing: strokes of points from 0 to 1, with every step undoable.

import { within } from "../numbers.js";

// Nearer points add nothing to see; without them a long drawing stays short.
const LEAST_STEP = 0.005;
const DECIMALS = 1e4;

/** @param {number} part */
const onPaper = (part) => Math.round(within(part) * DECIMALS) / DECIMALS;

export class Sketch {
  /** @param {DrawingLimits} limits @param {Stroke[]} strokes */
  constructor(limits, strokes) {
    this.limits = limits;
    this.strokes = strokes;
    /** @type {Stroke | null} */
    this.stroke = null;
    /** @type {Stroke[][]} */
    this.past = [];
  }

  get empty() {
    return this.strokes.length === 0;
  }

  get undoable() {
    return this.past.length > 0;
  }

  get full() {
    const points = this.strokes.reduce((count, stroke) => count + stroke.length, 0);
    return points >= this.limits.points || this.strokes.length > this.limits.strokes;
  }

  /**
   * Begin a stroke; false where the drawing is full.
   * @param {number} x @param {number} y
   */
  begin(x, y) {
    if (this.full || this.strokes.length >= this.limits.strokes) return false;
    this.past.push(this.strokes);
    this.stroke = [];
    this.strokes = [...this.strokes, this.stroke];
    return this.extend(x, y);
  }

  /**
   * Add a point to the stroke; false where the drawing is full.
   * @param {number} x @param {number} y
   */
  extend(x, y) {
    if (!this.stroke) return false;
    /** @type {Point} */
    const point = [onPaper(x), onPaper(y)];
    const last = this.stroke.at(-1);
    if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < LEAST_STEP) return true;
    if (this.full) return false;
    this.stroke.push(point);
    return true;
  }

  end() {
    this.stroke = null;
  }

  undo() {
    this.end();
    this.strokes = this.past.pop() ?? this.strokes;
  }

  clear() {
    this.end();
    if (this.empty) return;
    this.past.push(this.strokes);
    this.strokes = [];
  }
}
