import { element, write } from "./elements.js";

// The palette: one chip a kind, grouped; what the chip under the pointer or the focus does is told in `help`.

// Colours only repeat what the group's name says; the last group has none.
const ACCENTS = [...Array.from({ length: 6 }, (_, number) => `var(--class-${number})`), "var(--guide)"];

export class Palette {
  constructor(kinds, add) {
    this.kinds = new Map();
    this.help = element("p", { class: "help", "aria-hidden": "true" });
    this.hint = "";
    this.shown = null;
    this.element = element("div", { class: "palette", role: "group", "aria-label": "Modules" });
    this.chips = [];
    const groups = new Map();
    for (const kind of kinds) {
      if (!groups.has(kind.group)) groups.set(kind.group, []);
      const accent = ACCENTS[Math.min(groups.size, ACCENTS.length) - 1];
      const about = kind.formula ? `${kind.formula}. ${kind.help}` : kind.help;
      this.kinds.set(kind.kind, { ...kind, accent, about });
      groups.get(kind.group).push(this.kinds.get(kind.kind));
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

  describe(kind) {
    this.shown = kind;
    if (!kind) return write(this.help, this.hint);
    const formula = kind.formula ? [element("code", {}, kind.formula), " "] : [];
    return this.help.replaceChildren(element("strong", {}, kind.title), " ", ...formula, kind.help);
  }

  // Where the next chip pressed goes, in words; `full` where none does.
  update(hint, full) {
    this.hint = hint;
    for (const chip of this.chips) {
      if (full) chip.element.setAttribute("aria-disabled", "true");
      else chip.element.removeAttribute("aria-disabled");
    }
    if (!this.shown) this.describe(null);
  }
}
