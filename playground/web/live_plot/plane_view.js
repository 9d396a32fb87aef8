import { ARROWS } from "../arrows.js";
import { chosenSample } from "../chosen_sample.js";
import { element, fit, label, write } from "../elements.js";
import { cost, fixed, percent, within } from "../numbers.js";
import { bytesAt, drawContour, drawField, fieldPalettes, valueColour } from "./plane_field.js";
import { drawAxes, glyph } from "./plane_points.js";
import { classColour, css } from "../theme.js";

const MARGIN = { left: 42, right: 10, top: 8, below: 36 };
/** The side, in pixels, for which the points' sizes are set. */
const USUAL = 370;
/** Pixels from a point within which a click means it. */
const REACH = 12;
const ASK_PLANE = "Point, or focus and use the arrow keys, to read the network's answer at a place.";
const ASK_POINT = "Click a point to have its step explained.";

/** @param {Uint8Array | Float32Array} now @param {Numbers} before */
const same = (now, before) => before.length === now.length && now.every((value, index) => value === before[index]);

export class PlaneView {
  /** @param {() => void} redraw */
  constructor(redraw) {
    this.redraw = redraw;
    /** @type {Point | null} */
    this.place = null;
    /** @type {Palette[]} */
    this.palettes = [];
    /** @type {Theme | null} */
    this.drawnTheme = null;
    /** @type {{ asked: string, points: Numbers, kinds: Numbers } | null} */
    this.drawnPoints = null;
    /** @type {Point[]} Of the points that are drawn, in pixels, by their numbers. */
    this.places = [];
    this.trainCount = 0;
    this.explained = "";
    this.arranged = "";
    this.field = element("canvas", { width: 100, height: 100, "aria-hidden": "true" });
    this.frame = element("div", { class: "field" }, this.field);
    this.contour = element("canvas", { class: "contour", "aria-hidden": "true" });
    this.spot = element("div", { class: "spot" });
    this.points = element("canvas", {
      role: "img",
      tabindex: 0,
      onpointermove: (event) => this.point(event),
      onpointerdown: (event) => this.point(event),
      onpointerleave: (event) => event.pointerType === "touch" || this.move(null),
      onblur: () => this.move(null),
      onclick: (event) => this.pick(event),
      onkeydown: (event) => this.press(event),
    });
    this.plane = element("div", { class: "plane" }, this.frame, this.contour, this.points, this.spot);
    this.answer = element("p", { class: "answer" }, ASK_PLANE);
    this.shown = element("input", { type: "checkbox", onchange: redraw });
    this.shown.checked = true;
    /** @type {[canvas: HTMLCanvasElement, test: boolean, number: number | null][]} */
    this.icons = [];
    this.bar = element("div", { class: "bar" });
    this.legend = element("div", { class: "legend" });
    this.node = element("div", { class: "picture" }, this.plane);
    this.beside = element("div", { class: "beside" }, this.legend, this.answer);
  }

  /** @param {PointerEvent} event */
  point(event) {
    const box = this.frame.getBoundingClientRect();
    /** @type {Point} */
    const place = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    this.move(place.every((part) => part >= 0 && part <= 1) ? place : null);
  }

  /**
   * The point that is clicked is the page's chosen sample.
   * @param {MouseEvent} event
   */
  pick({ clientX, clientY }) {
    const box = this.points.getBoundingClientRect();
    const [x, y] = [clientX - box.left, clientY - box.top];
    let [nearest, least] = [-1, REACH ** 2];
    this.places.forEach(([left, top], index) => {
      const distance = (left - x) ** 2 + (top - y) ** 2;
      if (distance < least) [nearest, least] = [index, distance];
    });
    if (nearest < 0) return;
    const test = nearest >= this.trainCount;
    chosenSample.choose({ kind: test ? "test" : "training", number: test ? nearest - this.trainCount : nearest });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = this.place ?? [0.5, 0.5];
    this.move([within(x + step[0] / 50), within(y + step[1] / 50)]);
  }

  /** @param {Point | null} place */
  move(place) {
    this.place = place;
    this.redraw();
  }

  /** @param {boolean} test @param {number | null} number */
  icon(test, number) {
    const canvas = element("canvas", { "aria-hidden": "true" });
    this.icons.push([canvas, test, number]);
    return canvas;
  }

  /**
   * The legend's words; its icons are drawn with each theme.
   * @param {PlaneHeader} header
   */
  explain(header) {
    const asked = JSON.stringify([header.view, header.classes, header.value_range]);
    if (asked === this.explained) return;
    this.explained = asked;
    this.drawnTheme = null;
    this.icons = [];
    /** @param {Node} icon @param {string} text */
    const item = (icon, text) => element("span", {}, icon, text);
    const entries = [
      item(this.icon(false, null), "Training point"),
      element("label", {}, this.shown, this.icon(true, null), "Test point"),
    ];
    if (header.view === "plane_values") {
      const [low, high] = header.value_range;
      const middle = low < 0 && high > 0 ? [0] : [];
      const numbers = [low, ...middle, high].map((value) => element("span", {}, fixed(value, 1)));
      entries.push(element("div", { class: "scale" }, "Value", element("div", {}, this.bar, element("div", {}, ...numbers))));
    } else {
      header.classes.forEach((name, number) => entries.push(item(this.icon(false, number), `Class ${name}`)));
    }
    this.legend.replaceChildren(...entries);
  }

