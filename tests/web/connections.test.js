import assert from "node:assert/strict";
import test from "node:test";

import { below, FakeElement, openPage, seeded } from "./fakes.js";

openPage();
const { addedInWords, connectionsOf, lanesOf, piecesBeside, sourceOf, stillConnected } = await import(
  "../../playground/web/layer_editor/connections.js"
);
const { drawBrackets } = await import("../../playground/web/layer_editor/brackets.js");
const { entryOf, fixing, inserting, moving, placeOf, removing, setting } = await import(
  "../../playground/web/layer_editor/entries.js"
);

/** A stack of letters: a number is a Residual over so many rows. */
const stack = (...rows) =>
  rows.map((row) => entryOf(typeof row === "number" ? { kind: "residual", rows: row } : { kind: row }));
const skipped = (entries) => entries.flatMap(({ data }) => data.rows ?? []);

test("a row adds what came into the rows that it goes around, or the input, or nothing", () => {
  const entries = stack("a", "b", "c", 2, 4, 6);
  assert.deepEqual(entries.map((_, place) => sourceOf(entries, place)), [null, null, null, 0, -1, null]);
  const words = entries.map((_, place) => addedInWords(entries, place, (kind) => kind.toUpperCase()));
  assert.deepEqual(words, ["", "", "", "adds the output of layer 1, A", "adds the input", ""]);
});

test("connections that share rows lie in different lanes, the shorter nearer to the rows", () => {
  const lanes = (...rows) => connectionsOf(stack(...rows)).map(({ from, to, lane }) => [from, to, lane]);
  assert.deepEqual(lanes("a", "b"), []);
  assert.deepEqual(lanes("a", "b", 2), [[-1, 2, 0]]);
  assert.deepEqual(lanes("a", "b", "c", 2, "d", 5), [[0, 3, 0], [-1, 5, 1]]);
  assert.deepEqual(lanes("a", 1, "b", 1), [[-1, 1, 0], [1, 3, 0]], "one ends where the other begins");
  assert.deepEqual(lanes("a", "b", 2, 2), [[-1, 2, 0], [0, 3, 1]], "crossing");
  const random = seeded(3);
  for (let round = 0; round < 200; round++) {
    const rows = Array.from({ length: 12 }, () => (random() < 0.4 ? 1 + below(random, 6) : "a"));
    const found = connectionsOf(stack(...rows));
    for (const one of found) {
      for (const other of found) {
        const apart = one === other || one.from >= other.to || other.from >= one.to;
        assert.ok(apart || one.lane !== other.lane || one.lane === 4, "the last lane takes what has no other");
      }
    }
    assert.ok(lanesOf(found) <= 5);
  }
  assert.equal(lanesOf([]), 0);
});

test("a connection lies beside every row from the one that is added to the one that adds it", () => {
  const connections = connectionsOf(stack("a", "b", 1, "c"));
  const parts = [-1, 0, 1, 2, 3].map((place) => piecesBeside(connections, place).map(({ part }) => part));
  assert.deepEqual(parts, [[], ["begin"], ["through"], ["end"], []]);
});

test("brackets are drawn anew only where they are others, and that of the chosen row stands out", () => {
  class Place extends FakeElement {
    drawn = 0;

    replaceChildren(...nodes) {
      this.drawn += 1;
      this.children = nodes;
    }
  }
  const [pane, beside] = [new FakeElement(), Array.from({ length: 5 }, () => new Place())];
  const draw = (rows, chosen) => {
    drawBrackets(pane, beside, connectionsOf(stack(...rows)), chosen);
    return beside.map(({ children }) => children.map((piece) => piece.getAttribute("class")).join());
  };
  // the shorter first, as it lies in the nearer lane
  assert.deepEqual(draw(["a", "b", 1, 3], -1), ["begin", "begin,through", "through,through", "end,through", "end"]);
  assert.deepEqual(draw(["a", "b", 1, "c"], -1), ["", "begin", "through", "end", ""]);
  assert.deepEqual(draw(["a", "b", 1, "c"], 2), ["", "begin chosen", "through chosen", "end chosen", ""]);
  assert.equal(pane.style.properties.get("--lanes"), "1");
  const before = beside.map(({ drawn }) => drawn);
  draw(["a", "b", 1, "c"], 2);
  assert.deepEqual(beside.map(({ drawn }) => drawn), before);
});

test("whatever is put between, moved or removed, the same row is added", () => {
  const entries = stack("a", "b", "c", 2, "d");
  const [a, b, c, adding, d] = entries.map(({ id }) => id);
  const after = (edit) => skipped(edit(entries));
  assert.deepEqual(after(inserting(entryOf({ kind: "e" }), 2)), [3]);
  assert.deepEqual(after(inserting(entryOf({ kind: "e" }), 1)), [3]);
  assert.deepEqual(after(inserting(entryOf({ kind: "e" }), 0)), [2]);
  assert.deepEqual(after(inserting(entryOf({ kind: "e" }), 4)), [2]);
  assert.deepEqual(after(removing(b)), [1]);
  assert.deepEqual(after(moving(d, 1)), [3]);
  assert.deepEqual(after(moving(c, 4)), [1]);
  assert.deepEqual(after(moving(adding, 4)), [3]);
  assert.deepEqual(after(moving(adding, 2)), [1]);
  assert.deepEqual(after(setting(adding, "rows", 1)), [1]);
  // where it is gone, further down or just above, as many rows as before
  assert.deepEqual(after(removing(a)), [2]);
  assert.deepEqual(after(moving(a, 4)), [2]);
  assert.deepEqual(after(moving(adding, 0)), [2]);
  assert.deepEqual(after(moving(adding, 1)), [2]);
  const input = stack("a", "b", 2);
  assert.deepEqual(skipped(inserting(entryOf({ kind: "e" }), 0)(input)), [3]);
  assert.deepEqual(skipped(removing(input[0].id)(input)), [1]);
});

test("a row that adds nothing yet keeps its setting, and an edit that changes nothing gives the same stack", () => {
  const entries = stack("a", 5, "b");
  assert.deepEqual(skipped(inserting(entryOf({ kind: "e" }), 0)(entries)), [5]);
  assert.equal(stillConnected(entries, entries), entries);
  assert.equal(moving(-1, 0)(entries), entries);
});

test("a fix sets what it was offered with", () => {
  const known = stack("a", "b", 1, "c");
  const wanted = [known[0], entryOf({ kind: "e" }), known[1], known[2], known[3]];
  assert.deepEqual(fixing(known, wanted)(known), wanted);
  assert.equal(placeOf(fixing(known, wanted)(known), wanted[1].id), 1);
});
