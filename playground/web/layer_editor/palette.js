import { element, enable, write } from "../elements.js";

// The palette: one chip a kind, grouped; what the chip under the pointer or the focus does is told in `help`.

// Colours only repeat what the group's name says; the last group has none.
const ACCENTS = [...Array.from({ length: 6 }, (_, number) => `var(--class-${number})`), "var(--guide)"];

export class Palette {
  /** @param {KindData[]} kinds @param {(kind: Kind) => void} add */
  constructor(kinds, add) {
    /** @type {Map<string, Kind>} */
    this.kinds = new Map();
    this.help = element("p", { class: "help", "aria-hidden": "true" });
    this.hint = "";
    /** @type {Kind | null} */
    this.shown = null;
    this.element = element("div", { class: "palette", role: "group", "aria-label": "Modules" });
    /** @type {{ kind: Kind, element: HTMLElement }[]} */
    this.chips = [];
    /** @type {Map<string, Kind[]>} */
    const groups = new Map();
    for (const kind of kinds) {
      const members = groups.get(kind.group) ?? [];
      groups.set(kind.group, members);
      const accent = ACCENTS[Math.min(groups.size, ACCENTS.length) - 1];
      const about = kind.formula ? `${kind.formula}. ${kind.help}` : kind.help;
      const made = { ...kind, accent, about };
      this.kinds.set(kind.kind, made);
      members.push(made);
    }
    for (const [name, members] of groups) {
      const chips = members.map((kind) => this.chip(kind, add));
      this.element.append(
        element(
          "div",
          { class: "group", role: "group", "aria-label": name },
          element("span", { class: "group-name", "aria-hidden": "true" }, name),
          element("span", { class: "chips" }, ...chips),
        ),
      );
    }
  }

  /** @param {Kind} kind @param {(kind: Kind) => void} add */
  chip(kind, add) {
    const show = () => this.describe(kind);
    const hide = () => this.describe(null);
    const described = element("span", { id: `about-${kind.kind}`, hidden: true }, kind.about);
    const chip = element(
      "button",
      {
        type: "button",
        class: "chip",
        "data-kind": kind.kind,
        "aria-label": `Add ${kind.title}`,
        "aria-describedby": `about-${kind.kind}`,
        style: `--accent: ${kind.accent}`,
        onclick: () => add(kind),
        onpointerenter: show,
        onpointerleave: hide,
        onfocus: show,
        onblur: hide,
      },
      kind.title,
    );
    this.chips.push({ kind, element: chip });
    return element("span", {}, chip, described);
  }

  /** @param {string} name */
  kind(name) {
    const found = this.kinds.get(name);
    if (!found) throw new Error(`The palette has no ${name}.`);
    return found;
  }

  /** @param {Kind | null} kind */
  describe(kind) {
    this.shown = kind;
    if (!kind) return void write(this.help, this.hint);
    const formula = kind.formula ? [element("code", {}, kind.formula), " "] : [];
    this.help.replaceChildren(element("strong", {}, kind.title), " ", ...formula, kind.help);
  }

  /**
   * Where the next chip pressed goes, in words; `full` where none does.
   * @param {string} hint @param {boolean} full
   */
  update(hint, full) {
    this.hint = hint;
    for (const chip of this.chips) enable(chip.element, !full);
    if (!this.shown) this.describe(null);
  }
}
