// Where the plane of codes lies on the canvas, in CSS pixels, and its axes.

import { ticks, tickText, within } from "../numbers.js";
import { css } from "../theme.js";

const MARGIN = { left: 44, right: 10, top: 10, below: 42 };
// One tick in so many pixels at most.
const TICK_EVERY = 90;

export class MapPlane {
  /** @param {Extent} extent @param {number} width @param {number} height */
  constructor([left, right, lower, upper], width, height) {
    this.left = left;
    this.right = right;
    this.lower = lower;
    this.upper = upper;
    this.width = width;
    this.height = height;
    this.across = Math.max(1, width - MARGIN.left - MARGIN.right);
    this.down = Math.max(1, height - MARGIN.top - MARGIN.below);
  }

  /** @param {Point} place @returns {Point} */
  pixels([x, y]) {
    const across = (x - this.left) / (this.right - this.left);
    const down = (this.upper - y) / (this.upper - this.lower);
    return [MARGIN.left + across * this.across, MARGIN.top + down * this.down];
  }

  /**
   * The place at a pixel; beyond the plane's edge, the one at the edge.
   * @param {number} x @param {number} y @returns {Point}
   */
  place(x, y) {
    const across = within((x - MARGIN.left) / this.across);
    const down = within((y - MARGIN.top) / this.down);
    return [this.left + across * (this.right - this.left), this.upper - down * (this.upper - this.lower)];
  }

  /**
   * A place so many hundredths of the plane further.
   * @param {Point} place @param {number} right @param {number} up @returns {Point}
   */
  moved([x, y], right, up) {
    return [
      within(x + (right / 100) * (this.right - this.left), this.left, this.right),
      within(y + (up / 100) * (this.upper - this.lower), this.lower, this.upper),
    ];
  }

  /**
   * The place, or the one at the edge that is nearest to it.
   * @param {Point} place @returns {Point}
   */
  inside([x, y]) {
    return [within(x, this.left, this.right), within(y, this.lower, this.upper)];
  }

  /** @returns {Point} */
  get middle() {
    return [(this.left + this.right) / 2, (this.lower + this.upper) / 2];
  }

  /** @param {number} x @param {number} y */
  holds(x, y) {
    const [across, down] = [x - MARGIN.left, y - MARGIN.top];
    return across >= 0 && across <= this.across && down >= 0 && down <= this.down;
  }

  /** @param {CanvasRenderingContext2D} context @param {Theme} theme @param {[across: string, up: string]} titles */
  drawAxes(context, theme, [acrossTitle, upTitle]) {
    const { left, top } = MARGIN;
    const [end, bottom] = [left + this.across, top + this.down];
    Object.assign(context, { font: theme.font, fillStyle: css(theme.muted), strokeStyle: css(theme.faint), lineWidth: 1 });
    Object.assign(context, { textBaseline: "middle", textAlign: "center" });
    context.beginPath();
    for (const value of ticks(this.left, this.right, within(this.across / TICK_EVERY, 2, 7))) {
      const x = Math.round(this.pixels([value, 0])[0]) + 0.5;
      context.moveTo(x, top);
      context.lineTo(x, bottom);
      context.fillText(tickText(value), x, bottom + 11);
    }
    context.textAlign = "right";
    for (const value of ticks(this.lower, this.upper, within(this.down / TICK_EVERY, 2, 7))) {
      const y = Math.round(this.pixels([0, value])[1]) + 0.5;
      context.moveTo(left, y);
      context.lineTo(end, y);
      context.fillText(tickText(value), left - 6, y);
    }
    context.rect(left + 0.5, top + 0.5, this.across - 1, this.down - 1);
    context.stroke();
    Object.assign(context, { fillStyle: css(theme.ink), textAlign: "center" });
    context.fillText(acrossTitle, left + this.across / 2, bottom + 31);
    context.save();
    context.translate(8, top + this.down / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(upTitle, 0, 0);
    context.restore();
  }
}
