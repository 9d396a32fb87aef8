// Which strokes made the answer: on demand, what the network would say without each of them.

import { element, enable, able, write } from "../elements.js";
import { Following } from "../following.js";
import { drawPenLines } from "../pen_lines.js";
import { css, mix, readTheme } from "../theme.js";
import { readJson } from "../wire.js";
import { withArticle } from "../words.js";
import { percent } from "./verdict.js";

// So near to a stroke's middle, in sides of the canvas, a pointer is at it, however thin the pen is.
const NEAR = 0.03;
// Of the paper's colour: a part without which the answer would be the same must still be seen.
const LEAST = 0.25;

/**
 * The distance of a place from the line between two points.
 * @param {Point} place @param {Point} from @param {Point} to
 */
function distance([x, y], [left, top], [right, low]) {
  const [across, down] = [right - left, low - top];
  const length = across ** 2 + down ** 2;
  const share = length ? Math.max(0, Math.min(1, ((x - left) * across + (y - top) * down) / length)) : 0;
  return Math.hypot(x - left - share * across, y - top - share * down);
}

/**
 * The number of the part that a place of the canvas is at, or null.
 * @param {Stroke[]} lines the points of each part @param {number} pen @param {Point} place
 */
export function partAt(lines, pen, place) {
  let [found, least] = [/** @type {number | null} */ (null), Math.max(pen / 2, NEAR)];
  lines.forEach((line, number) => {
    const ends = line.length > 1 ? line.slice(1) : line;
    ends.forEach((end, index) => {
      const away = distance(place, line[index], end);
      if (away < least) [found, least] = [number, away];
    });
  });
  return found;
}

/**
 * What the whole drawing is taken for, and what its parts and their colours are.
 * @param {StrokesHeader} header
 */
export function wholeWords({ named, share, parts, pieces, strokes }) {
  if (named === null || share === null) return "Draw a digit: then each of its strokes is tried without.";
  const longest = strokes > parts.length ? ` These are the ${parts.length} longest of its ${strokes} strokes.` : "";
  const which = pieces ? " Its only stroke is cut into pieces." : longest;
  return `With all of it: ${withArticle(named)}, ${percent(share)}.${which} Orange speaks for the answer, blue against it.`;
}

/**
 * What a part's absence would do, in words.
 * @param {StrokesHeader} header @param {StrokePart} part
 */
export function withoutWords({ named }, { share, instead, instead_share: other }) {
  if (share === null) return "without it nothing is left";
  const changed = instead !== null && instead !== named && other !== null;
  return `without it ${percent(share)}${changed ? `, and it would be ${withArticle(instead)} (${percent(other)})` : ""}`;
}

export class StrokeShares {
  /** @type {Following | null} */
  answers = null;
  /** @type {StrokesHeader | null} */
  found = null;
  /** The number of the part that is pointed at. @type {number | null} */
  chosen = null;
  /** @type {Theme | null} */
  theme = null;
  /** @type {HTMLElement[]} */
  rows = [];

  /** @param {import("../channel.js").Channel} channel @param {() => void} repaint */
  constructor(channel, repaint) {
    this.channel = channel;
    this.repaint = repaint;
    /** What is asked: whose network, and the number of the drawing. */
    this.message = {};
    this.revision = 0;
    this.button = element("button", { type: "button", "aria-expanded": "false", onclick: () => this.turn() });
    this.words = element("p", { class: "size" });
    this.list = element("ol", { class: "parts", onpointerleave: () => this.choose(null) });
    this.more = element("div", {}, this.words, this.list);
    this.more.hidden = true;
    this.element = element("div", { class: "strokes" }, this.button, this.more);
    this.name(null);
  }

  /**
   * Say what the answer is that is asked about; null for none.
   * @param {string | null} name
   */
  name(name) {
    write(this.button, name === null ? "Which strokes made it so?" : `Which strokes made it ${withArticle(name)}?`);
    enable(this.button, this.answers !== null || name !== null);
  }

