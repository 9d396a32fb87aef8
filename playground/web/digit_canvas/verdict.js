// What the network takes the drawing for: a sentence and a bar for each class.

import { element, write } from "../elements.js";
import { withArticle } from "../words.js";

// Below this the runner-up is named as well.
const SURE = 0.5;

/** @param {number} share */
export function percent(share) {
  const whole = Math.round(100 * share);
  return whole === 0 && share > 0 ? "< 1 %" : whole === 100 && share < 1 ? "> 99 %" : `${whole} %`;
}

/** @param {string[]} classes @param {Float32Array} shares */
export const mostLikely = (classes, shares) => classes[shares.indexOf(Math.max(...shares))];

/** @param {string[]} classes @param {number[]} shares @param {number | null} doubt */
export function sentence(classes, shares, doubt) {
  const [first, second] = shares.map((_, index) => index).sort((a, b) => shares[b] - shares[a]);
  /** @param {number} index */
  const named = (index) => `${withArticle(classes[index])} (${percent(shares[index])})`;
  if (doubt !== null && doubt !== first) {
    return `Not sure: it could be ${named(first)}; a second network sees ${withArticle(classes[doubt])}`;
  }
  if (doubt !== null && second !== undefined) return `Not sure: it could be ${named(first)} or ${named(second)}`;
  if (shares[first] >= SURE || second === undefined) return `It looks like ${named(first)}`;
  return `It could be ${named(first)} or ${named(second)}`;
}

export class Verdict {
  constructor() {
    this.list = element("ul", { class: "bars", "aria-label": "Probability of each class" });
    this.more = [this.list];
    /** @type {HTMLElement[]} */
    this.panels = [];
    /** @type {{ row: HTMLElement, fill: HTMLElement, value: HTMLElement }[]} */
    this.bars = [];
    this.classes = "";
  }

  /**
   * Show the bars; gives the sentence.
   * @param {VerdictHeader} header @param {VerdictArrays} arrays
   */
  show({ classes, doubt }, { probabilities }) {
    if (JSON.stringify(classes) !== this.classes) this.build(classes);
    const shares = probabilities ? [...probabilities] : null;
    const most = shares ? Math.max(...shares) : null;
    this.bars.forEach(({ row, fill, value }, index) => {
      const share = shares?.[index] ?? 0;
      row.classList.toggle("winner", share > 0 && share === most);
      fill.style.transform = `scaleX(${share})`;
      write(value, shares ? percent(share) : "–");
    });
    return shares ? sentence(classes, shares, doubt) : "";
  }

  close() {}

  /** @param {string[]} classes */
  build(classes) {
    this.classes = JSON.stringify(classes);
    this.bars = classes.map((name) => {
      const fill = element("span", { class: "fill" });
      const value = element("span", { class: "value" });
      const track = element("span", { class: "track", "aria-hidden": "true" }, fill);
      const row = element("li", { class: "bar" }, element("span", { class: "name" }, name), track, value);
      return { row, fill, value };
    });
    this.list.replaceChildren(...this.bars.map(({ row }) => row));
  }
}
