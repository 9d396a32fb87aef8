// The map of codes: one instance a place in the page, kept while frames and marks come in.

import { element, fit, label, write } from "../elements.js";
import { Following } from "../following.js";
import { channel } from "../live.js";
import { fixed } from "../numbers.js";
import { Redraw } from "../redraw.js";
import { readTheme } from "../theme.js";
import { Told } from "../told.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { Glyphs, glyphSize } from "./glyphs.js";
import { ImageCard } from "./image_card.js";
import { MapLegend } from "./legend.js";
import { listenToMapKeys } from "./map_keys.js";
import { listenToMapPointers } from "./map_pointer.js";
import { MapMarks } from "./marks.js";
import { Neighbours } from "./neighbours.js";
import { MapPlane } from "./plane.js";

// How much is left to see of a muted point.
const MUTED = 0.12;
const LOOK = "Point at a digit to see its image; click to pick it.";
const WALK = "Point at a digit to see its image; drag anywhere to move the cross.";
const TAP_TO_LOOK = "Tap a digit to pick it.";
const TAP_TO_WALK = "Drag the cross, or tap where it is to go. A swipe beside it scrolls the page.";
const KEYS = "Arrow keys go from digit to digit, Enter picks";
const CROSS_KEYS = "Shift and the arrow keys move the cross";

