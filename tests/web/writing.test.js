// A digit that is written again: what stands there at each moment, with a moving pen or stroke by stroke.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Writing } from "../../playground/web/stroke_replay/writing.js";

const SEVEN = [[[0, 0], [1, 0], [0.5, 1]], [[0.2, 0.5], [0.8, 0.5]]];
const counts = (writing, time) => writing.at(time).map((stroke) => stroke.length);

test("points come one by one, and between two strokes the pen is in the air", () => {
  const writing = new Writing(SEVEN, false);
  assert.deepEqual([0, 24, 25, 50, 75, 274, 275, 300].map((time) => counts(writing, time)), [
    [1],
    [1],
    [2],
    [3],
    [3],
    [3],
    [3, 1],
    [3, 2],
  ]);
  assert.equal(writing.duration, 5 * 25 + 200);
  assert.deepEqual(writing.at(writing.duration), SEVEN);
});

test("where nothing is to move, whole strokes come one after the other", () => {
  const writing = new Writing(SEVEN, true);
  assert.deepEqual([0, 699, 700].map((time) => counts(writing, time)), [[3], [3], [3, 2]]);
  assert.equal(writing.duration, 700);
  assert.deepEqual(writing.at(writing.duration), SEVEN);
});

test("a single stroke stands there at once where nothing is to move", () => {
  assert.equal(new Writing([SEVEN[0]], true).duration, 0);
});
