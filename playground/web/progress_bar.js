import { element, write } from "./elements.js";

/** How far something is: a line of words over a bar. */
export class ProgressBar {
  percent = -1;

  constructor() {
    this.words = element("p", {});
    this.done = element("div", {});
    const range = { "aria-valuemin": 0, "aria-valuemax": 100, "aria-label": "Progress" };
    this.bar = element("div", { class: "bar", role: "progressbar", ...range }, this.done);
    this.node = element("div", { class: "progress" }, this.words, this.bar);
  }

  /**
   * Show so much; null hides the bar.
   * @param {ProgressData | null} progress
   */
  show(progress) {
    this.node.hidden = !progress;
    if (!progress) return;
    const percent = Math.round(100 * progress.share);
    write(this.words, progress.text);
    this.done.style.transform = `scaleX(${progress.share})`;
    if (this.percent === percent) return;
    this.percent = percent;
    this.bar.setAttribute("aria-valuenow", String(percent));
  }
}
