import assert from "node:assert/strict";
import test from "node:test";

import { entryOf, inserting, moving, setting } from "../../playground/web/layer_editor/entries.js";
import { StackCopy } from "../../playground/web/layer_editor/stack_copy.js";
import { stopClock } from "./fakes.js";

const LINEAR = { kind: "linear", units: 1 };
const RELU = { kind: "relu" };
const row = (layer) => ({ shape: layer.kind, parameters: 0, memory: 0, error: null, fix: null });

/** A copy with what it has sent, and Python's answers to it. */
function opened(layers = [LINEAR]) {
  const sent = [];
  const copy = new StackCopy((edit) => sent.push(edit));
  let revision = 0;
  const receive = (stack, answered) => {
    revision += 1;
    return copy.receive({ revision, answered, layers: stack, rows: stack.map(row) });
  };
  receive(layers, null);
  return { copy, sent, receive, answer: (stack) => receive(stack ?? sent.at(-1).layers, sent.at(-1).serial) };
}

const kinds = (copy) => copy.entries.map(({ data }) => data.kind);
const adding = (layer, index = 0) => inserting(entryOf(layer), index);

test("an edit shows at once and is on its way; one at a time, and then the newest stack", (t) => {
  stopClock(t);
  const { copy, sent, answer } = opened();
  copy.edit(adding(RELU));
  copy.edit(adding({ kind: "tanh" }));
  copy.edit(adding({ kind: "dropout" }));
  assert.deepEqual(kinds(copy), ["dropout", "tanh", "relu", "linear"]);
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0].layers.map(({ kind }) => kind), ["relu", "linear"]);
  assert.equal(answer(), false);
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[1].layers.map(({ kind }) => kind), ["dropout", "tanh", "relu", "linear"]);
  assert.equal(sent[1].base, 2);
  assert.ok(copy.pending);
  answer();
  assert.ok(!copy.pending);
  assert.equal(sent.length, 2);
});

test("a stack that Python made of itself replaces the copy and what was under way", (t) => {
  stopClock(t);
  const { copy, sent, receive } = opened();
  copy.edit(adding(RELU));
  assert.equal(receive([LINEAR, LINEAR], "another"), true);
  assert.deepEqual(kinds(copy), ["linear", "linear"]);
  assert.ok(!copy.pending);
  assert.equal(sent.length, 1);
});

test("where Python made something else of an edit, its stack is shown", (t) => {
  stopClock(t);
  const { copy, answer } = opened();
  copy.edit(adding(RELU));
  assert.equal(answer([LINEAR]), true);
  assert.deepEqual(kinds(copy), ["linear"]);
});

test("a row that is carried is sent when it is dropped", (t) => {
  stopClock(t);
  const { copy, sent } = opened([LINEAR, RELU]);
  const [{ id }] = copy.entries;
  copy.hold(moving(id, 1));
  assert.deepEqual(kinds(copy), ["relu", "linear"]);
  assert.equal(sent.length, 0);
  copy.release();
  assert.deepEqual(sent[0].layers, [RELU, LINEAR]);
});

test("an answer that comes while a row is carried does not send it on its way", (t) => {
  stopClock(t);
  const { copy, sent, answer } = opened([LINEAR, RELU]);
  copy.edit(setting(copy.entries[0].id, "units", 5));
  copy.hold(moving(copy.entries[0].id, 1));
  answer();
  assert.equal(sent.length, 1);
  assert.deepEqual(kinds(copy), ["relu", "linear"]);
  copy.release();
  assert.equal(sent.length, 2);
});

test("what is edited behind an undo waits for the stack that it brings", (t) => {
  stopClock(t);
  const { copy, sent, answer } = opened([LINEAR, RELU]);
  copy.command("undo");
  assert.deepEqual([sent[0].command, sent[0].layers], ["undo", undefined]);
  copy.edit(adding({ kind: "tanh" }));
  assert.deepEqual(kinds(copy), ["linear", "relu"]);
  answer([LINEAR]);
  assert.deepEqual(kinds(copy), ["tanh", "linear"]);
  assert.deepEqual(sent[1].layers.map(({ kind }) => kind), ["tanh", "linear"]);
});

test("commands go one after another, each behind the edits before it", (t) => {
  stopClock(t);
  const { copy, sent, answer } = opened([LINEAR, RELU]);
  copy.edit(setting(copy.entries[0].id, "units", 5));
  copy.command("undo");
  copy.command("redo");
  assert.deepEqual(sent.map(({ command }) => command), [undefined]);
  answer();
  assert.deepEqual(sent.map(({ command }) => command), [undefined, "undo"]);
  answer([LINEAR, RELU]);
  assert.deepEqual(sent.map(({ command }) => command), [undefined, "undo", "redo"]);
});

test("an edit without an answer is sent again, the very same, until there is one", (t) => {
  const pass = stopClock(t);
  const { copy, sent, answer } = opened();
  copy.edit(adding(RELU));
  pass(20_000);
  assert.ok(sent.length > 1);
  for (const edit of sent) assert.deepEqual(edit, sent[0]);
  const before = sent.length;
  answer();
  pass(60_000);
  assert.equal(sent.length, before);
});

test("Python's words belong to the rows that it has seen", (t) => {
  stopClock(t);
  const { copy } = opened([LINEAR, { kind: "tanh" }]);
  const known = copy.entries;
  copy.edit(adding(RELU));
  assert.deepEqual(known.map(({ id }) => copy.answers.get(id).shape), ["linear", "tanh"]);
  assert.equal(copy.answers.get(copy.entries[0].id), undefined);
});
