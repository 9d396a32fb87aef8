import assert from "node:assert/strict";
import test from "node:test";

import { beside, blockLayout, cornerOf, indexAt, placeOf } from "../../playground/web/step_view/layout.js";

const SHAPES = [[1], [7], [13], [64], [2, 10], [64, 32], [8, 8, 1], [6, 6, 5], [3, 3, 4, 6], [12, 8]];

for (const shape of SHAPES) {
  for (const values of [true, false]) {
    test(`every number of ${shape.join(" × ")}${values ? " values" : ""} is found where it is drawn`, () => {
      const layout = blockLayout(shape, 180, values);
      assert.ok(layout.width <= 181 && layout.height <= 262, `${layout.width} × ${layout.height}`);
      const seen = new Set();
      for (let index = 0; index < layout.count; index++) {
        const [x, y] = cornerOf(layout, index);
        assert.equal(indexAt(layout, x + layout.cellWidth / 2, y + layout.cellHeight / 2), index);
        seen.add(`${x} ${y}`);
      }
      assert.equal(seen.size, layout.count, "no two in one place");
    });
  }
}

test("arrows reach every number, also of the next map, and end with the block", () => {
  const layout = blockLayout([3, 3, 4], 180, true);
  const reached = new Set([0]);
  const open = [0];
  while (open.length) {
    const index = open.pop();
    for (const direction of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      const next = beside(layout, index, direction);
      if (next === null || reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  }
  assert.equal(reached.size, 36);
  assert.equal(beside(layout, 0, [-1, 0]), null);
});

test("a short list is written, and a picture keeps its shape", () => {
  assert.ok(blockLayout([4], 180, true).written);
  assert.ok(!blockLayout([20], 180, true).written);
  const image = blockLayout([28, 14, 1], 180, true);
  assert.equal(image.cellWidth, image.cellHeight);
});

test("a number's place counts along each axis, the last one fastest", () => {
  assert.deepEqual(placeOf(0, [2, 3, 4]), [0, 0, 0]);
  assert.deepEqual(placeOf(23, [2, 3, 4]), [1, 2, 3]);
  assert.deepEqual(placeOf(7, [2, 3, 4]), [0, 1, 3]);
  assert.deepEqual(placeOf(0, []), []);
});
