import { able, element, enable, write } from "../elements.js";
import { counted } from "../words.js";
import { addedInWords, connectionsOf } from "./connections.js";
import { drawBrackets } from "./brackets.js";
import { icon } from "./icons.js";
import { arrange, reveal } from "./layout.js";
import { LayerRow, showProblem } from "./row.js";

// What the editor looks like: everything but the palette and the list of modules. It reads the editor and is told when
// to render.

/** @import { Actions } from "./actions.js" */
/** @import { Editor } from "./layer_editor.js" */
/** @import { ModuleMenu } from "./module_menu.js" */
/** @import { Palette } from "./palette.js" */
/** @import { Click } from "./row.js" */

const KEYS = [
  ["↑ ↓", "go to another row"],
  ["Alt+↑ ↓", "move the row"],
  ["+", "add a module below the row"],
  ["Space", "grab the row: arrows move it, Space drops it, Escape puts it back"],
  ["Delete", "remove the row"],
  ["Ctrl+D", "duplicate the row"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
];
const KEYS_SPOKEN = "Plus adds a module below it, Alt and arrows move it, Space grabs it, Delete removes it, Control D duplicates it.";

/** @param {string} name @param {string} label */
function terminal(name, label) {
  const text = element("span", { class: "terminal-text" });
  const line = element("div", { class: "line" }, element("span", { class: "terminal-name" }, label), text);
  return { element: element("div", { class: `terminal ${name}`, role: "group", "aria-label": label }, line), text };
}

export class EditorView {
  /** @param {Palette} palette @param {ModuleMenu} menu @param {Actions} actions */
  constructor(palette, menu, actions) {
    this.palette = palette;
    this.menu = menu;
    this.actions = actions;
    /** @type {Map<number, LayerRow>} */
    this.rows = new Map();
    /** @type {number | null} */
    this.failing = null;
    this.undo = this.commandButton("undo", "Undo", "Ctrl+Z");
    this.redo = this.commandButton("redo", "Redo", "Ctrl+Shift+Z");
    this.input = terminal("input", "Input");
    this.brackets = element("span", { class: "brackets", "aria-hidden": "true" });
    this.input.element.append(this.brackets);
    this.output = terminal("output", "Output");
    this.problem = element("div", { class: "error", hidden: true });
    this.note = element("div", { class: "error note", hidden: true });
    this.end = menu.button("plus", () => actions.placeAt(actions.entries.length), icon("plus"));
    this.end.setAttribute("aria-label", "Add a module at the end");
    this.output.element.append(this.problem, this.note);
    this.list = element("ol", { class: "layers", role: "list", "aria-label": "Stack" });
    this.empty = element("p", { class: "empty" }, "Drag a module here, or press one in the palette");
    this.scroll = element("div", { class: "scroll" }, this.list, this.empty, this.end);
    this.stack = element("div", { class: "stack" }, this.input.element, this.scroll, this.output.element);
    this.total = element("span", { class: "total" });
    this.live = element("p", { class: "unseen", role: "status", "aria-live": "polite" });
    const keys = KEYS.map(([key, act]) => element("div", {}, element("dt", {}, key), element("dd", {}, act)));
    this.element = element(
      "div",
      { class: "editor" },
      palette.element,
      this.stack,
      element(
        "div",
        { class: "footer" },
        element("span", { class: "history" }, this.undo, this.redo),
        this.total,
        element("details", { class: "keys" }, element("summary", {}, "Keyboard"), element("dl", {}, ...keys)),
      ),
      element("p", { class: "unseen", id: "row-keys" }, KEYS_SPOKEN),
      this.live,
      menu.element,
    );
  }

  /** @param {Command} name @param {string} label @param {string} keys */
  commandButton(name, label, keys) {
    const properties = { type: "button", class: "command", title: `${label} (${keys})`, "aria-label": label };
    const button = element("button", properties, icon(name));
    button.addEventListener("click", () => able(button) && this.actions.command(name));
    return button;
  }

  /** @param {string} text */
  announce(text) {
    // The same words twice are read twice only if they differ.
    this.live.textContent = this.live.textContent === text ? `${text}\u00a0` : text;
  }

  /** @param {Editor} editor @param {EditorData} data @param {boolean} animate */
  render({ root, copy, selected, grab, most }, data, animate) {
    const { entries, answers } = copy;
    for (const id of [...this.rows.keys()]) if (!entries.some((entry) => entry.id === id)) this.rows.delete(id);
    const nodes = entries.map(({ id, data: layer }, index) => {
      const row = this.rows.get(id) ?? this.rowFor(this.palette.kind(layer.kind), id);
      this.rows.set(id, row);
      const answer = answers.get(id);
      row.update({
        data: layer,
        index,
        count: entries.length,
        added: addedInWords(entries, index, (kind) => this.palette.kind(kind).title),
        answer,
        selected: id === selected,
        grabbed: id === grab.id,
      });
      row.showError(answer?.error ?? "", this.clicks(answer?.fix, data.undo));
      return row.element;
    });
    const beside = [this.brackets, ...entries.flatMap(({ id }) => this.rows.get(id)?.brackets ?? [])];
    drawBrackets(this.stack, beside, connectionsOf(entries), entries.findIndex(({ id }) => id === selected));
    arrange(this.list, nodes, root, animate);
    this.scroll.style.setProperty("--shown", String(data.shown));
    this.revealError(entries, answers);
    // Until Python has answered, links and figures elsewhere on the page still speak of the stack before.
    this.list.toggleAttribute("data-pending", copy.pending);
    this.empty.hidden = entries.length > 0;
    write(this.input.text, data.input);
    write(this.output.text, data.output.text);
    this.output.element.classList.toggle("failing", Boolean(data.output.error));
    const { error, fix, note } = data.output;
    showProblem(this.problem, error ?? "", this.clicks(fix, data.undo));
    showProblem(this.note, note?.text ?? "", this.clicks(note?.fix, false), "note");
    const full = entries.length >= most;
    write(this.total, this.totalOf(entries.map(({ id }) => answers.get(id)), full));
    for (const button of [this.end, ...[...this.rows.values()].map(({ plus }) => plus)]) enable(button, !full);
    enable(this.undo, data.undo || copy.pending);
    enable(this.redo, data.redo && !copy.pending);
    this.palette.update(data.at_hand, this.hint(entries, selected, most), full);
  }

  /** @param {Kind} kind @param {number} id */
  rowFor(kind, id) {
    const plus = this.menu.button("plus", () => this.actions.placeAbove(id), icon("plus"));
    return new LayerRow(kind, id, this.actions, plus);
  }

  /**
   * What is offered where something is wrong: the change that was tried, and the way back.
   * @param {Fix | null | undefined} fix @param {boolean} undo @returns {Click[]}
   */
  clicks(fix, undo) {
    const back = () => {
      this.actions.command("undo");
      this.undo.focus();
    };
    return [
      ...(fix ? [{ label: fix.label, layers: fix.layers, act: () => this.actions.replace(fix.layers) }] : []),
      ...(undo ? [{ label: "Take the change back", act: back, quiet: true }] : []),
    ];
  }

  /** @param {number} id */
  reveal(id) {
    const row = this.rows.get(id);
    if (row) reveal(this.scroll, row.element);
  }

  /**
   * A row that has failed since it was last looked at is brought into sight.
   * @param {Entry[]} entries @param {Map<number, RowAnswer>} answers
   */
  revealError(entries, answers) {
    const failing = entries.find(({ id }) => answers.get(id)?.error)?.id ?? null;
    if (failing !== null && failing !== this.failing) this.reveal(failing);
    this.failing = failing;
  }

  /** @param {(RowAnswer | undefined)[]} answers @param {boolean} full */
  totalOf(answers, full) {
    if (answers.some((answer) => answer?.error)) return "The parameters are counted once the error is fixed";
    const parameters = answers.reduce((sum, answer) => sum + (answer?.parameters ?? 0), 0);
    return `${counted(parameters, "parameter")} in total${full ? "; the stack is full" : ""}`;
  }

  /** @param {Entry[]} entries @param {number | null} selected @param {number} most */
  hint(entries, selected, most) {
    if (entries.length >= most) return `The stack is full: it holds at most ${most} modules.`;
    const index = entries.findIndex(({ id }) => id === selected);
    if (index < 0) return "Press it to add it at the end, or drag it to any place.";
    const title = this.palette.kind(entries[index].data.kind).title;
    return `Press it to add it after layer ${index + 1} (${title}), or drag it to any place.`;
  }
}
