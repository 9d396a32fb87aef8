/** Cost and accuracy against the epoch: two charts over one axis, on one canvas. */

import { element, fit, tellValue, write } from "../elements.js";
import { cost, epochs, linearScale, logScale, percent, ticks, tickText, within } from "../numbers.js";
import { css } from "../theme.js";

const LEFT = 52;
const RIGHT = 14;
const COST = { top: 10, height: 168 };
const ACCURACY = { top: 216, height: 84 };
const BELOW = 40;
const ASK_CURVES = "Point, or focus and use the arrow keys, to read the values at an epoch.";
const COLUMNS = 8;
/** The dashes of each line: they are told apart without colours too. */
const DASHES = { train: [], validation: [9, 3, 2, 3], test: [6, 4] };

/** @typedef {{ index?: number, epoch?: number, x?: number }} At what is pointed at: one of these */
/**
 * What is drawn of one set of samples: costs, and shares of right answers, by row.
 * @typedef {{ name: "train" | "validation" | "test", colour: Colour, costs: number[], shares: number[] }} Line
 */
/**
 * What both charts share: where an epoch stands, the last one, and the marks of the axis.
 * @typedef {object} Drawing
 * @property {CanvasRenderingContext2D} context
 * @property {Theme} theme
 * @property {(epoch: number) => number} place
 * @property {number} width
 * @property {number[]} marks
 */

export class CurveChart {
  /** @param {() => void} redraw @param {Node} beside What stands beside the legend. */
  constructor(redraw, beside) {
    this.redraw = redraw;
    this.scale = linearScale;
    /** @type {At | null} */
    this.at = null;
    /** @type {number | null} */
    this.index = null;
    this.count = 0;
    /** @type {number[]} */
    this.epochs = [];
    this.title = element("span", {});
    /** @param {string} part */
    const line = (part) => element("span", {}, element("i", { class: part }), part);
    /** @type {Record<"validation" | "test", HTMLElement>} */
    this.keys = { validation: line("validation"), test: line("test") };
    /** @type {HTMLElement} */
    this.rateLine = element("span", { hidden: true }, element("i", { class: "rate" }), "learning rate");
    const legend = element("span", { class: "lines" }, line("train"), this.keys.validation, this.keys.test, this.rateLine);
    /** @param {string} text @param {(values: number[]) => Scale} scale */
    const choice = (text, scale) => {
      const radio = element("input", { type: "radio", name: "scale", onchange: () => this.choose(scale) });
      radio.checked = scale === this.scale;
      return element("label", {}, radio, element("span", {}, text));
    };
    const scales = element("fieldset", { "aria-label": "Cost axis" }, choice("Linear", linearScale), choice("Log", logScale));
    this.canvas = element("canvas", { "aria-hidden": "true" });
    /** @type {HTMLElement} */
    this.chart = element(
      "div",
      {
        class: "chart",
        tabindex: 0,
        role: "slider",
        "aria-label": "Epoch at which to read the curves",
        "aria-valuemin": 0,
        onpointermove: (event) => this.point(event),
        onpointerdown: (event) => this.point(event),
        onpointerleave: (event) => event.pointerType === "touch" || this.move(null),
        onfocus: () => this.move(this.at ?? { index: Infinity }),
        onblur: () => this.move(null),
        onkeydown: (event) => this.press(event),
      },
      this.canvas,
    );
    this.answer = element("p", { class: "answer" }, ASK_CURVES);
    this.node = element("div", { class: "curves" }, element("div", { class: "head" }, this.title, legend, beside, scales), this.chart, this.answer);
  }

  /** @param {(values: number[]) => Scale} scale */
  choose(scale) {
    this.scale = scale;
    this.redraw();
  }

  /** @param {PointerEvent} event */
  point(event) {
    this.move({ x: event.clientX - this.chart.getBoundingClientRect().left });
  }

