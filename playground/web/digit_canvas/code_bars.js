// The code between encoder and decoder: a bar for each number, to the left or right of zero.

import { within } from "../numbers.js";
import { signed } from "../words.js";
import { Chart, tint } from "./chart.js";

/** @import { ChartColours } from "./chart.js" */

const ROW = 22;
const BAR = 12;
const GAP = 28;
const LEAST_CELL = 140;
const MOST_CELL = 420;
const MOST_ROWS = 10;
const NUMBER = 22;
const VALUE = 54;
// Past the test digits' range there is room, so that a bar is seen to leave it.
const ROOM = 1.25;

/** @param {number} value */
export const codeText = (value) => signed(Math.abs(value) < 1000 ? value.toFixed(2) : value.toPrecision(3));

export class CodeBars {
  /** @type {Float32Array | undefined} */
  code;
  /** @type {Float32Array | undefined} */
  low;
  /** @type {Float32Array | undefined} */
  high;

  constructor() {
    this.count = 0;
    this.chart = new Chart(
      (width) => ROW * this.rows(width),
      (ink, width, colours) => this.paint(ink, width, colours),
    );
  }

  /**
   * `code` may be missing, as of an empty drawing, and so may its lowest and highest values `low` and `high`.
   * @param {Float32Array} [code] @param {Float32Array} [low] @param {Float32Array} [high]
   */
  show(code, low, high) {
    Object.assign(this, { code, low, high, count: (code ?? low ?? []).length });
    const values = code ? `: ${Array.from(code, codeText).join(", ")}` : "";
    this.chart.canvas.setAttribute("aria-label", `Bars of the code's numbers${values}`);
    this.chart.draw();
  }

  /**
   * As few as hold all in `MOST_ROWS` rows, and no more than there is room for.
   * @param {number} width
   */
  columns(width) {
    return Math.max(1, Math.min(Math.floor((width + GAP) / (LEAST_CELL + GAP)), Math.ceil(this.count / MOST_ROWS)));
  }

  /** @param {number} width */
  rows(width) {
    return Math.ceil(this.count / this.columns(width));
  }

  /** @param {CanvasRenderingContext2D} ink @param {number} width @param {ChartColours} colours */
  paint(ink, width, colours) {
    const columns = this.columns(width);
    const rows = this.rows(width);
    const cell = Math.min(MOST_CELL, (width - GAP * (columns - 1)) / columns);
    const most = this.code ? Math.max(...this.code.map(Math.abs)) : 0;
    for (let index = 0; index < this.count; index++) {
      const left = Math.floor(index / rows) * (cell + GAP);
      const middle = (index % rows) * ROW + ROW / 2;
      ink.fillStyle = colours.ink;
      ink.textAlign = "right";
      ink.fillText(String(index + 1), left + NUMBER - 6, middle);
      ink.fillText(this.code ? codeText(this.code[index]) : "–", left + cell, middle);
      this.bar(ink, colours, index, left + NUMBER, middle, cell - NUMBER - VALUE, most);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} ink @param {ChartColours} colours @param {number} index @param {number} left
   * @param {number} middle @param {number} width @param {number} most
   */
  bar(ink, colours, index, left, middle, width, most) {
    const [low, high] = this.low && this.high ? [this.low[index], this.high[index]] : [0, 0];
    const scale = ROOM * Math.max(-low, high) || most || 1;
    /** @param {number} value */
    const place = (value) => left + (width / 2) * (1 + within(value / scale, -1, 1));
    const zero = Math.round(place(0));
    tint(ink, colours.ink, 0.15, place(low), middle - BAR / 2, place(high) - place(low), BAR);
    if (this.code) {
      const end = place(this.code[index]);
      tint(ink, colours.accent, 1, Math.min(zero, end), middle - BAR / 2 + 2, Math.abs(end - zero), BAR - 4);
    }
    tint(ink, colours.ink, 0.7, zero - 0.5, middle - BAR / 2 - 2, 1, BAR + 4);
  }
}
