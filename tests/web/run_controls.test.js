// The buttons that move a run: presses that are told until they are obeyed, and which of them can do something.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Presses, usable } from "../../playground/web/run_controls/presses.js";

test("presses are told again until they are obeyed", () => {
  const presses = new Presses();
  const { page } = presses.add("Step");
  assert.deepEqual(presses.add("Step").pressed, [
    [1, "Step"],
    [2, "Step"],
  ]);
  presses.obeyed({ page, number: 1 });
  assert.deepEqual(presses.add("Pause").pressed, [
    [2, "Step"],
    [3, "Pause"],
  ]);
  presses.obeyed({ page, number: 3 });
  assert.deepEqual(presses.waiting, []);
});

test("what another page's presses have come to is nothing to this one", () => {
  const presses = new Presses();
  presses.add("Step");
  presses.obeyed({ page: "another", number: 7 });
  assert.equal(presses.waiting.length, 1);
  assert.notEqual(new Presses().page, presses.page);
});

test("only what can do something is usable", () => {
  const names = (state) => Object.keys(usable(state)).filter((name) => usable(state)[name]);
  assert.deepEqual(names({ moving: false, begun: false, stuck: false }), ["Play", "Step", "Epoch", "New seed"]);
  assert.deepEqual(names({ moving: true, begun: true, stuck: false }), ["Pause", "Reset", "New seed"]);
  assert.deepEqual(names({ moving: false, begun: true, stuck: true }), ["Reset", "New seed"]);
});
