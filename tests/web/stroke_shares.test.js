import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "./fakes.js";

openPage();
const { partAt, wholeWords, withoutWords } = await import("../../playground/web/digit_canvas/stroke_shares.js");

const LINES = [
  [[0.1, 0.1], [0.9, 0.1]],
  [[0.5, 0.1], [0.5, 0.9]],
  [[0.9, 0.9]],
];

test("the part is found that the pointer is nearest to, within the pen's width", () => {
  assert.equal(partAt(LINES, 0.1, [0.3, 0.14]), 0);
  assert.equal(partAt(LINES, 0.1, [0.52, 0.6]), 1);
  assert.equal(partAt(LINES, 0.1, [0.88, 0.92]), 2);
  assert.equal(partAt(LINES, 0.1, [0.3, 0.5]), null);
  assert.equal(partAt(LINES, 0.01, [0.52, 0.6]), 1, "a thin pen's stroke can be met as well");
  assert.equal(partAt([], 0.1, [0.5, 0.5]), null);
});

test("what is lost without a part is said, and another digit that would be read", () => {
  const header = { named: "3" };
  assert.equal(withoutWords(header, { share: 0.41, instead: "8", instead_share: 0.55 }), "without it 41 %, and it would be an 8 (55 %)");
  assert.equal(withoutWords(header, { share: 0.9, instead: "3", instead_share: 0.9 }), "without it 90 %");
  assert.equal(withoutWords(header, { share: null, instead: null, instead_share: null }), "without it nothing is left");
});

test("it is said which parts of the drawing are tried", () => {
  const whole = { named: "8", share: 0.98, strokes: 2, pieces: false, parts: [{}, {}] };
  assert.equal(wholeWords(whole), "With all of it: an 8, 98 %. Orange speaks for the answer, blue against it.");
  assert.match(wholeWords({ ...whole, strokes: 30 }), /These are the 2 longest of its 30 strokes\./);
  assert.match(wholeWords({ ...whole, pieces: true }), /Its only stroke is cut into pieces\./);
  assert.match(wholeWords({ ...whole, named: null, share: null }), /^Draw a digit/);
});