  /** @param {PlaneFrame} frame @param {Theme} theme @param {number} width */
  draw({ header, arrays, shapes }, theme, width) {
    const side = Math.round(Math.max(width - MARGIN.left - MARGIN.right, 100));
    const outputs = shapes.plane[0];
    const range = header.view === "plane_values" ? header.value_range : null;
    this.explain(header);
    this.arrange(theme, side, outputs, range);
    drawField(this.field, arrays.plane, outputs, this.palettes);
    const contour = fit(this.contour, side, side);
    if (!range) drawContour(contour, theme, arrays.plane, outputs, side);
    this.drawPoints(header, arrays, theme, side, range);
    this.read(header, arrays, outputs, range);
    const what = range ? "Values" : "Decision regions";
    const { validation, test } = header;
    const measured = test ?? validation ?? { loss: null, accuracy: null };
    const score = range ? `cost ${cost(measured.loss)}` : `accuracy ${percent(measured.accuracy)}`;
    label(this.points, `${what} over x₁ and x₂, ${test ? "test" : "validation"} ${score}`);
  }

  /**
   * What depends on theme, size and kind of outputs alone.
   * @param {Theme} theme @param {number} side @param {number} outputs @param {Span | null} range
   */
  arrange(theme, side, outputs, range) {
    const asked = `${side} ${outputs} ${range} ${window.devicePixelRatio}`;
    if (this.drawnTheme === theme && this.arranged === asked) return;
    Object.assign(this, { drawnTheme: theme, arranged: asked, drawnPoints: null });
    this.palettes = fieldPalettes(theme, outputs, range);
    this.plane.style.height = `${MARGIN.top + side + MARGIN.below}px`;
    this.plane.style.width = `${MARGIN.left + side + MARGIN.right}px`;
    const corner = { left: `${MARGIN.left}px`, top: `${MARGIN.top}px` };
    Object.assign(this.frame.style, corner, { width: `${side}px`, height: `${side}px` });
    Object.assign(this.contour.style, corner);
    for (const [canvas, test, number] of this.icons) {
      const shade = number === null ? theme.muted : classColour(theme, number);
      glyph(fit(canvas, 16, 16), theme, 8, 8, 5, test, shade, range ? null : (number ?? 0));
    }
    if (range) {
      const colour = valueColour(theme, range);
      const steps = Array.from({ length: 9 }, (_, step) => css(colour(range[0] + ((range[1] - range[0]) * step) / 8, 0.85)));
      this.bar.style.background = `linear-gradient(90deg, ${steps})`;
    }
  }

  /**
   * @param {PlaneHeader} header @param {PlaneArrays} arrays @param {Theme} theme @param {number} side
   * @param {Span | null} range
   */
  drawPoints(header, arrays, theme, side, range) {
    const asked = `${this.shown.checked} ${header.extent} ${header.train_count}`;
    const kinds = range ? arrays.values : arrays.labels;
    const before = this.drawnPoints;
    if (before && before.asked === asked && same(arrays.points, before.points) && same(kinds, before.kinds)) return;
    this.drawnPoints = { asked, points: arrays.points, kinds };
    const context = fit(this.points, MARGIN.left + side + MARGIN.right, MARGIN.top + side + MARGIN.below);
    const [x1Low, x1High, x2Low, x2High] = header.extent;
    const shown = this.shown.checked ? kinds.length : header.train_count;
    const radius = (shown <= 400 ? 4.2 : shown <= 1200 ? 3.5 : 2.6) * Math.max(0.85, side / USUAL);
    const colour = range && valueColour(theme, range);
    drawAxes(context, theme, { ...MARGIN, side, extent: header.extent });
    this.places = [];
    this.trainCount = header.train_count;
    // Test points first: the filled training points lie on top of them.
    for (const test of [true, false]) {
      for (let index = test ? header.train_count : 0; index < (test ? shown : header.train_count); index++) {
        const x = MARGIN.left + ((arrays.points[2 * index] - x1Low) / (x1High - x1Low)) * side;
        const y = MARGIN.top + ((x2High - arrays.points[2 * index + 1]) / (x2High - x2Low)) * side;
        this.places[index] = [x, y];
        if (colour) glyph(context, theme, x, y, radius, test, colour(kinds[index]), null);
        else glyph(context, theme, x, y, radius, test, classColour(theme, kinds[index]), kinds[index]);
      }
    }
  }

  /** @param {PlaneHeader} header @param {PlaneArrays} arrays @param {number} outputs @param {Span | null} range */
  read(header, arrays, outputs, range) {
    this.spot.hidden = !this.place;
    this.answer.classList.toggle("read", Boolean(this.place));
    if (!this.place) return write(this.answer, chosenSample.listeners.size ? `${ASK_PLANE} ${ASK_POINT}` : ASK_PLANE);
    const [across, down] = this.place;
    const side = parseFloat(this.frame.style.width);
    Object.assign(this.spot.style, { left: `${MARGIN.left + across * side}px`, top: `${MARGIN.top + down * side}px` });
    const [x1Low, x1High, x2Low, x2High] = header.extent;
    const [x1, x2] = [x1Low + across * (x1High - x1Low), x2High - down * (x2High - x2Low)];
    const bytes = bytesAt(arrays.plane, outputs, across, down);
    let said = range && `value: ${fixed(range[0] + ((range[1] - range[0]) * bytes[0]) / 255)}`;
    if (!range) {
      const shares = outputs === 1 ? [255 - bytes[0], bytes[0]] : bytes;
      said = shares.map((byte, number) => `class ${header.classes[number]}: ${Math.round(byte / 2.55)}\u00a0%`).join(", ");
    }
    write(this.answer, `x₁ = ${fixed(x1)}, x₂ = ${fixed(x2)} → ${said}`);
  }
}
