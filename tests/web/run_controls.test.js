// The buttons that move a run: presses that are told until they are obeyed, and which of them can do something.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Presses, usable } from "../../playground/web/run_controls/presses.js";
import { choice, slider } from "../../playground/web/run_controls/settings.js";
import { openPage } from "./fakes.js";

openPage();

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

test("a setting is on its way until it is obeyed", () => {
  const presses = new Presses();
  const { page } = presses.add({ part: "schedule", kind: "schedule", name: "batch_size", value: 20 });
  presses.add("Play");
  assert.ok(presses.sets("batch_size") && !presses.sets("learning_rate") && !presses.sets("Play"));
  presses.obeyed({ page, number: 1 });
  assert.ok(!presses.sets("batch_size"));
});

const RATE = { part: "optimiser", kind: "sgd", name: "learning_rate", help: "How far", fixed: null };

test("a slider moves over the values there are, says where it is, and tells once the hand rests", () => {
  const told = [];
  const { node, show } = slider("Learning rate", (value) => told.push(value));
  const range = node.children.find((child) => child.tag === "input");
  show({ ...RATE, values: [0.01, 0.1, 1], texts: ["0.01", "0.1", "1"], value: 0.1 });
  assert.deepEqual([range.max, range.value, range.getAttribute("aria-valuetext")], ["2", "1", "0.1"]);
  range.value = "2";
  range.dispatchEvent(new Event("input"));
  assert.equal(range.getAttribute("aria-valuetext"), "1");
  assert.deepEqual(told, []);
  range.dispatchEvent(new Event("change"));
  assert.deepEqual(told, [1]);
});

test("where no value can be chosen the slider rests and says what holds", () => {
  const { node, show } = slider("Batch size", () => assert.fail("nothing was chosen"));
  show({ ...RATE, values: [10, 20], texts: ["10", "20"], value: 10, fixed: "all 500" });
  const range = node.children.find((child) => child.tag === "input");
  assert.equal(range.disabled, true);
  assert.equal(range.getAttribute("aria-valuetext"), "all 500");
  assert.match(node.textContent, /all 500/);
});

test("a choice is built once and follows the server", () => {
  const told = [];
  const { node, show } = choice("Batch mode", (value) => told.push(value));
  const setting = { ...RATE, values: ["stochastic", "full batch"], texts: ["Stochastic", "Full batch"] };
  show({ ...setting, value: "stochastic" });
  const radios = () => node.children[1].children.map((label) => label.children[0]);
  const first = radios()[0];
  show({ ...setting, value: "full batch" });
  assert.equal(radios()[0], first);
  assert.deepEqual(radios().map((radio) => radio.checked), [false, true]);
  first.dispatchEvent(new Event("change"));
  assert.deepEqual(told, ["stochastic"]);
});
