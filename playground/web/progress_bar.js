import { element, write } from "./elements.js";

/** How far something is: a line of words over a bar. */
export class ProgressBar {
  constructor() {
    this.words = element("p", {});
    this.done = element("div", {});
    const range = { "aria-valuemin": 0, "aria-valuemax": 100, "aria-label": "Progress" };
    this.bar = element("div", { class: "bar", role: "progressbar", ...range }, this.done);
    this.node = element("div", { class: "progress" }, this.words, this.bar);
  }

  /** `progress` has the `share` done, 0 to 1, and `text`; null hides the bar. */
  show(progress) {
    this.node.hidden = !progress;
    if (!progress) return;
    const percent = Math.round(100 * progress.share);
    write(this.words, progress.text);
    this.done.style.transform = `scaleX(${progress.share})`;
    if (this.percent === percent) return;
    this.percent = percent;
    this.bar.setAttribute("aria-valuenow", percent);
  }
}
