import { able, element, enable, write } from "../elements.js";
import { counted } from "../words.js";
import { icon } from "./icons.js";
import { arrange } from "./layout.js";
import { LayerRow, showProblem } from "./row.js";

// What the editor looks like: everything but the palette's chips. It reads the editor and is told when to render.

/** @import { Actions } from "./actions.js" */
/** @import { Editor } from "./layer_editor.js" */
/** @import { Palette } from "./palette.js" */

const KEYS = [
  ["↑ ↓", "go to another row"],
  ["Alt+↑ ↓", "move the row"],
  ["Space", "grab the row: arrows move it, Space drops it, Escape puts it back"],
  ["Delete", "remove the row"],
  ["Ctrl+D", "duplicate the row"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
];
const KEYS_SPOKEN = "Alt and arrows move it, Space grabs it, Delete removes it, Control D duplicates it.";

/** @param {string} name @param {string} label */
function terminal(name, label) {
  const text = element("span", { class: "terminal-text" });
  const line = element("div", { class: "line" }, element("span", { class: "terminal-name" }, label), text);
  return { element: element("div", { class: `terminal ${name}`, role: "group", "aria-label": label }, line), text };
}

export class EditorView {
  /** @param {Palette} palette @param {Actions} actions */
  constructor(palette, actions) {
    this.palette = palette;
    this.actions = actions;
    /** @type {Map<number, LayerRow>} */
    this.rows = new Map();
    this.undo = this.commandButton("undo", "Undo", "Ctrl+Z");
    this.redo = this.commandButton("redo", "Redo", "Ctrl+Shift+Z");
    this.input = terminal("input", "Input");
    this.output = terminal("output", "Output");
    this.problem = element("div", { class: "error", hidden: true });
    this.note = element("div", { class: "error note", hidden: true });
    this.output.element.append(this.problem, this.note);
    this.list = element("ol", { class: "layers", role: "list", "aria-label": "Stack" });
    this.empty = element("p", { class: "empty" }, "Drag a module here, or press one in the palette");
    this.stack = element("div", { class: "stack" }, this.input.element, this.list, this.empty, this.output.element);
    this.total = element("span", { class: "total" });
    this.live = element("p", { class: "unseen", role: "status", "aria-live": "polite" });
    const keys = KEYS.map(([key, act]) => element("div", {}, element("dt", {}, key), element("dd", {}, act)));
    this.element = element(
      "div",
      { class: "editor" },
      palette.element,
      element("div", { class: "bar" }, palette.help, element("span", { class: "history" }, this.undo, this.redo)),
      this.stack,
      element(
        "div",
        { class: "footer" },
        this.total,
        element("details", { class: "keys" }, element("summary", {}, "Keyboard"), element("dl", {}, ...keys)),
      ),
      element("p", { class: "unseen", id: "row-keys" }, KEYS_SPOKEN),
      this.live,
    );
  }

  /** @param {Command} name @param {string} label @param {string} keys */
  commandButton(name, label, keys) {
    const words = element("span", { class: "wide" }, label);
    const properties = { type: "button", class: "command", title: `${label} (${keys})`, "aria-label": label };
    const button = element("button", properties, icon(name), words);
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
      const row = this.rows.get(id) ?? new LayerRow(this.palette.kind(layer.kind), id, this.actions);
      this.rows.set(id, row);
      const answer = answers.get(id);
      row.update({
        data: layer,
        index,
        count: entries.length,
        answer,
        selected: id === selected,
        grabbed: id === grab.id,
      });
      row.showError(answer, (fix) => this.actions.replace(fix.layers));
      return row.element;
    });
    arrange(this.list, nodes, root, animate);
    // Until Python has answered, links and figures elsewhere on the page still speak of the stack before.
    this.list.toggleAttribute("data-pending", copy.pending);
    this.empty.hidden = entries.length > 0;
    write(this.input.text, data.input);
    write(this.output.text, data.output.text);
    this.output.element.classList.toggle("failing", Boolean(data.output.error));
    showProblem(this.problem, data.output.error ?? "", data.output.fix, (fix) => this.actions.replace(fix.layers));
    const { note } = data.output;
    showProblem(this.note, note?.text ?? "", note?.fix, (fix) => this.actions.replace(fix.layers), "note");
    write(this.total, this.totalOf(entries.map(({ id }) => answers.get(id))));
    enable(this.undo, data.undo || copy.pending);
    enable(this.redo, data.redo && !copy.pending);
    this.palette.update(this.hint(entries, selected, most), entries.length >= most);
  }

  /** @param {(RowAnswer | undefined)[]} answers */
  totalOf(answers) {
    if (answers.some((answer) => answer?.error)) return "The parameters are counted once the error is fixed";
    const parameters = answers.reduce((sum, answer) => sum + (answer?.parameters ?? 0), 0);
    return `${counted(parameters, "parameter")} in total`;
  }

  /** @param {Entry[]} entries @param {number | null} selected @param {number} most */
  hint(entries, selected, most) {
    if (entries.length >= most) return `The stack is full: it holds at most ${most} modules.`;
    const index = entries.findIndex(({ id }) => id === selected);
    if (index < 0) return "Drag a module into the stack, or press it to add it at the end.";
    const title = this.palette.kind(entries[index].data.kind).title;
    return `Press a module to add it after layer ${index + 1} (${title}), or drag it to any place.`;
  }
}