class CodeMap {
  /** @type {MapFrame | null} */
  frame = null;
  /** @type {Theme | null} */
  theme = null;
  /** @type {Glyphs | null} */
  glyphs = null;
  /** @type {MapPlane | null} */
  plane = null;
  /** @type {Neighbours | null} */
  near = null;
  /** @type {number[]} */
  order = [];
  walkable = false;
  /** @type {number | null} */
  looked = null;
  /** @type {number | null} */
  selected = null;
  /** @type {Point | null} */
  place = null;
  /** @type {Partial<Marks> & { picked: number | null }} */
  told = { picked: null };

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.redraw = new Redraw(() => this.draw());
    this.picks = new Told(channel, "pick");
    /** @param {Uint8Array} bytes */
    const hear = (bytes) => this.hear(/** @type {MarksFrame} */ (unpackWire(bytes)).header);
    this.answers = new Following(channel, "marks", hear);
    this.canvas = element("canvas", {
      tabindex: "0",
      role: "application",
      "aria-roledescription": "map of codes",
      "aria-describedby": "use",
      onfocus: () => this.mark(),
      onblur: () => this.mark(),
    });
    this.legend = new MapLegend(() => this.draw());
    this.marks = new MapMarks();
    this.card = new ImageCard();
    this.field = element("div", { class: "field" }, this.canvas, ...this.marks.nodes, this.card.node);
    this.hint = element("span", {});
    this.keys = element("span", { class: "keys" });
    const use = element("p", { class: "use", id: "use" }, this.hint, " ", this.keys);
    this.spoken = element("p", { class: "unseen", role: "status" });
    this.root = element("div", { class: "code-map" }, this.legend.node, this.field, use, this.spoken);
    listenToMapPointers(this.canvas, this.marks.handle, this);
    listenToMapKeys(this.canvas, this);
    place.append(this.root);
    this.redraw.follow(this.field);
  }

  close() {
    this.picks.close();
    this.answers.close();
    this.redraw.close();
    this.root.remove();
  }

  // What comes from the server.

  /** @param {Component} component */
  receive({ data }) {
    this.show(/** @type {MapFrame} */ (unpackWire(data)));
    this.answers.follow({});
  }

  /** @param {MapFrame} frame */
  show(frame) {
    const before = this.frame?.arrays.points ?? new Float32Array();
    const { points, wrong } = frame.arrays;
    this.frame = frame;
    this.walkable = frame.header.walkable;
    if (before.length !== points.length || before.some((part, index) => part !== points[index])) {
      Object.assign(this, { looked: null, selected: this.told.picked });
    }
    // Wrong ones are drawn last: they are what one looks for.
    this.order = Array.from(wrong.keys()).sort((one, other) => wrong[one] - wrong[other]);
    this.legend.build(frame.header);
    this.root.classList.toggle("walkable", this.walkable);
    const [walk, look] = matchMedia("(pointer: coarse)").matches ? [TAP_TO_WALK, TAP_TO_LOOK] : [WALK, LOOK];
    write(this.hint, this.walkable ? walk : look);
    write(this.keys, this.walkable ? `${KEYS}, ${CROSS_KEYS}.` : `${KEYS}.`);
    const [across, up] = frame.header.axes;
    label(this.canvas, `${wrong.length} test images at the places of their codes, ${across} and ${up}`);
    this.draw();
  }

  /** @param {Marks} header */
  hear(header) {
    // What this very browser did since is newer than any mark that comes now.
    const behind = this.picks.confirm(header.revision);
    if (!behind) this.place = header.place;
    if (!behind && header.picked !== this.told.picked) this.selected = header.picked;
    this.told = header;
    this.root.dataset.answered = String(header.revision);
    this.mark();
  }

  // What pointer and keys do.

  /** @param {number | null} index */
  look(index) {
    if (index === this.looked) return;
    this.looked = index;
    this.mark();
  }

  /** @param {number} x @param {number} y @param {boolean} final */
  walk(x, y, final) {
    this.looked = null;
    this.selected = this.nearest(x, y);
    if (this.plane) this.move(this.plane.place(x, y), final);
  }

  /** @param {number | null} index */
  pick(index) {
    if (index === null || !this.frame) return;
    this.selected = index;
    this.place = this.walkable ? this.placeOf(this.frame, index) : null;
    this.bring(true);
  }

  /** @param {Point} direction */
  go(direction) {
    const { frame, plane } = this;
    if (!frame || !this.near || !plane) return;
    const middle = () => this.nearest(...plane.pixels(this.place ?? plane.middle));
    const next = this.selected === null ? middle() : this.near.towards(this.selected, direction, this.seen);
    if (next === null) return;
    Object.assign(this, { looked: null, selected: next });
    this.mark();
    write(this.spoken, Object.values(this.words(frame, next)).join(", "));
  }

  choose() {
    this.pick(this.selected);
  }

  /** @param {number} right @param {number} up */
  nudge(right, up) {
    const { plane } = this;
    if (!plane) return;
    const place = plane.moved(this.place ?? plane.middle, right, up);
    this.looked = null;
    this.selected = this.nearest(...plane.pixels(place));
    this.move(place, false);
  }

  settle() {
    this.bring(true);
    if (this.place) write(this.spoken, `Cross at ${this.placeText(this.place)}`);
  }

  release() {
    Object.assign(this, { looked: null, selected: null });
    this.mark();
  }

  /** @param {Point} place @param {boolean} final */
  move(place, final) {
    this.place = place;
    this.bring(final);
  }

  /** @param {boolean} final */
  bring(final) {
    this.mark();
    this.root.dataset.sent = String(this.picks.tell({ place: this.place, nearest: this.selected }, final));
  }

  // What is seen.

  /** @param {number} index */
  seen = (index) => this.frame !== null && this.legend.shows(this.frame.arrays.groups[index]);

  /** @param {number} x @param {number} y @param {number} [reach] */
  nearest(x, y, reach) {
    return this.near?.nearest(x, y, this.seen, reach) ?? null;
  }

  /** @param {MapFrame} frame @param {number} index @returns {Point} */
  placeOf({ arrays: { points } }, index) {
    return [points[2 * index], points[2 * index + 1]];
  }

  /** @param {Point} place */
  placeText(place) {
    return `(${place.map((part) => fixed(part)).join(", ")})`;
  }

  /** @param {MapFrame} frame @param {number} index */
  words(frame, index) {
    const { header, arrays } = frame;
    const group = header.clustered ? `${header.colours} ${header.group_names[arrays.groups[index]]}\n` : "";
    const wrong = arrays.wrong[index] ? `${header.wrong_means}\n` : "";
    return {
      title: `Digit ${header.names[arrays.labels[index]]}`,
      lines: `${group}${wrong}${this.placeText(this.placeOf(frame, index))}`,
    };
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.field;
    if (!this.frame || !width) return;
    const { header, arrays } = this.frame;
    const theme = readTheme(this.root, this.theme);
    const size = glyphSize(arrays.labels.length);
    const ratio = window.devicePixelRatio || 1;
    const { glyphs: before } = this;
    const same = theme === this.theme && before?.size === size && before.ratio === ratio;
    const glyphs = same ? before : new Glyphs(theme, size);
    this.legend.paint(theme);
    const plane = new MapPlane(header.extent, width, height);
    const near = new Neighbours(arrays.points, plane);
    Object.assign(this, { theme, glyphs, plane, near });
    const context = fit(this.canvas, width, height);
    plane.drawAxes(context, theme, header.axes);
    for (const muted of [true, false]) {
      context.globalAlpha = muted ? MUTED : 1;
      for (const index of this.order) {
        const group = arrays.groups[index];
        const [x, y] = [near.x[index], near.y[index]];
        if (this.legend.shows(group) === muted || !plane.holds(x, y)) continue;
        const stamp = glyphs.stamp(header.names[arrays.labels[index]], group, arrays.wrong[index]);
        glyphs.draw(context, stamp, x, y);
      }
    }
    this.mark();
  }

  /** What changes with a look or a drag; the points stay as they are. */
  mark() {
    const { looked, selected, frame, plane, near, told } = this;
    if (!frame || !plane || !near) return;
    const { count } = near;
    // The marks may be of a map that has more points.
    const ringed = [looked, selected].find((index) => index !== null && index < count) ?? null;
    this.marks.show(plane, {
      selected: ringed === null ? null : this.placeOf(frame, ringed),
      place: this.place,
      drawn: told.drawn,
      title: told.drawn_title,
    });
    const focused = this.canvas.matches(":focus");
    const carded = looked !== null || focused ? ringed : null;
    if (carded === null) return this.card.hide();
    const { arrays, shapes } = frame;
    const [, rows, columns] = shapes.images;
    const pixels = arrays.images.subarray(carded * rows * columns, (carded + 1) * rows * columns);
    const at = plane.pixels(this.placeOf(frame, carded));
    this.card.show({ ...this.words(frame, carded), pixels, rows, columns }, at, plane.width, plane.height);
  }
}

const SHEETS = ["../unseen.css", "code_map.css"].map((name) => new URL(name, import.meta.url));
export default view((place) => new CodeMap(place), ...SHEETS);
