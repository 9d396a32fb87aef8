// The numbers of the live plot: whose they are, and when those of the test samples may be seen.

import assert from "node:assert/strict";
import test from "node:test";

import { event, openPage } from "./fakes.js";

openPage();
const { TestSwitch } = await import("../../playground/web/live_plot/test_switch.js");
const { NumbersView } = await import("../../playground/web/live_plot/numbers_view.js");

const measured = (loss) => ({ loss, accuracy: 1 - loss });
const header = (more) => ({
  view: "plane_classes",
  epoch: 1,
  updates: 10,
  loss_name: "MSE",
  note: null,
  ended: false,
  train: measured(0.25),
  test: measured(0.5),
  ...more,
});
const aside = header({ validation: measured(0.375) });

/** Check or uncheck the switch as a person does. */
function set(made, checked) {
  made.box.checked = checked;
  made.box.dispatchEvent(event("change"));
}

test("without validation the test is seen at once, and there is no switch", () => {
  const made = new TestSwitch(() => {});
  assert.equal(made.seen(header()).test.loss, 0.5);
  assert.ok(made.node.hidden);
});

test("with validation the test waits for the end or for the switch, which keeps its room", () => {
  let drawn = 0;
  const made = new TestSwitch(() => (drawn += 1));
  assert.equal(made.seen(aside).test, null);
  assert.equal(made.seen(aside).validation.loss, 0.375);
  assert.equal(aside.test.loss, 0.5, "the frame itself stays as it is");
  assert.ok(!made.node.hidden);
  assert.equal(made.node.style.visibility, "");
  assert.equal(made.seen({ ...aside, ended: true }).test.loss, 0.5);
  assert.ok(!made.node.hidden);
  assert.equal(made.node.style.visibility, "hidden");
  set(made, true);
  assert.equal(drawn, 1);
  assert.equal(made.seen(aside).test.loss, 0.5);
});

test("a plot that is built anew finds the switch as it was left", () => {
  const [first, second] = [new TestSwitch(() => {}), new TestSwitch(() => {})];
  set(first, true);
  assert.equal(new TestSwitch(() => {}).seen(aside).test.loss, 0.5);
  set(second, false);
  assert.equal(new TestSwitch(() => {}).seen(aside).test, null);
});

test("the table has a row a set, and that of the test says until when it waits", () => {
  const numbers = new NumbersView();
  numbers.draw({ header: header() });
  assert.ok(numbers.validation.hidden);
  numbers.draw({ header: { ...aside, test: null } });
  assert.ok(!numbers.validation.hidden);
  const { train, validation, test: last } = numbers.cells;
  assert.match(validation.loss.textContent, /^0\.375/);
  assert.match(train.loss.textContent, /^0\.25/);
  assert.match(validation.accuracy.textContent, /^62\.5/);
  assert.deepEqual([last.loss.textContent, last.loss.colSpan, last.accuracy.hidden], ["when the run ends", 2, true]);
  numbers.draw({ header: aside });
  assert.match(last.accuracy.textContent, /^50\.0/);
  assert.deepEqual([last.loss.colSpan, last.accuracy.hidden], [1, false]);
});
