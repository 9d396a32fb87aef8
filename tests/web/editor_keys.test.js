import assert from "node:assert/strict";
import test from "node:test";

import { FakeElement, keydown, openPage } from "./fakes.js";

openPage();
const { Grab } = await import("../../playground/web/layer_editor/grab.js");
const { entryOf } = await import("../../playground/web/layer_editor/entries.js");
const { commandOf, pressRowKey } = await import("../../playground/web/layer_editor/row_keys.js");

class Input extends FakeElement {
  closest(selector) {
    return selector.includes("input") ? this : null;
  }
}

class Row extends FakeElement {
  closest() {
    return null;
  }
}

test("undo and redo by keys, but not in a field that has its own", () => {
  const on = (target, name, properties) => commandOf(keydown(name, { target, ...properties }));
  const row = new Row();
  assert.equal(on(row, "z", { ctrlKey: true }), "undo");
  assert.equal(on(row, "Z", { ctrlKey: true, shiftKey: true }), "redo");
  assert.equal(on(row, "z", { metaKey: true }), "undo");
  assert.equal(on(row, "y", { ctrlKey: true }), "redo");
  assert.equal(on(row, "z", {}), null);
  assert.equal(on(row, "z", { ctrlKey: true, altKey: true }), null);
  assert.equal(on(new Input(), "z", { ctrlKey: true }), null);
});

/** An editor that writes down what it is asked to do. */
function editor(grabbed = null) {
  const asked = [];
  const noting = (name) => (...what) => void asked.push([name, ...what]);
  const noted = (...names) => Object.fromEntries(names.map((name) => [name, noting(name)]));
  return {
    asked,
    grab: { id: grabbed, ...noted("carry", "drop", "putBack", "take") },
    actions: noted("moveBy", "duplicate", "remove"),
    ...noted("focus", "focusBeside", "select", "addBelow"),
  };
}

function pressed(name, properties = {}, grabbed = null) {
  const row = new Row();
  row.dataset.id = "7";
  const made = editor(grabbed);
  const taken = pressRowKey(keydown(name, { target: row, ...properties }), row, made);
  return [taken, ...made.asked];
}

test("what keys do on a row", () => {
  assert.deepEqual(pressed("ArrowUp"), [true, ["focusBeside", 7, -1]]);
  assert.deepEqual(pressed("End"), [true, ["focusBeside", 7, Infinity]]);
  assert.deepEqual(pressed("ArrowDown", { altKey: true }), [true, ["moveBy", 7, 1]]);
  assert.deepEqual(pressed("D", { ctrlKey: true }), [true, ["duplicate", 7], ["focus", undefined]]);
  assert.deepEqual(pressed(" "), [true, ["take", 7]]);
  assert.deepEqual(pressed("Backspace"), [true, ["remove", 7]]);
  assert.deepEqual(pressed("Escape"), [true, ["select", null]]);
  assert.deepEqual(pressed("+"), [true, ["addBelow", 7]]);
  assert.deepEqual(pressed("+", {}, 7), [false]);
  assert.deepEqual(pressed("x"), [false]);
  assert.deepEqual(pressed("Delete", { target: new Row() }), [false]);
  assert.deepEqual(pressed("ArrowUp", { target: new Input() }), [false]);
});

test("what keys do on a row that is grabbed", () => {
  assert.deepEqual(pressed("ArrowUp", {}, 7), [true, ["carry", -1]]);
  assert.deepEqual(pressed("ArrowDown", { altKey: true }, 7), [true, ["carry", 1]]);
  assert.deepEqual(pressed("Enter", {}, 7), [true, ["drop"]]);
  assert.deepEqual(pressed("Escape", {}, 7), [true, ["putBack"]]);
  assert.deepEqual(pressed("Delete", {}, 7), [false]);
});

/** A grab over three rows of which nothing is sent. */
function carrying() {
  const said = [];
  const copy = {
    entries: ["a", "b", "c"].map((kind) => entryOf({ kind })),
    hold(change) {
      this.entries = change(this.entries);
    },
    released: 0,
    release() {
      this.released += 1;
    },
  };
  const grab = new Grab({ copy, render: () => {}, announce: (text) => said.push(text), titleOf: (id) => `Row ${id}` });
  return { copy, grab, said, order: () => copy.entries.map(({ data }) => data.kind).join("") };
}

test("a grabbed row is carried, not beyond the ends, and dropped once", () => {
  const { copy, grab, said, order } = carrying();
  grab.take(copy.entries[0].id);
  grab.carry(1);
  assert.equal(order(), "bac");
  grab.carry(5);
  assert.equal(order(), "bca");
  assert.match(said.at(-1), /at position 3 of 3$/);
  grab.drop();
  assert.deepEqual([grab.id, copy.released], [null, 1]);
  assert.match(said.at(-1), /dropped at position 3 of 3/);
  grab.drop();
  assert.equal(copy.released, 1);
});

test("a row that is put back stands where it was grabbed", () => {
  const { copy, grab, said, order } = carrying();
  grab.take(copy.entries[1].id);
  grab.carry(-1);
  assert.equal(order(), "bac");
  grab.putBack();
  assert.equal(order(), "abc");
  assert.match(said.at(-1), /^Row \d+ put back$/);
  assert.equal(copy.released, 1);
});