  turn() {
    if (!able(this.button)) return;
    if (this.answers) return this.close();
    this.answers = new Following(this.channel, "strokes", (bytes) => this.hear(readJson(bytes)));
    this.answers.follow(this.message);
    this.button.setAttribute("aria-expanded", "true");
    this.more.hidden = false;
  }

  /**
   * Ask about this drawing from now on: the one that a lifted pen has left.
   * @param {object} reader @param {number} revision
   */
  ask(reader, revision) {
    this.message = { ...reader, revision };
    this.revision = revision;
    this.answers?.follow(this.message);
  }

  /** @param {StrokesHeader} found */
  hear(found) {
    this.found = found;
    write(this.words, wholeWords(found));
    const focused = this.rows.findIndex((row) => row.matches(":focus-within"));
    this.rows = found.parts.map((part, number) => this.row(found, part, number));
    this.list.replaceChildren(...this.rows);
    this.choose(null);
    const row = this.rows[focused]?.firstChild;
    if (row instanceof HTMLElement) row.focus();
  }

  /** @param {StrokesHeader} found @param {StrokePart} part @param {number} number */
  row(found, part, number) {
    const name = found.pieces ? `Piece ${number + 1}` : `Stroke ${part.stroke + 1}`;
    const point = () => this.choose(number);
    const button = element(
      "button",
      { type: "button", onfocus: point, onclick: point, onblur: () => this.choose(null) },
      element("b", {}, `${name}:`),
      ` ${withoutWords(found, part)}`,
    );
    return element("li", { onpointerenter: point }, button);
  }

  /** @param {number | null} number */
  choose(number) {
    this.chosen = number;
    this.rows.forEach((row, place) => row.classList.toggle("chosen", place === number));
    this.repaint();
  }

  /**
   * The points of each part, where what was found is of this drawing; else nothing.
   * @param {Stroke[]} strokes @returns {Stroke[]}
   */
  lines(strokes) {
    if (!this.answers || this.found?.revision !== this.revision) return [];
    return this.found.parts.map(({ stroke, first, last }) => strokes[stroke].slice(first, last + 1));
  }

  /**
   * Point at the part of the drawing that is at this place of the canvas.
   * @param {Stroke[]} strokes @param {number} pen @param {Point | null} place
   */
  point(strokes, pen, place) {
    const found = place && partAt(this.lines(strokes), pen, place);
    if (found !== this.chosen) this.choose(found);
  }

  /**
   * Draw the parts over the drawing, each as strong as the answer's share falls or rises without it.
   * @param {CanvasRenderingContext2D} ink @param {Stroke[]} strokes @param {number} side @param {number} pen
   */
  paint(ink, strokes, side, pen) {
    const lines = this.lines(strokes);
    if (!lines.length || !this.found) return;
    const theme = (this.theme = readTheme(ink.canvas, this.theme));
    ink.strokeStyle = ink.fillStyle = css(theme.paper);
    drawPenLines(ink, lines, side, pen + 1);
    const { share, parts } = this.found;
    lines.forEach((line, number) => {
      const part = parts[number].share;
      const fall = part === null ? 1 : (share ?? 0) - part;
      const strong = LEAST + (1 - LEAST) * Math.abs(fall);
      const colour = Math.abs(fall) < 0.005 ? theme.ink : fall < 0 ? theme.negative : theme.positive;
      if (number === this.chosen) {
        ink.strokeStyle = ink.fillStyle = css(theme.ink);
        drawPenLines(ink, [line], side, 1.3 * pen);
      }
      ink.strokeStyle = ink.fillStyle = css(mix(theme.paper, colour, strong));
      drawPenLines(ink, [line], side, pen);
    });
  }

  close() {
    this.answers?.close();
    this.answers = null;
    this.found = null;
    this.button.setAttribute("aria-expanded", "false");
    this.more.hidden = true;
    this.repaint();
  }
}
