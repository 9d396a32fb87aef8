import { element, write } from "../elements.js";
import { classColour, css } from "../theme.js";

/** The groups' names: those that are pressed mute all others. */
export class MapLegend {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {Set<number>} */
    this.chosen = new Set();
    this.title = element("span", { class: "title" });
    this.list = element("div", { class: "groups", role: "group" });
    this.wrongWords = element("span", {});
    this.wrong = element("span", { class: "wrong" }, element("i", {}), this.wrongWords);
    this.node = element("div", { class: "legend" }, this.title, this.list, this.wrong);
    /** @type {{ node: HTMLButtonElement, sign: HTMLElement }[]} */
    this.buttons = [];
    this.built = "";
  }

  /** @param {MapHeader} header */
  build({ group_names: names, colours, wrong_means: wrongMeans }) {
    write(this.title, colours);
    this.list.setAttribute("aria-label", `${colours}: press to see only some`);
    this.wrong.hidden = !wrongMeans;
    write(this.wrongWords, wrongMeans);
    const asked = JSON.stringify(names);
    if (asked === this.built) return;
    this.built = asked;
    this.chosen.clear();
    this.buttons = names.map((name, group) => {
      const sign = element("i", {});
      const attributes = { type: "button", "aria-pressed": "false", onclick: () => this.toggle(group) };
      return { sign, node: element("button", attributes, sign, name) };
    });
    this.list.replaceChildren(...this.buttons.map(({ node }) => node));
  }

  /** @param {Theme} theme */
  paint(theme) {
    this.buttons.forEach(({ sign }, group) => (sign.style.background = css(classColour(theme, group))));
  }

  /** @param {number} group */
  toggle(group) {
    if (!this.chosen.delete(group)) this.chosen.add(group);
    this.buttons.forEach(({ node }, number) => node.setAttribute("aria-pressed", String(this.chosen.has(number))));
    this.changed();
  }

  /** @param {number} group */
  shows(group) {
    return this.chosen.size === 0 || this.chosen.has(group);
  }
}
