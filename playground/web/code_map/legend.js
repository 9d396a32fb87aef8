import { element, write } from "../elements.js";
import { classColour, css } from "../theme.js";

/** The groups' names: those that are pressed mute all others. */
export class MapLegend {
  constructor(changed) {
    this.changed = changed;
    this.chosen = new Set();
    this.title = element("span", { class: "title" });
    this.list = element("div", { class: "groups", role: "group" });
    this.wrong = element("span", { class: "wrong" }, element("i", {}), element("span", {}));
    this.node = element("div", { class: "legend" }, this.title, this.list, this.wrong);
    this.buttons = [];
  }

  build({ group_names: names, colours, wrong_means: wrongMeans }) {
    write(this.title, colours);
    this.list.setAttribute("aria-label", `${colours}: press to see only some`);
    this.wrong.hidden = !wrongMeans;
    write(this.wrong.lastChild, wrongMeans);
    const asked = JSON.stringify(names);
    if (asked === this.built) return;
    this.built = asked;
    this.chosen.clear();
    this.buttons = names.map((name, group) =>
      element("button", { type: "button", "aria-pressed": "false", onclick: () => this.toggle(group) }, element("i", {}), name),
    );
    this.list.replaceChildren(...this.buttons);
  }

  paint(theme) {
    this.buttons.forEach((button, group) => (button.firstChild.style.background = css(classColour(theme, group))));
  }

  toggle(group) {
    if (!this.chosen.delete(group)) this.chosen.add(group);
    this.buttons.forEach((button, number) => button.setAttribute("aria-pressed", String(this.chosen.has(number))));
    this.changed();
  }

  shows(group) {
    return this.chosen.size === 0 || this.chosen.has(group);
  }
}
