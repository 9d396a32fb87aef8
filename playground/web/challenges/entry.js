import { element, write } from "../elements.js";

/** One challenge: a line with its name, and below it, once opened, its goal, how the network stands, hints and solution. */
export class ChallengeEntry {
  shown = 0;
  checked = "";

  /** @param {ChallengeWords} words @param {(solution: boolean) => void} open opens its data, or its solution */
  constructor({ name, text, hints, solved }, open) {
    this.tick = element("span", { class: "tick", "aria-hidden": "true" });
    this.state = element("span", { class: "unseen" });
    this.checks = element("ul", { class: "checks" });
    this.hints = element("ol", { class: "hints", "aria-live": "polite" });
    this.more = element("button", { type: "button", onclick: () => this.hint(hints) }, "A hint");
    const start = element("button", { type: "button", onclick: () => open(false) }, "Open its data");
    const solution = element("button", { type: "button", onclick: () => open(true) }, "Open a solution");
    this.node = element(
      "details",
      { name: "challenge" },
      element("summary", {}, this.tick, element("strong", {}, name), this.state),
      element("p", {}, text),
      element("p", { class: "head" }, "Your network now:"),
      this.checks,
      this.hints,
      element("div", { class: "buttons" }, start, this.more, ...(solved ? [solution] : [])),
    );
  }

  /** @param {string[]} hints */
  hint(hints) {
    this.hints.append(element("li", {}, hints[this.shown]));
    this.shown += 1;
    write(this.more, "Another hint");
    this.more.hidden = this.shown >= hints.length;
  }

  /** @param {ChallengeWords} words @param {boolean} met */
  show({ checks }, met) {
    write(this.tick, met ? "✓" : "");
    write(this.state, met ? ", met" : ", not met yet");
    this.node.classList.toggle("met", met);
    const asked = JSON.stringify(checks);
    if (asked === this.checked) return;
    this.checked = asked;
    this.checks.replaceChildren(...checks.map((each) => element("li", {}, `${each.met ? "✓" : "✗"} ${each.text}`)));
  }
}
