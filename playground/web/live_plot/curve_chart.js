/** Cost and accuracy against the epoch: two charts beside each other, on one canvas. */

import { element, fit, label, tellValue, write } from "../elements.js";
import { counted } from "../words.js";
import { cost, epochs, linearScale, logScale, percent, ticks, tickText, within } from "../numbers.js";
import { css } from "../theme.js";

/** Around each of the two charts, for the numbers of its axes. */
const LEFT = 48;
const RIGHT = 12;
const TOP = 18;
const BELOW = 34;
/** Pixels of width from which there is room for the accuracy beside the cost. */
const WIDE = 360;
const ASK_CURVES = "Point, or focus and use the arrow keys, to read the values at an epoch.";
const COLUMNS = 8;
/** The dashes of each line: they are told apart without colours too. */
const DASHES = { train: [], validation: [9, 3, 2, 3], test: [6, 4] };

/** @typedef {{ index?: number, epoch?: number, x?: number }} At what is pointed at: one of these */
/**
 * What is drawn of one set of samples: costs, and shares of right answers, by row.
 * @typedef {{ name: "train" | "validation" | "test", colour: Colour, costs: number[], shares: number[] }} Line
 */
/** @typedef {{ width: number, height: number }} Size */
/**
 * What both charts share.
 * @typedef {object} Drawing
 * @property {CanvasRenderingContext2D} context
 * @property {Theme} theme
 * @property {number} last The last epoch.
 * @property {number} across How wide each of them is.
 * @property {number} height How high.
 */
