// How large the errors of the test digits are, and where among them the drawing's lies.

import { Chart, tint } from "./chart.js";

/** @import { ChartColours } from "./chart.js" */

const HEIGHT = 190;
const LEFT = 4;
const RIGHT = 44;
const TOP = 40;
const BELOW = 40;
const MARK = "this drawing";

/** @param {number} value */
const number = (value) => String(+value.toPrecision(3));

/**
 * The largest of 1, 2 and 5 times a power of ten that is not above `value`.
 * @param {number} value
 */
function roundBelow(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([5, 2].find((factor) => factor * power <= value * 1.0001) ?? 1);
}

export class ErrorHistogram {
  /** @type {Uint32Array | undefined} */
  counts;
  high = 1;
  /** @type {number | null} */
  error = null;

  constructor() {
    this.chart = new Chart(
      () => HEIGHT,
      (ink, width, colours) => this.paint(ink, width, colours),
    );
  }

  /**
   * `counts` of errors in equal steps from 0 to `high`; `error` is null where nothing is drawn.
   * @param {Uint32Array} counts @param {number} high @param {number | null} error
   */
  show(counts, high, error) {
    Object.assign(this, { counts, high, error });
    const mark = error === null ? "" : `; this drawing: ${number(error)}`;
    this.chart.canvas.setAttribute("aria-label", `Histogram of the test digits' errors, 0 to ${number(high)}${mark}`);
    this.chart.draw();
  }

  /** @param {CanvasRenderingContext2D} ink @param {number} width @param {ChartColours} colours */
  paint(ink, width, colours) {
    if (!this.counts) return;
    const [across, down] = [width - LEFT - RIGHT, HEIGHT - TOP - BELOW];
    const base = TOP + down;
    const most = Math.max(...this.counts);
    const step = across / this.counts.length;
    ink.fillText("Test digits", LEFT, 8);
    const level = roundBelow(most);
    const y = Math.round(base - (level / most) * down);
    tint(ink, colours.ink, 0.3, LEFT, y, across, 1);
    this.counts.forEach((count, index) => {
      // One digit of thousands must still be seen.
      const height = Math.max(1, (count / most) * down);
      if (count) tint(ink, colours.ink, 0.45, LEFT + index * step, base - height, step - 1, height);
    });
    tint(ink, colours.ink, 0.7, LEFT, base, across, 1);
    ink.fillStyle = colours.ink;
    ink.fillText(level.toLocaleString("en"), LEFT + across + 8, y);
    ink.textAlign = "center";
    ink.fillText("Mean squared error", LEFT + across / 2, base + 32);
    const tick = roundBelow(this.high / 2);
    for (let value = 0; value <= this.high * 1.0001; value += tick) {
      const x = LEFT + (value / this.high) * across;
      tint(ink, colours.ink, 0.7, Math.round(x), base, 1, 4);
      ink.fillStyle = colours.ink;
      ink.textAlign = value ? "center" : "left";
      ink.fillText(number(value), x, base + 13);
    }
    if (this.error !== null) this.mark(ink, colours.accent, this.error, LEFT, across, base);
  }

  /**
   * @param {CanvasRenderingContext2D} ink @param {string} accent @param {number} error @param {number} left
   * @param {number} across @param {number} base
   */
  mark(ink, accent, error, left, across, base) {
    const beyond = error > this.high;
    const x = left + across * Math.min(1, error / this.high);
    ink.fillStyle = accent;
    ink.fillRect(x - 1, 24, 2, base - 24);
    ink.beginPath();
    for (const [dx, dy] of [[-5, 0], [5, 0], [0, 8]]) ink.lineTo(x + dx, 22 + dy);
    ink.fill();
    const toTheLeft = x > left + across / 2;
    ink.textAlign = toTheLeft ? "right" : "left";
    ink.fillText(beyond ? `${MARK}, further right →` : MARK, x + (toTheLeft ? -9 : 9), 26);
  }
}
