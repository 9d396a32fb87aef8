// Weights in a person's hands: what is told of them, and until when.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Channel } from "../../playground/web/channel.js";
import { openPage } from "./fakes.js";

let sent, channel, ByHand;

beforeEach(async () => {
  openPage();
  ({ ByHand } = await import("../../playground/web/network_picture/by_hand.js"));
  sent = [];
  channel = new Channel(new URL("ws://class.example/playground/live"), () => ({ send: () => {}, close: () => {} }));
  channel.send = (_, message) => sent.push(structuredClone(message));
  channel.open = true;
});

const UNIT = {
  title: "Unit 3",
  bias: 0.5,
  inputs: { names: ["x₁", "x₂"], weights: [1, -2], gradients: [0, 0], all: 2, together: false, words: "" },
};
const AT = { column: 1, row: 2 };
const header = (parts) => ({ revision: 0, undo: 0, changed: [], off: [], switches: true, ...parts });

function opened(revision = 0) {
  const hand = new ByHand(channel);
  hand.receive(revision);
  hand.show(AT, UNIT, true);
  return hand;
}

/** Turn a dial, and perhaps let go. */
function turn(hand, index, value, letGo = true) {
  const { input } = hand.dials[index];
  input.value = String(value);
  input.dispatchEvent(new Event("input"));
  if (letGo) input.dispatchEvent(new Event("change"));
}

test("the dials are the bias and each weight, where they are", () => {
  const hand = opened();
  assert.deepEqual(hand.dials.map(({ name }) => name.textContent), ["bias", "x₁", "x₂"]);
  assert.deepEqual(hand.dials.map(({ input }) => Number(input.value)), [0.5, 1, -2]);
  hand.show(AT, { ...UNIT, inputs: { ...UNIT.inputs, weights: [20, 3] } }, true);
  assert.equal(hand.dials[1].input.getAttribute("max"), "30");
  assert.equal(hand.dials[1].value.textContent, "20.0");
});

test("a change is told until the server has made it, with all before it", () => {
  const hand = opened(7);
  turn(hand, 1, 3);
  turn(hand, 0, -1);
  const weight = { do: "weight", column: 1, unit: 2, input: 0, value: 3, stroke: 1 };
  const bias = { do: "bias", column: 1, unit: 2, input: 0, value: -1, stroke: 2 };
  assert.deepEqual(sent.map(({ changes }) => changes), [[[8, weight]], [[8, weight], [9, bias]]]);
  hand.hear(header({ revision: 8, undo: 1 }));
  hand.off.dispatchEvent(new Event("click"));
  assert.deepEqual(sent[2].changes, [[9, bias], [10, { do: "off", column: 1, unit: 2 }]]);
  hand.hear(header({ revision: 10 }));
  assert.deepEqual(hand.changes.waiting, []);
});

test("of a dial that is held only where it is by now is told", () => {
  const hand = opened();
  for (const value of [1, 2, 3]) turn(hand, 1, value, false);
  assert.deepEqual(sent[2].changes.map(([number, { value, stroke }]) => [number, value, stroke]), [[3, 3, 1]]);
  turn(hand, 2, 4);
  assert.equal(sent[3].changes.length, 2);
});

test("undo is offered while there is something to take back", () => {
  const hand = opened();
  hand.undo.dispatchEvent(new Event("click"));
  assert.deepEqual(sent, []);
  hand.hear(header({ revision: 1, undo: 2 }));
  hand.show(AT, UNIT, true);
  hand.undo.dispatchEvent(new Event("click"));
  assert.deepEqual(sent[0].changes, [[2, { do: "undo" }]]);
  assert.equal(hand.said.textContent, "Changed by hand: 2 to take back.");
});

test("what was changed is marked, and a unit that is off says so and can be switched on", () => {
  const hand = opened();
  hand.hear(header({ revision: 1, undo: 2, changed: [["weight", 1, 2, 1], ["off", 1, 2, 0]], off: [[1, 2]] }));
  hand.show(AT, UNIT, true);
  assert.deepEqual(hand.dials.map(({ node }) => node.classList.contains("changed")), [false, false, true]);
  assert.equal(hand.isChanged(AT), true);
  assert.equal(hand.isChanged({ column: 1, row: 1 }), false);
  assert.equal(hand.off.textContent, "Switch on");
  hand.off.dispatchEvent(new Event("click"));
  assert.deepEqual(sent[0].changes[0][1], { do: "on", column: 1, unit: 2 });
});

test("nothing is offered where weights cannot be changed, nor a switch where units have none", () => {
  const hand = new ByHand(channel);
  hand.receive(null);
  assert.equal(hand.node.hidden, true);
  const other = opened();
  other.hear(header({ switches: false }));
  other.show(AT, UNIT, true);
  assert.equal(other.off.hidden, true);
  other.show(null, null, false);
  assert.equal(other.list.hidden, true);
  assert.equal(other.hint.hidden, false);
});
