import assert from "node:assert/strict";
import test from "node:test";

import { sentence } from "../../playground/web/digit_canvas/verdict.js";

const CLASSES = ["1", "7", "8"];

test("what is sure enough is named alone", () => {
  assert.equal(sentence(CLASSES, [0.05, 0.8, 0.15], null), "It looks like a 7 (80 %)");
  assert.equal(sentence(CLASSES, [0.4, 0.3, 0.3], null), "It could be a 1 (40 %) or a 7 (30 %)");
});

test("where a second network agrees and both are in doubt, the runner-up is named", () => {
  const said = "Not sure: it could be a 7 (80 %) or an 8 (15 %)";
  assert.equal(sentence(CLASSES, [0.05, 0.8, 0.15], 1), said);
});

test("where a second network sees another digit, that is said", () => {
  const said = "Not sure: it could be a 7 (99 %); a second network sees a 1";
  assert.equal(sentence(CLASSES, [0, 0.99, 0.01], 0), said);
});
