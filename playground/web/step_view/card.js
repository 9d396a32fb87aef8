import { element, write } from "../elements.js";
import { valueText } from "../number_text.js";
import { within } from "../numbers.js";
import { brokenMath, math } from "./latex.js";
import { pictureOf } from "./pictures.js";

/** Relative distance up to which two derivatives are the same: single precision beside a difference. */
const NEAR = 1e-3;
const FAINT = 1e-7;
const CHECKED = ["delta", "gradient", "new value"];

/** @param {number | string} value */
function text(value) {
  const number = Number(value);
  if (Number.isFinite(number)) return valueText(number);
  return Number.isNaN(number) ? "no number" : number < 0 ? "−∞" : "∞";
}

/** How the number that is pointed at comes about. */
export class Card {
  /** @param {(check: boolean) => void} asked told whether the derivative is to be checked */
  constructor(asked) {
    this.checks = false;
    this.symbolsOpen = false;
    this.title = element("h4", {});
    this.result = element("output", { "aria-live": "polite" });
    this.body = element("div", { class: "body" });
    this.button = element("button", { type: "button", class: "check", "aria-pressed": "false", onclick: () => this.toggle(asked) });
    this.button.append("Is it right?");
    this.button.title = "The same derivative by the difference of two losses, beside the one that backward has found";
    this.found = element("div", { class: "found" });
    this.state = element("p", { class: "state" });
    const head = element("div", { class: "head" }, this.title, this.result);
    this.node = element("section", { class: "card", "aria-label": "Explanation" }, head, this.state, this.body, this.button, this.found);
  }

  /** @param {(check: boolean) => void} asked */
  toggle(asked) {
    this.checks = !this.checks;
    this.button.setAttribute("aria-pressed", String(this.checks));
    asked(this.checks);
  }

  /** @param {string} words */
  say(words) {
    write(this.state, words);
  }

  /** @param {StepExplained} told @param {Theme} theme */
  show({ explanation, check, pointed, old }, theme) {
    write(this.title, explanation.title);
    write(this.result, `${old === null ? "" : `${text(old)} → `}${text(explanation.result)}`);
    this.body.replaceChildren(
      ...this.parts(explanation, theme),
      this.symbols(explanation),
      ...this.before(explanation, theme),
    );
    this.button.hidden = !CHECKED.includes(pointed.kind);
    this.found.replaceChildren(...(check && !this.button.hidden ? checked(check) : []));
  }

  /** What is found before a number. @param {Explanation} explanation @param {Theme} theme @returns {HTMLElement[]} */
  before({ steps }, theme) {
    const found = steps.map((step, number) => {
      const title = element("h5", {}, `${number + 1}. ${step.title}: ${text(step.result)}`);
      return element("div", { class: "step" }, title, ...this.parts(step, theme), ...this.before(step, theme));
    });
    return found.length ? [element("p", { class: "first" }, "What is found first:"), ...found] : [];
  }

  /** @param {Explanation} explanation @param {Theme} theme @returns {HTMLElement[]} */
  parts({ formula, filled, terms, rest, result, picture }, theme) {
    /** @param {string} latex @param {string} name */
    const line = (latex, name) => element("div", { class: `formula ${name}`, tabindex: 0, role: "group", "aria-label": name }, ...brokenMath(latex));
    /** @type {HTMLElement[]} */
    const parts = [line(formula, "Formula"), line(filled, "With its numbers")];
    if (picture) parts.push(pictureOf(picture, theme));
    if (terms.length > 1 || rest || terms.some(({ factors }) => factors.length > 1)) parts.push(sumOf(terms, rest, result));
    return parts;
  }

  /** @param {Explanation} explanation */
  symbols(explanation) {
    /** @type {Map<string, string>} */
    const meanings = new Map();
    /** @param {Explanation} each */
    const collect = ({ symbols, steps }) => {
      for (const [symbol, meaning] of symbols) meanings.set(symbol, meaning);
      steps.forEach(collect);
    };
    collect(explanation);
    const entries = [...meanings].flatMap(([symbol, meaning]) => [
      element("dt", {}, math(symbol)),
      element("dd", {}, meaning),
    ]);
    const list = element("details", { open: this.symbolsOpen, hidden: !entries.length });
    list.append(element("summary", {}, "What the symbols mean"), element("dl", {}, ...entries));
    list.addEventListener("toggle", () => (this.symbolsOpen = list.open));
    return list;
  }
}

/** Times 1 says nothing. @param {number | string} factor @param {number} place */
const says = (factor, place) => place === 0 || factor !== 1;

/** @param {ExplainedTerm[]} terms @param {Explanation["rest"]} rest @param {number | string} result */
function sumOf(terms, rest, result) {
  const most = Math.max(...terms.map(({ product }) => Math.abs(Number(product))), Math.abs(Number(rest?.sum ?? 0)), 1e-30);
  /** @param {string} label @param {string} factors @param {number | string} product */
  const row = (label, factors, product) => {
    const bar = element("i", { class: Number(product) < 0 ? "negative" : "positive" });
    bar.style.width = `${50 * within(Math.abs(Number(product)) / most || 0)}%`;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, label),
      element("td", {}, factors),
      element("td", {}, text(product)),
      element("td", { class: "track", "aria-hidden": "true" }, bar),
    );
  };
  const rows = terms.map(({ label, factors, product }) =>
    row(label, factors.length > 1 ? factors.filter(says).map(text).join(" · ") : "", product),
  );
  if (rest) rows.push(row(rest.label, "", rest.sum));
  const sum = element("tr", { class: "sum" }, element("th", { scope: "row" }, "together"), element("td", {}), element("td", {}, text(result)));
  return element("table", { class: "terms" }, element("tbody", {}, ...rows, ...(rows.length > 1 ? [sum] : [])));
}

/** @param {StepCheck} check */
function checked({ backward, difference, above, below, step, kink }) {
  const [ours, other] = [Number(backward), Number(difference)];
  const apart = Math.abs(ours - other) / Math.max(Math.abs(ours), Math.abs(other), FAINT);
  const right = apart <= NEAR || Math.abs(ours - other) <= FAINT;
  const words = kink
    ? `Here the loss has a corner: its slope is ${text(below)} on one side and ${text(above)} on the other, and backward takes one of them.`
    : right
      ? "They agree: the derivative is right."
      : "They differ by more than rounding explains.";
  const quotient = String.raw`\frac{L\left(v + h\right) - L\left(v - h\right)}{2 \, h}`;
  const list = element(
    "dl",
    {},
    element("dt", {}, "by backward"),
    element("dd", {}, ours.toPrecision(7)),
    element("dt", {}, math(quotient)),
    element("dd", {}, other.toPrecision(7)),
    element("dt", {}, "with h ="),
    element("dd", {}, text(step)),
  );
  return [list, element("p", { class: kink || right ? "right" : "wrong" }, words)];
}
