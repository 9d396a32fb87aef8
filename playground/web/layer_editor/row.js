import { able, element, enable, write } from "../elements.js";
import { term } from "../term.js";
import { counted } from "../words.js";
import { fieldFor } from "./fields.js";
import { icon } from "./icons.js";

// One row of the stack: a line with its name, the settings that are used most and what it gives; what else there is to
// set and to do opens below. `actions` are the editor's: moveBy(id, steps), duplicate(id), remove(id), set(id, name,
// value), replace(layers), announce(text).

/** @import { Actions } from "./actions.js" */
/** @import { IconName } from "./icons.js" */

/**
 * What a row shows; `added` says what it adds, where it does; `answer` is Python's word on it, undefined until it has
 * seen the row.
 * @typedef {{ data: LayerData, index: number, count: number, added: string, answer?: RowAnswer }} RowPart
 * @typedef {RowPart & { selected: boolean, grabbed: boolean }} RowState
 */
/**
 * What a press makes of a problem; `layers` is the stack that it brings, where that is known.
 * @typedef {{ label: string, act: () => void, layers?: LayerData[], quiet?: boolean }} Click
 */

/** @type {[IconName, string, string, (actions: Actions, id: number) => void][]} */
const BUTTONS = [
  ["up", "Move up", "Alt+↑", (actions, id) => actions.moveBy(id, -1)],
  ["down", "Move down", "Alt+↓", (actions, id) => actions.moveBy(id, 1)],
  ["duplicate", "Duplicate", "Ctrl+D", (actions, id) => actions.duplicate(id)],
  ["remove", "Remove", "Delete", (actions, id) => actions.remove(id)],
];

/** @param {SettingValue} value */
const valueText = (value) => (typeof value === "boolean" ? (value ? "on" : "off") : String(value));

/**
 * The settings that stand in the row's line: the first that people change and, where there is room, another number.
 * @param {Setting[]} settings
 */
export function inLine(settings) {
  const [first, ...later] = settings.filter(({ rare, type }) => !rare && type !== "bool");
  return { first, second: later.find(({ type }) => type === "int" || type === "float") };
}

export class LayerRow {
  /** @type {[Setting, Field][]} */
  fields = [];

  /** @param {Kind} kind @param {number} id @param {Actions} actions @param {HTMLElement} plus */
  constructor(kind, id, actions, plus) {
    this.id = id;
    this.actions = actions;
    this.kind = kind;
    this.plus = plus;
    this.shape = element("span", { class: "shape" });
    this.count = element("span", { class: "count" });
    this.added = element("span", { class: "added", id: `added-${id}`, hidden: true });
    this.brackets = element("span", { class: "brackets", "aria-hidden": "true" });
    this.message = element("p", { class: "message", hidden: true });
    this.error = element("div", { class: "error", hidden: true });
    this.buttons = BUTTONS.map(([name, label, keys, act]) => {
      const properties = { type: "button", class: "icon-button", title: `${label} (${keys})` };
      const button = element("button", properties, icon(name));
      button.addEventListener("click", () => able(button) && act(actions, id));
      return button;
    });
    const { first, second } = inLine(kind.settings);
    const [remove, ...others] = [...this.buttons].reverse();
    const further = kind.settings.filter((setting) => setting !== first && setting !== second);
    this.beyond = first ? [...(second ? [second] : []), ...further] : further;
    // One control in the line and one below: the room that there is decides which of them is seen.
    const [roomy, cramped] = second ? [[this.field(second, "roomy")], [this.field(second, "cramped")]] : [[], []];
    this.details = element(
      "div",
      { class: "details", hidden: true },
      ...cramped,
      ...further.map((setting) => this.field(setting)),
      this.count,
      term(kind.title, `What is ${kind.title}?`),
      element("span", { class: "buttons" }, ...others.reverse()),
    );
    this.more = element("button", {
      type: "button",
      class: "icon-button more",
      "aria-expanded": "false",
      onclick: () => {
        this.details.hidden = !this.details.hidden;
        this.more.setAttribute("aria-expanded", String(!this.details.hidden));
      },
    }, icon("more"));
    this.element = element(
      "li",
      {
        class: "row",
        role: "listitem",
        tabindex: "0",
        "data-kind": kind.kind,
        "data-id": id,
        "aria-describedby": `added-${id} row-keys`,
        style: `--accent: ${kind.accent}`,
      },
      plus,
      element(
        "div",
        { class: "line" },
        element("span", { class: "handle", title: "Drag to move", "aria-hidden": "true" }, icon("handle")),
        element("span", { class: "title", title: kind.about }, kind.title),
        ...(first ? [this.field(first)] : []),
        ...roomy,
        this.shape,
        element("span", { class: "buttons" }, this.more, remove),
      ),
      this.added,
      this.details,
      this.message,
      this.error,
      this.brackets,
    );
  }

  /** @param {Setting} setting @param {string} [room] */
  field(setting, room) {
    const field = fieldFor(
      setting,
      (value) => this.actions.set(this.id, setting.name, value),
      (text) => {
        this.message.hidden = !text;
        write(this.message, text);
        if (text) this.actions.announce(text);
      },
    );
    this.fields.push([setting, field]);
    if (room) field.element.classList.add(room);
    return field.element;
  }

  /** @param {RowState} state */
  update({ data, index, count, added, answer, selected, grabbed }) {
    const name = `Layer ${index + 1}: ${this.kind.title}`;
    this.element.setAttribute("aria-label", name);
    this.element.classList.toggle("selected", selected);
    this.element.classList.toggle("grabbed", grabbed);
    this.plus.setAttribute("aria-label", `Add a module above layer ${index + 1}`);
    this.buttons.forEach((button, i) => {
      button.setAttribute("aria-label", `${BUTTONS[i][1]} ${this.kind.title}, layer ${index + 1}`);
      enable(button, (i !== 0 || index > 0) && (i !== 1 || index < count - 1));
    });
    write(this.added, added);
    this.added.hidden = !added;
    for (const [setting, field] of this.fields) field.show(data[setting.name]);
    const unusual = this.beyond.filter((setting) => data[setting.name] !== setting.default);
    const words = unusual.map((setting) => `${setting.label} ${valueText(data[setting.name])}`).join(", ");
    this.more.classList.toggle("unusual", Boolean(words));
    this.more.title = words ? `More: ${words}` : "More";
    this.more.setAttribute("aria-label", `More of ${this.kind.title}, layer ${index + 1}${words && `: ${words}`}`);
    if (!answer) return;
    write(this.shape, `→ ${answer.shape}`);
    this.shape.title = answer.about;
    write(this.count, answer.parameters ? counted(answer.parameters, "parameter") : "");
    this.count.title = `It keeps ${counted(answer.memory, "value")} for each sample while it trains`;
  }

  /** @param {string} text @param {Click[]} clicks */
  showError(text, clicks) {
    this.element.classList.toggle("failing", Boolean(text));
    showProblem(this.error, text, clicks);
  }
}

/**
 * Words and the clicks that they offer; left alone when nothing changed, for one of them may have the focus.
 * @param {HTMLElement} place @param {string} text @param {Click[]} clicks @param {"warning" | "note"} [sign]
 */
export function showProblem(place, text, clicks, sign = "warning") {
  const shown = JSON.stringify([text, clicks]);
  if (place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  place.hidden = !text;
  place.replaceChildren();
  if (!text) return;
  place.append(icon(sign), element("p", {}, text));
  for (const { label, act, quiet } of clicks) {
    place.append(element("button", { type: "button", class: quiet ? "fix quiet" : "fix", onclick: act }, label));
  }
}
