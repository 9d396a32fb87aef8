import { ARROWS } from "../arrows.js";

/** @import { Editor } from "./layer_editor.js" */

/** @param {Event} event @param {string} selector */
export const isWithin = (event, selector) => event.target instanceof Element && event.target.closest(selector) !== null;

// What the keys do while a row, or a button in it, has the focus. Returns whether the key was one of them.

/** @param {KeyboardEvent} event @param {HTMLElement} row @param {Editor} editor */
export function pressRowKey(event, row, editor) {
  const { actions, grab } = editor;
  const id = Number(row.dataset.id);
  const control = event.ctrlKey || event.metaKey;
  const steps = ARROWS[event.key]?.[1];
  if (isWithin(event, "input, select")) return false;
  if (event.altKey && steps) return run(() => (grab.id === null ? actions.moveBy(id, steps) : grab.carry(steps)));
  if (control && event.key.toLowerCase() === "d") return run(() => editor.focus(actions.duplicate(id)));
  if (event.target !== row || control || event.altKey) return false;
  if (grab.id !== null) {
    if (steps) return run(() => grab.carry(steps));
    if (event.key === " " || event.key === "Enter") return run(() => grab.drop());
    return event.key === "Escape" && run(() => grab.putBack());
  }
  if (steps) return run(() => editor.focusBeside(id, steps));
  if (event.key === "Home") return run(() => editor.focusBeside(id, -Infinity));
  if (event.key === "End") return run(() => editor.focusBeside(id, Infinity));
  if (event.key === " ") return run(() => grab.take(id));
  if (event.key === "+" || event.key === "Insert") return run(() => editor.addBelow(id));
  if (event.key === "Delete" || event.key === "Backspace") return run(() => actions.remove(id));
  return event.key === "Escape" && run(() => editor.select(null));
}

/** @param {() => void} act */
function run(act) {
  act();
  return true;
}

/**
 * "undo", "redo" or null; in a field that is typed in, the browser's own undo applies.
 * @param {KeyboardEvent} event @returns {Command | null}
 */
export function commandOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  if (isWithin(event, "input:not([type=checkbox])")) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}