/**
 * One of the charts: what it shows, in words, where its left edge is, and its scale with the texts of its marks.
 * @typedef {object} Chart
 * @property {"costs" | "shares"} what
 * @property {string} title
 * @property {number} left
 * @property {Scale} scale
 * @property {(value: number) => string} text
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
    this.updates = [];
    /** Epochs at which settings were changed, and what was. @type {[epoch: number, text: string][]} */
    this.changes = [];
    /** The epoch of the past that the picture is of. @type {number | null} */
    this.past = null;
    /** @type {number[]} */
    this.epochs = [];
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
    this.canvas = element("canvas", { role: "img" });
    /** @type {HTMLElement} */
    this.chart = element(
      "div",
      {
        class: "reader",
        tabindex: 0,
        role: "slider",
        "aria-label": "Epoch at which to read the curves",
        "aria-valuemin": 0,
        onpointermove: (event) => this.point(event),
        onpointerdown: (event) => this.point(event),
        onpointerleave: (event) => event.pointerType === "touch" || this.move(null),
        // a touch or click focuses the chart: what is pointed at stays
        onfocus: () => this.move(this.at ?? { index: Infinity }),
        onblur: () => this.move(null),
        onkeydown: (event) => this.press(event),
      },
    );
    this.stage = element("div", { class: "chart" }, this.canvas, this.chart);
    this.answer = element("p", { class: "answer" }, ASK_CURVES);
    this.node = element("div", { class: "curves" }, element("div", { class: "head" }, legend, beside, scales), this.stage, this.answer);
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

  /** @returns {Size} */
  size() {
    return { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  /** @param {LiveFrame} frame @param {Theme} theme @param {Size} size @param {boolean} scored */
  draw({ header, arrays }, theme, { width, height }, scored) {
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
    const context = fit(this.canvas, width, height);
    const last = Math.max(1, this.epochs.at(-1) ?? 1);
    this.past = header.past ? header.epoch : null;
    this.changes = header.changes ?? [];
    this.updates = column(1);
    const both = scored && width >= WIDE;
    const across = (both ? width / 2 : width) - LEFT - RIGHT;
    /** @type {Drawing} */
    const drawing = { context, theme, last, across, height: height - TOP - BELOW };
    this.index = this.pointedAt((x) => (((both && x > width / 2 ? x - width / 2 : x) - LEFT) / across) * last);
    const costs = lines.flatMap((line) => line.costs).filter(Number.isFinite);
    /** @type {Chart} */
    const chart = { what: "costs", title: `Cost (${header.loss_name})`, left: LEFT, scale: this.scale(costs), text: tickText };
    const rates = arrays.rates ? [...arrays.rates] : null;
    this.rateLine.hidden = !rates;
    if (rates) this.rate(drawing, rates);
    this.panel(drawing, chart, lines);
    if (both) {
      const scale = { marks: [0, 0.5, 1], place: (/** @type {number} */ share) => share };
      const text = (/** @type {number} */ share) => tickText(100 * share);
      this.panel(drawing, { what: "shares", title: "Accuracy (%)", left: width / 2 + LEFT, scale, text }, lines);
    }
    this.read(lines, scored, rates);
  }

  /**
   * The learning rate, as high as the cost's chart at its highest: its shape, behind the curves that it explains.
   * @param {Drawing} drawing @param {number[]} rates
   */
  rate({ context, theme, last, across, height }, rates) {
    const highest = Math.max(...rates, Number.MIN_VALUE);
    context.beginPath();
    rates.forEach((rate, row) =>
      context.lineTo(LEFT + (this.epochs[row] / last) * across, TOP + (1 - rate / highest) * height),
    );
    Object.assign(context, { strokeStyle: css(theme.muted), lineWidth: 1 });
    context.setLineDash([1, 3]);
    context.stroke();
    context.setLineDash([]);
  }

  /**
   * What was changed at a row, or after the one before it.
   * @param {number} at
   */
  changedAt(at) {
    const [after, until] = [this.epochs[at - 1] ?? -1, this.epochs[at]];
    return this.changes.filter(([epoch]) => epoch > after && epoch <= until).map(([, text]) => text);
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
   * @param {Drawing} drawing @param {Chart} chart @param {Line[]} lines
   */
  panel(drawing, { what, title, left, scale, text }, lines) {
    const { context, theme, last, across, height } = drawing;
    /** @param {number} epoch */
    const place = (epoch) => left + (epoch / last) * across;
    /** @param {number} value */
    const level = (value) => TOP + (1 - scale.place(value)) * height;
    const bottom = TOP + height;
    this.write(drawing, title, left - LEFT + 4, 7, "left", theme.ink);
    context.beginPath();
    for (const mark of scale.marks) {
      context.moveTo(left, Math.round(level(mark)) + 0.5);
      context.lineTo(left + across, Math.round(level(mark)) + 0.5);
      this.write(drawing, text(mark), left - 6, level(mark), "right", theme.muted);
    }
    for (const mark of ticks(0, last, Math.min(8, across / 55))) {
      context.moveTo(Math.round(place(mark)) + 0.5, bottom);
      context.lineTo(Math.round(place(mark)) + 0.5, bottom + 4);
      this.write(drawing, tickText(mark), place(mark), bottom + 12, "center", theme.muted);
    }
    this.write(drawing, "Epoch", left + across / 2, bottom + 26, "center", theme.ink);
    Object.assign(context, { strokeStyle: css(theme.faint), lineWidth: 1 });
    context.stroke();
    context.fillStyle = css(theme.muted);
    for (const [epoch] of this.changes) {
      for (let y = TOP; y < bottom; y += 5) context.fillRect(place(epoch) - 0.5, y, 1, 3);
      // a flag, so that a mark is seen among the curves
      context.fillRect(place(epoch) - 0.5, TOP, 6, 4);
    }
    if (this.past !== null) {
      context.fillStyle = css(theme.ink);
      context.fillRect(place(this.past) - 1, TOP, 2, height);
    }
    if (this.index !== null) {
      context.fillStyle = css(theme.muted);
      context.fillRect(place(this.epochs[this.index]) - 0.5, TOP, 1, height);
    }
    for (const line of lines) this.curve(context, place, level, line[what], line);
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {(epoch: number) => number} place
   * @param {(value: number) => number} level @param {number[]} values @param {Line} line
   */
  curve(context, place, level, values, { name, colour }) {
    const points = values.map((value, row) => [place(this.epochs[row]), level(value), row]);
    const drawn = points.filter(([, y]) => Number.isFinite(y));
    context.beginPath();
    for (const [x, y] of drawn) context.lineTo(x, y);
    Object.assign(context, { strokeStyle: css(colour), fillStyle: css(colour), lineWidth: 2, lineJoin: "round" });
    context.setLineDash(DASHES[name]);
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
      said = `Epoch ${epochs(this.epochs[at])}, ${counted(this.updates[at], "update")}: cost ${each(({ costs }) => cost(costs[at]))}`;
      if (scored) said += `; accuracy ${each(({ shares }) => percent(shares[at]))}`;
      const changed = this.changedAt(at);
      if (changed.length) said += `; changed: ${changed.join(", ")}`;
      if (rates) said += `; learning rate ${Number(rates[at].toPrecision(2))}`;
    }
    write(this.answer, said);
    const [{ costs }] = lines;
    label(this.canvas, `Cost curve${scored ? " and accuracy" : ""}: train cost ${cost(costs[0])} at first, ${cost(costs.at(-1) ?? NaN)} now`);
    this.answer.classList.toggle("read", at !== null);
    const last = Math.max(0, this.count - 1);
    tellValue(this.chart, at ?? last, last, said);
  }
}
