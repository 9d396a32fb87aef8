import { notWithNextRefresh, withNextRefresh } from "../beat.js";
import { element, fit } from "../elements.js";
import { drawPenLines } from "../pen_lines.js";
import { Writing } from "./writing.js";

const SIDE = 96;
const PEN = 5;
const TIP = 5;
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** One digit, whole at first; a press of it writes it again. */
export class WrittenDigit {
  /** @param {ReplayData["digits"][number]} digit */
  constructor({ title, lines, strokes }) {
    this.strokes = strokes;
    /** @type {Writing | null} */
    this.writing = null;
    this.began = 0;
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.button = element(
      "button",
      { type: "button", "aria-label": `Write again: ${title}`, onclick: () => this.write() },
      this.canvas,
    );
    const words = element("div", { class: "words" }, element("strong", {}, title));
    words.append(...lines.map((line) => element("span", {}, line)));
    this.node = element("li", {}, this.button, words);
    // The style sheet gives the colour a transition of 1 ms, so that a change of theme is heard of.
    this.canvas.addEventListener("transitionend", () => this.paint());
  }

  /** Begin, or begin again. */
  write() {
    this.writing = new Writing(this.strokes, calm());
    this.began = performance.now();
    this.paint();
  }

  close() {
    notWithNextRefresh(this.paint);
  }

  paint = () => {
    const time = performance.now() - this.began;
    if (this.writing && time >= this.writing.duration) this.writing = null;
    const shown = this.writing?.at(time) ?? this.strokes;
    const ink = fit(this.canvas, SIDE, SIDE);
    const styles = getComputedStyle(this.canvas);
    ink.strokeStyle = ink.fillStyle = styles.color;
    drawPenLines(ink, shown, SIDE, PEN);
    ink.fillStyle = styles.accentColor;
    for (const stroke of shown) {
      const [x, y] = stroke[0];
      ink.beginPath();
      ink.arc(x * SIDE, y * SIDE, TIP, 0, 2 * Math.PI);
      ink.fill();
    }
    this.button.dataset.points = String(shown.reduce((sum, stroke) => sum + stroke.length, 0));
    if (this.writing) withNextRefresh(this.paint);
  };
}
