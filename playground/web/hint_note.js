import { element } from "./elements.js";
import { dismiss, hintNow, onDismissed, TEXTS } from "./hints.js";

/** The style sheet of hints. */
export const HINT_SHEET = new URL("hint.css", import.meta.url);

/** The place of one hint beside what it is about: seen while the hint is due, and gone for good once it is dismissed. */
export class HintNote {
  /** @type {HintFacts | null} */
  facts = null;

  /** @param {import("./hints.js").HintName} name @param {(shown: boolean) => void} [told] hears whether it is seen */
  constructor(name, told = () => {}) {
    this.name = name;
    this.told = told;
    const close = element("button", { type: "button", "aria-label": "No more hints", title: "No more hints" }, "×");
    close.addEventListener("click", dismiss);
    const words = element("span", {}, TEXTS[name]);
    this.node = element("div", { class: "hint", role: "note", "aria-label": "Hint", hidden: true }, words, close);
    this.stop = onDismissed(() => this.facts && this.show(this.facts));
  }

  /** @param {HintFacts} facts */
  show(facts) {
    this.facts = facts;
    const shown = hintNow(facts) === this.name;
    this.node.hidden = !shown;
    this.told(shown);
  }

  close() {
    this.stop();
  }
}
