import { element, enable } from "../elements.js";

// The palette: one line of the usual modules, to be pressed or dragged, and a button for the list of all. What the chip
// under the pointer or the focus does, and where a press puts it, is told in `help`.

/** @import { Choose } from "./module_menu.js" */

// Colours only repeat what the group's name says; the last group has none.
const ACCENTS = [...Array.from({ length: 6 }, (_, number) => `var(--class-${number})`), "var(--guide)"];

/**
 * Every kind with its group's colour, by its name; in the order of the groups.
 * @param {KindData[]} kinds @returns {Map<string, Kind>}
 */
export function dressed(kinds) {
  const groups = [...new Set(kinds.map(({ group }) => group))];
  return new Map(
    kinds.map((kind) => {
      const accent = ACCENTS[Math.min(groups.indexOf(kind.group), ACCENTS.length - 1)];
      const about = kind.formula ? `${kind.formula}. ${kind.help}` : kind.help;
      return [kind.kind, { ...kind, accent, about }];
    }),
  );
}

export class Palette {
  /** @param {Map<string, Kind>} kinds @param {HTMLElement} more @param {Choose} chosen */
  constructor(kinds, more, chosen) {
    this.kinds = kinds;
    this.chosen = chosen;
    this.hint = "";
    /** @type {{ kind: Kind, element: HTMLElement }[]} */
    this.chips = [];
    this.shown = "";
    this.line = element("span", { class: "chips" });
    this.help = element("p", { class: "help", "aria-hidden": "true", hidden: true });
    this.element = element("div", { class: "palette", role: "group", "aria-label": "Modules" }, this.line, more, this.help);
  }

  /** @param {Kind} kind */
  chip(kind) {
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
        onclick: () => {
          hide();
          this.chosen.add(kind);
        },
        onpointerdown: (/** @type {PointerEvent} */ event) => {
          hide();
          this.chosen.press(event, { kind, element: chip });
        },
        onpointerenter: show,
        onpointerleave: hide,
        onfocus: show,
        onblur: hide,
      },
      kind.title,
    );
    this.chips.push({ kind, element: chip });
    return [chip, described];
  }

  /** @param {string} name */
  kind(name) {
    const found = this.kinds.get(name);
    if (!found) throw new Error(`The palette has no ${name}.`);
    return found;
  }

  /** @param {Kind | null} kind */
  describe(kind) {
    this.help.hidden = !kind;
    if (!kind) return;
    const formula = kind.formula ? [element("code", {}, kind.formula), " "] : [];
    this.help.replaceChildren(element("strong", {}, kind.title), " ", ...formula, kind.help, " ", element("em", {}, this.hint));
  }

  /**
   * Show chips for these kinds, which follow from the data alone, so that none moves while a person builds. Where the
   * next one pressed goes is said in `hint`; `full` where none does.
   * @param {string[]} atHand @param {string} hint @param {boolean} full
   */
  update(atHand, hint, full) {
    this.hint = hint;
    if (this.shown !== atHand.join()) {
      this.shown = atHand.join();
      this.chips = [];
      this.line.replaceChildren(...atHand.flatMap((name) => this.chip(this.kind(name))));
    }
    for (const chip of this.chips) enable(chip.element, !full);
  }
}
