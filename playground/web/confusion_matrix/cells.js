import { element, label, write } from "../elements.js";
import { counted } from "../words.js";

/** One count: a button where there are samples to open, else text. */
export class Cell {
  /**
   * @param {number} truth @param {number} answer @param {string[]} classes
   * @param {((cell: Cell) => void) | null} open
   */
  constructor(truth, answer, classes, open) {
    this.truth = truth;
    this.answer = answer;
    this.names = [classes[truth], classes[answer]];
    this.button = open ? element("button", { type: "button", tabindex: "-1", onclick: () => open(this) }) : null;
    this.text = this.button ?? element("span", {});
    this.node = element("td", truth === answer ? { class: "right" } : {}, this.text);
  }

  /** @param {number} count @param {number} heat */
  show(count, heat) {
    write(this.text, count ? count.toLocaleString("en") : "·");
    this.node.style.setProperty("--heat", heat.toFixed(3));
    const [is, said] = this.names;
    const images = counted(count, "image");
    if (this.button) label(this.button, `${is} read as ${said}: ${count ? images : "none"}`);
  }

  /** @param {boolean} chosen */
  mark(chosen) {
    this.button?.setAttribute("aria-pressed", String(chosen));
  }
}

/**
 * How dark each cell is, 0 to 1. Right answers by their share of the class; mistakes by the commonest mistake: beside
 * the right ones all of them would be pale. The root lets rare ones be seen.
 * @param {number[][]} counts
 */
export function heats(counts) {
  const most = Math.max(1, ...counts.flatMap((row, truth) => row.filter((_, answer) => answer !== truth)));
  return counts.map((row, truth) => {
    const all = Math.max(1, sum(row));
    return row.map((count, answer) => (answer === truth ? count / all : Math.sqrt(count / most)));
  });
}

/** @param {number[]} numbers */
export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