  /** @param {At | null} at */
  move(at) {
    // A touch or click focuses the chart: what is pointed at stays.
    if (at?.index === Infinity && this.at) return;
    this.at = at;
    this.redraw();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const last = this.count - 1;
    const now = this.index ?? last;
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1 };
    Object.assign(steps, { PageDown: now - 10, PageUp: now + 10, Home: 0, End: last });
    if (!(event.key in steps) || last < 0) return;
    event.preventDefault();
    const index = within(steps[event.key], 0, last);
    this.move(index === last ? { index: Infinity } : { epoch: this.epochs[index] });
  }

  /** @param {LiveFrame} frame @param {Theme} theme @param {number} width @param {boolean} scored */
  draw({ header, arrays }, theme, width, scored) {
    const curve = arrays.curve;
    this.count = curve.length / COLUMNS;
    /** @param {number} number */
    const column = (number) => Array.from({ length: this.count }, (_, row) => curve[row * COLUMNS + number]);
    this.epochs = column(0);
    /** @type {Line[]} */
    const lines = [{ name: "train", colour: theme.ink, costs: column(2), shares: column(4) }];
    if (header.validation) lines.push({ name: "validation", colour: theme.validation, costs: column(6), shares: column(7) });
    if (header.test) lines.push({ name: "test", colour: theme.test, costs: column(3), shares: column(5) });
    this.keys.validation.hidden = !header.validation;
    this.keys.test.hidden = !header.test;
    const lower = scored ? ACCURACY : COST;
    const context = fit(this.canvas, width, lower.top + lower.height + BELOW);
    const last = Math.max(1, this.epochs.at(-1) ?? 1);
    const across = width - LEFT - RIGHT;
    const place = (/** @type {number} */ epoch) => LEFT + (epoch / last) * across;
    this.index = this.pointedAt((x) => ((x - LEFT) / across) * last);
    const scale = this.scale(lines.flatMap(({ costs }) => costs).filter(Number.isFinite));
    const drawing = { context, theme, place, width, marks: ticks(0, last, Math.min(8, across / 55)) };
    const rates = arrays.rates ? [...arrays.rates] : null;
    this.rateLine.hidden = !rates;
    if (rates) this.rate(drawing, rates);
    this.panel(drawing, COST, scale, tickText, lines, "costs");
    if (scored) {
      this.write(drawing, "Accuracy (%)", 0, ACCURACY.top - 14, "left", theme.ink);
      /** @type {Scale} */
      const shares = { marks: [0, 0.5, 1], place: (share) => share };
      this.panel(drawing, ACCURACY, shares, (share) => tickText(100 * share), lines, "shares");
    }
    for (const mark of drawing.marks) {
      this.write(drawing, tickText(mark), place(mark), lower.top + lower.height + 13, "center", theme.muted);
    }
    this.write(drawing, "Epoch", LEFT + across / 2, lower.top + lower.height + 31, "center", theme.ink);
    write(this.title, `Cost (${header.loss_name})`);
    this.read(lines, scored, rates);
  }

  /**
   * The learning rate, as high as the cost's panel at its highest: its shape, behind the curves that it explains.
   * @param {Drawing} drawing @param {number[]} rates
   */
  rate({ context, theme, place }, rates) {
    const highest = Math.max(...rates, Number.MIN_VALUE);
    context.beginPath();
    rates.forEach((rate, row) => context.lineTo(place(this.epochs[row]), COST.top + (1 - rate / highest) * COST.height));
    Object.assign(context, { strokeStyle: css(theme.muted), lineWidth: 1 });
    context.setLineDash([1, 3]);
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {(x: number) => number} epochOf */
  pointedAt(epochOf) {
    if (!this.at || !this.count) return null;
    if (this.at.index === Infinity) return this.count - 1;
    const epoch = this.at.epoch ?? epochOf(this.at.x ?? 0);
    const distances = this.epochs.map((value) => Math.abs(value - epoch));
    return distances.indexOf(Math.min(...distances));
  }

  /**
   * @param {Drawing} drawing @param {string} text @param {number} x @param {number} y @param {CanvasTextAlign} align
   * @param {Colour} colour
   */
  write({ context, theme }, text, x, y, align, colour) {
    Object.assign(context, { font: theme.font, fillStyle: css(colour), textAlign: align, textBaseline: "middle" });
    context.fillText(text, x, y);
  }

  /**
   * Axes and curves of one chart.
   * @param {Drawing} drawing @param {{ top: number, height: number }} room @param {Scale} scale
   * @param {(value: number) => string} text @param {Line[]} lines @param {"costs" | "shares"} what
   */
  panel(drawing, { top, height }, scale, text, lines, what) {
    const { context, theme, place, width, marks } = drawing;
    /** @param {number} value */
    const level = (value) => top + (1 - scale.place(value)) * height;
    context.beginPath();
    for (const mark of scale.marks) {
      context.moveTo(LEFT, Math.round(level(mark)) + 0.5);
      context.lineTo(width - RIGHT, Math.round(level(mark)) + 0.5);
      this.write(drawing, text(mark), LEFT - 7, level(mark), "right", theme.muted);
    }
    for (const mark of marks) {
      context.moveTo(Math.round(place(mark)) + 0.5, top + height);
      context.lineTo(Math.round(place(mark)) + 0.5, top + height + 4);
    }
    Object.assign(context, { strokeStyle: css(theme.faint), lineWidth: 1 });
    context.stroke();
    if (this.index !== null) {
      const x = place(this.epochs[this.index]);
      context.fillStyle = css(theme.muted);
      context.fillRect(x - 0.5, top, 1, height);
    }
    for (const line of lines) this.curve(drawing, level, line[what], line.colour, DASHES[line.name]);
  }

  /**
   * @param {Drawing} drawing @param {(value: number) => number} level @param {number[]} values @param {Colour} colour
   * @param {number[]} dashes
   */
  curve({ context, place }, level, values, colour, dashes) {
    const points = values.map((value, row) => [place(this.epochs[row]), level(value), row]);
    const drawn = points.filter(([, y]) => Number.isFinite(y));
    context.beginPath();
    for (const [x, y] of drawn) context.lineTo(x, y);
    Object.assign(context, { strokeStyle: css(colour), fillStyle: css(colour), lineWidth: 2, lineJoin: "round" });
    context.setLineDash(dashes);
    context.stroke();
    context.setLineDash([]);
    // One or two points make no curve yet: they show as discs, as does what is being read.
    for (const [x, y, row] of drawn) {
      if (drawn.length > 2 && row !== this.index) continue;
      context.beginPath();
      context.arc(x, y, 3.5, 0, 7);
      context.fill();
    }
  }

  /**
   * @param {Line[]} lines @param {boolean} scored @param {number[] | null} rates
   */
  read(lines, scored, rates) {
    let said = ASK_CURVES;
    const at = this.index;
    if (at !== null) {
      /** @param {(line: Line) => string} text */
      const each = (text) => lines.map((line) => `${line.name} ${text(line)}`).join(", ");
      said = `Epoch ${epochs(this.epochs[at])}: cost ${each(({ costs }) => cost(costs[at]))}`;
      if (scored) said += `; accuracy ${each(({ shares }) => percent(shares[at]))}`;
      if (rates) said += `; learning rate ${Number(rates[at].toPrecision(2))}`;
    }
    write(this.answer, said);
    this.answer.classList.toggle("read", at !== null);
    const last = Math.max(0, this.count - 1);
    tellValue(this.chart, at ?? last, last, said);
  }
}
