import { Actions } from "./actions.js";
import { Drag } from "./drag.js";
import { EditorView } from "./editor_view.js";
import { placeOf } from "./entries.js";
import { Grab } from "./grab.js";
import { ModuleMenu } from "./module_menu.js";
import { dressed, Palette } from "./palette.js";
import { commandOf, isWithin, pressRowKey } from "./row_keys.js";
import { StackCopy } from "./stack_copy.js";
import { view } from "../view.js";
import { within } from "../numbers.js";

/** @import { Choose } from "./module_menu.js" */

/** @param {Event} event */
const rowOf = (event) =>
  event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest(".row")) : null;

// One mounted editor: brings what a person does to the actions, and what Python sends to the view.

export class Editor {
  /** @type {number | null} */
  selected = null;

  /** @param {Component<EditorData>} component */
  constructor(component) {
    this.component = component;
    this.root = component.parentElement;
    this.most = component.data.most;
    /** @type {EditorData | null} */
    this.data = null;
    this.rendering = false;
    this.copy = new StackCopy((edit) => this.component.setTriggerValue("edit", edit));
    this.actions = new Actions(this);
    this.grab = new Grab(this);
    const kinds = dressed(component.data.palette);
    /** @type {Choose} */
    const chosen = {
      add: (kind) => this.actions.add(kind),
      put: (kind, index) => this.actions.put(kind, index),
      press: (event, source) => this.full || this.drag.press(event, source, true),
      refuse: () => this.actions.refuse(),
    };
    this.menu = new ModuleMenu(kinds, chosen);
    const more = this.menu.button("all", () => this.actions.placeAtHand(), "More");
    more.setAttribute("aria-label", "More modules");
    this.palette = new Palette(kinds, more, chosen);
    this.view = new EditorView(this.palette, this.menu, this.actions);
    this.root.append(this.view.element);
    const drop = (/** @type {Dragged} */ source, /** @type {number} */ index) => this.actions.drop(source, index);
    this.drag = new Drag(this.view, drop, () => this.menu.close());
    this.listen();
  }

  listen() {
    const { element, list } = this.view;
    list.addEventListener("pointerdown", (event) => this.pressRow(event));
    element.addEventListener("keydown", (event) => this.pressKey(event));
    element.addEventListener("focusin", (event) => {
      const row = rowOf(event);
      if (row && !this.rendering) this.select(event.target === row ? Number(row.dataset.id) : null);
    });
    element.addEventListener("focusout", () => this.rendering || this.grab.drop());
    document.addEventListener("pointerdown", this.left);
    document.addEventListener("focusin", this.left);
  }

  /** @param {Event} event */
  left = (event) => {
    if (!event.composedPath().includes(this.view.element)) this.select(null);
  };

  /** @param {PointerEvent} event */
  pressRow(event) {
    const row = rowOf(event);
    if (!row || isWithin(event, "button, input, select, label")) return;
    // A finger scrolls the page, unless it takes the row by its handle.
    if (event.pointerType === "touch" && !isWithin(event, ".handle")) return;
    const kind = this.palette.kind(String(row.dataset.kind));
    this.drag.press(event, { kind, element: row, id: Number(row.dataset.id) }, false);
  }

  /** @param {KeyboardEvent} event */
  pressKey(event) {
    const row = rowOf(event);
    const command = commandOf(event);
    if (command) this.actions.command(command);
    const taken = command !== null || (row !== null && pressRowKey(event, row, this));
    if (taken) event.preventDefault();
    // Streamlit cannot see the field inside this component and would take an R typed there for its own command.
    if (taken || isWithin(event, "input, select")) event.stopPropagation();
  }

  /** @param {Component<EditorData>} component */
  receive(component) {
    const animate = this.data !== null;
    this.component = component;
    this.data = component.data;
    if (this.copy.receive(this.data)) {
      this.grab.forget();
      this.drag.finish(false);
      this.menu.close();
    }
    this.render(animate);
  }

  render(animate = true) {
    // Moving a row can end the typing in its field, which is an edit: it shows when this rendering is done.
    if (this.rendering) return void queueMicrotask(() => this.render());
    this.rendering = true;
    if (placeOf(this.copy.entries, this.selected) < 0) this.selected = null;
    if (this.data) this.view.render(this, this.data, animate);
    this.rendering = false;
  }

  get full() {
    return this.copy.entries.length >= this.most;
  }

  /** @param {number} id */
  titleOf(id) {
    const entry = this.copy.entries[placeOf(this.copy.entries, id)];
    return entry ? this.palette.kind(entry.data.kind).title : "The module";
  }

  /** @param {string} text */
  announce(text) {
    this.view.announce(text);
  }

  /** @param {number | null} id */
  select(id) {
    if (this.selected === id) return;
    this.selected = id;
    this.render();
  }

  /** @param {number | null} id */
  focus(id) {
    if (id !== null) this.view.rows.get(id)?.element.focus();
  }

  /**
   * Open the list of modules for the place below a row.
   * @param {number} id
   */
  addBelow(id) {
    const next = this.copy.entries[placeOf(this.copy.entries, id) + 1];
    const row = next && this.view.rows.get(next.id);
    (row?.plus ?? this.view.end).click();
  }

  /** @param {number} id @param {number} steps */
  focusBeside(id, steps) {
    const { entries } = this.copy;
    this.focus(entries[within(placeOf(entries, id) + steps, 0, entries.length - 1)].id);
  }

  close() {
    this.drag.finish(false);
    this.copy.forget();
    document.removeEventListener("pointerdown", this.left);
    document.removeEventListener("focusin", this.left);
    this.view.element.remove();
  }
}

/** @param {ShadowRoot} _place @param {Component<EditorData>} component */
const make = (_place, component) => new Editor(component);
const SHEETS = ["../unseen.css", "layer_editor.css", "../term.css"].map((name) => new URL(name, import.meta.url));
export default view(make, ...SHEETS);
