import { able, element, enable, write } from "../elements.js";
import { counted } from "../words.js";
import { fieldFor } from "./fields.js";
import { icon } from "./icons.js";

// One row of the stack. `actions` are the editor's: moveBy(id, steps), duplicate(id), remove(id), set(id, name, value),
// replace(layers), announce(text).

/** @import { Actions } from "./actions.js" */
/** @import { IconName } from "./icons.js" */

/**
 * What a row shows; `answer` is Python's word on it, undefined until it has seen the row.
 * @typedef {{ data: LayerData, index: number, count: number, answer?: RowAnswer }} RowPart
 * @typedef {RowPart & { selected: boolean, grabbed: boolean }} RowState
 */

/** @type {[IconName, string, string, (actions: Actions, id: number) => void][]} */
const BUTTONS = [
  ["up", "Move up", "Alt+↑", (actions, id) => actions.moveBy(id, -1)],
  ["down", "Move down", "Alt+↓", (actions, id) => actions.moveBy(id, 1)],
  ["duplicate", "Duplicate", "Ctrl+D", (actions, id) => actions.duplicate(id)],
  ["remove", "Remove", "Delete", (actions, id) => actions.remove(id)],
];

export class LayerRow {
  /** @type {HTMLElement | null} */
  more = null;

  /** @param {Kind} kind @param {number} id @param {Actions} actions */
  constructor(kind, id, actions) {
    this.kind = kind;
    this.shape = element("span", { class: "shape" });
    this.count = element("span", { class: "count" });
    this.message = element("p", { class: "message", hidden: true });
    this.error = element("div", { class: "error", hidden: true });
    this.buttons = BUTTONS.map(([name, label, keys, act]) => {
      const properties = { type: "button", class: "icon-button", title: `${label} (${keys})` };
      const button = element("button", properties, icon(name));
      button.addEventListener("click", () => able(button) && act(actions, id));
      return button;
    });
    this.fields = new Map(kind.settings.map((setting) => [setting.name, this.field(setting, id, actions)]));
    const often = kind.settings.filter((setting) => !setting.rare);
    const rare = kind.settings.filter((setting) => setting.rare);
    this.rare = rare;
    const line = element(
      "div",
      { class: "line" },
      element("span", { class: "handle", title: "Drag to move", "aria-hidden": "true" }, icon("handle")),
      element("span", { class: "title", title: kind.about }, kind.title),
      this.shape,
      element("span", { class: "buttons" }, ...this.buttons),
    );
    this.element = element(
      "li",
      {
        class: "row",
        role: "listitem",
        tabindex: "0",
        "data-kind": kind.kind,
        "data-id": id,
        "aria-describedby": "row-keys",
        style: `--accent: ${kind.accent}`,
      },
      line,
    );
    if (often.length || rare.length) this.element.append(this.settings(often, rare));
    else this.shape.after(this.count);
    this.element.append(this.message, this.error);
  }

  /** @param {Setting} setting @param {number} id @param {Actions} actions */
  field(setting, id, actions) {
    return fieldFor(
      setting,
      (value) => actions.set(id, setting.name, value),
      (text) => {
        this.message.hidden = !text;
        write(this.message, text);
        if (text) actions.announce(text);
      },
    );
  }

  /** @param {Setting[]} often @param {Setting[]} rare */
  settings(often, rare) {
    /** @param {Setting[]} settings */
    const nodes = (settings) => settings.flatMap((setting) => this.fields.get(setting.name)?.element ?? []);
    const line = element("div", { class: "line settings" }, ...nodes(often));
    if (rare.length) {
      const drawer = element("span", { class: "drawer", hidden: true }, ...nodes(rare));
      const more = element("button", {
        type: "button",
        class: "more",
        "aria-expanded": "false",
        title: rare.map((setting) => setting.label).join(", "),
        onclick: () => {
          drawer.hidden = !drawer.hidden;
          more.setAttribute("aria-expanded", String(!drawer.hidden));
        },
      });
      this.more = more;
      line.append(more, drawer);
    }
    line.append(this.count);
    return line;
  }

  /** @param {RowState} state */
  update({ data, index, count, answer, selected, grabbed }) {
    const name = `Layer ${index + 1}: ${this.kind.title}`;
    this.element.setAttribute("aria-label", name);
    this.element.classList.toggle("selected", selected);
    this.element.classList.toggle("grabbed", grabbed);
    this.buttons.forEach((button, i) => {
      button.setAttribute("aria-label", `${BUTTONS[i][1]} ${this.kind.title}, layer ${index + 1}`);
      enable(button, (i !== 0 || index > 0) && (i !== 1 || index < count - 1));
    });
    for (const [setting, field] of this.fields) field.show(data[setting]);
    if (this.more) {
      const unusual = this.rare.filter((setting) => data[setting.name] !== setting.default);
      write(this.more, unusual.length ? `More: ${unusual.map((setting) => data[setting.name]).join(", ")}` : "More");
    }
    if (!answer) return;
    write(this.shape, answer.shape);
    write(this.count, answer.parameters ? counted(answer.parameters, "parameter") : "");
    this.count.title = `It keeps ${counted(answer.memory, "value")} for each sample while it trains`;
  }

  /** @param {RowAnswer | undefined} answer @param {(fix: Fix) => void} fix */
  showError(answer, fix) {
    const text = answer?.error ?? "";
    this.element.classList.toggle("failing", Boolean(text));
    showProblem(this.error, text, answer?.fix, fix);
  }
}

/**
 * Words and, where there is one, the click that fixes it; left alone when nothing changed, for it may have the focus.
 * @param {HTMLElement} place @param {string} text @param {Fix | null | undefined} fix @param {(fix: Fix) => void} act
 * @param {"warning" | "note"} [sign]
 */
export function showProblem(place, text, fix, act, sign = "warning") {
  const shown = JSON.stringify([text, fix]);
  if (place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  place.hidden = !text;
  place.replaceChildren();
  if (!text) return;
  place.append(icon(sign), element("p", {}, text));
  if (fix) place.append(element("button", { type: "button", class: "fix", onclick: () => act(fix) }, fix.label));
}
