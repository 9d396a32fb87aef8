// Where a panel stands that a button opens: below it, and wholly within the window.

import assert from "node:assert/strict";
import { test } from "node:test";

import { standBelow } from "../../playground/web/popover.js";

/** The edges of a panel below a button whose right edge and bottom are given. */
function standing(window, right, bottom, widest) {
  Object.assign(globalThis, { innerWidth: window[0], innerHeight: window[1] });
  const panel = { style: {} };
  standBelow({ getBoundingClientRect: () => ({ right, bottom }) }, panel, widest);
  const [left, top, width, height] = ["left", "top", "width", "maxHeight"].map((name) => parseFloat(panel.style[name]));
  return { left, top, right: left + width, lowest: top + height };
}

test("a panel ends where its button does", () => {
  assert.deepEqual(standing([1400, 900], 1116, 80, 992), { left: 124, top: 84, right: 1116, lowest: 892 });
});

test("neither side nor end of a panel leaves the window", () => {
  assert.equal(standing([1110, 800], 900, 80, 992).left, 8);
  const phone = standing([420, 900], 415, 175, 992);
  assert.deepEqual([phone.left, phone.right, phone.lowest], [8, 412, 892]);
});
