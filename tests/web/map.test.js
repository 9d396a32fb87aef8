import assert from "node:assert/strict";
import test from "node:test";

import { listenToMapKeys } from "../../playground/web/code_map/map_keys.js";
import { listenToMapPointers } from "../../playground/web/code_map/map_pointer.js";
import { Neighbours } from "../../playground/web/code_map/neighbours.js";
import { MapPlane } from "../../playground/web/code_map/plane.js";
import { below, event, FakeElement, keydown, pointer, seeded } from "./fakes.js";

const EXTENT = [-2, 6, 10, 30];
const close = (points, wanted) => points.every((part, axis) => Math.abs(part - wanted[axis]) < 1e-9);

test("a place and its pixels lead to each other, and up on the screen is up on the plane", () => {
  const plane = new MapPlane(EXTENT, 454, 352);
  const random = seeded(9);
  for (let round = 0; round < 100; round++) {
    const place = [-2 + 8 * random(), 10 + 20 * random()];
    assert.ok(close(plane.place(...plane.pixels(place)), place));
    assert.ok(plane.holds(...plane.pixels(place)));
  }
  assert.ok(plane.pixels([0, 20])[1] > plane.pixels([0, 25])[1]);
  assert.deepEqual(plane.pixels([-2, 30]), [44, 10]);
  assert.deepEqual(plane.pixels([6, 10]), [444, 310]);
});

test("what lies beyond the plane is taken to its edge", () => {
  const plane = new MapPlane(EXTENT, 454, 352);
  assert.deepEqual(plane.inside([9, 9]), [6, 10]);
  assert.deepEqual(plane.place(-100, -100), [-2, 30]);
  assert.ok(!plane.holds(43, 100) && !plane.holds(445, 100) && !plane.holds(100, 9) && !plane.holds(100, 311));
  assert.deepEqual(plane.middle, [2, 20]);
});

test("a step is so many hundredths of the plane, and ends at its edge", () => {
  const plane = new MapPlane(EXTENT, 454, 352);
  assert.ok(close(plane.moved([0, 20], 1, -2), [0.08, 19.6]));
  assert.deepEqual(plane.moved([5.99, 10.1], 1, -1), [6, 10]);
});

/** Points at random, with the plane that their pixels are those of. */
function scattered(random, count = 30) {
  const plane = new MapPlane([0, 1, 0, 1], 554, 552);
  const points = Float32Array.from({ length: 2 * count }, random);
  return new Neighbours(points, plane);
}

test("the nearest point is nearer than every other that is seen, and within reach", () => {
  const random = seeded(10);
  for (let round = 0; round < 100; round++) {
    const near = scattered(random);
    const hidden = below(random, 3);
    const seen = (index) => index % 3 !== hidden;
    const [x, y] = [500 * random(), 500 * random()];
    const distance = (index) => Math.hypot(near.x[index] - x, near.y[index] - y);
    const found = near.nearest(x, y, seen);
    assert.ok(seen(found));
    for (let index = 0; index < near.count; index++) {
      if (seen(index)) assert.ok(distance(found) <= distance(index) + 1e-6);
    }
    const reach = 40 * random();
    assert.equal(near.nearest(x, y, seen, reach), distance(found) <= reach ? found : null);
  }
});

test("an arrow leads to the nearest point on its side, and in a field of points all are reached", () => {
  const random = seeded(11);
  const sides = [[1, 0], [-1, 0], [0, 1], [0, -1]];
  const near = scattered(random);
  for (let from = 0; from < near.count; from++) {
    for (const side of sides) {
      const to = near.towards(from, side, () => true);
      if (to === null) continue;
      const [across, down] = [near.x[to] - near.x[from], near.y[to] - near.y[from]];
      const along = across * side[0] + down * side[1];
      assert.ok(along > 0 && Math.hypot(across, down) <= along * Math.SQRT2 + 1e-6);
    }
  }
  const reached = new Set([0]);
  for (const from of reached) {
    for (const side of sides) {
      const to = near.towards(from, side, () => true);
      if (to !== null) reached.add(to);
    }
  }
  assert.equal(reached.size, near.count);
});

test("where nothing is seen there is no neighbour", () => {
  const near = scattered(seeded(12));
  assert.equal(near.nearest(10, 10, () => false), null);
  assert.equal(near.towards(0, [1, 0], () => false), null);
});

/** A map that writes down what pointer and keys do with it. */
function map(walkable) {
  const done = [];
  const noting = (name) => (...what) => void done.push([name, ...what]);
  const names = ["look", "walk", "pick", "go", "nudge", "settle", "choose", "release"];
  const canvas = new FakeElement("canvas");
  const made = {
    ...Object.fromEntries(names.map((name) => [name, noting(name)])),
    walkable,
    plane: { holds: (x, y) => x >= 10 && y >= 10 },
    // beyond 50 the nearest point is 20 pixels away
    nearest: (x, y, reach = Infinity) => (reach > 20 || x < 50 ? x : null),
  };
  canvas.box = { left: 100, top: 100, width: 100, height: 100 };
  const handle = new FakeElement("i");
  listenToMapPointers(canvas, handle, made);
  listenToMapKeys(canvas, made);
  const sender = (node) => (kind, x, y, properties) =>
    node.dispatchEvent(pointer(kind, 100 + x, 100 + y, properties));
  return { canvas, done, send: sender(canvas), sendToHandle: sender(handle) };
}

test("pointing looks at what is near, beside the plane at nothing", () => {
  const { done, send } = map(false);
  send("pointermove", 20, 20);
  send("pointermove", 60, 20);
  send("pointermove", 5, 20);
  send("pointermove", 30, 30);
  send("pointerleave", 30, 30);
  assert.deepEqual(done, [["look", 20], ["look", null], ["look", null], ["look", 30], ["look", null]]);
});

test("a click picks, a finger that scrolled the page does not", () => {
  const { done, send } = map(false);
  send("pointerdown", 20, 20);
  send("pointerup", 25, 20);
  send("pointerdown", 60, 20);
  send("pointerup", 60, 20);
  assert.deepEqual(done.splice(0), [["pick", 25], ["pick", 60]]);
  send("pointerdown", 20, 20);
  send("pointerup", 20, 29);
  send("pointerdown", 20, 20);
  send("pointercancel", 20, 20);
  assert.deepEqual(done, []);
});

test("where there is a cross a drag walks, from press to release, beyond the edge too", () => {
  const { canvas, done, send } = map(true);
  send("pointerdown", 20, 20, { pointerId: 3 });
  assert.equal(canvas.captured, 3);
  send("pointermove", 30, 20, { pointerId: 3 });
  send("pointermove", 70, 70, { pointerId: 4 });
  send("pointerdown", 70, 70, { pointerId: 4 });
  send("pointerleave", 0, 0, { pointerId: 3 });
  send("pointerup", 5, 5, { pointerId: 3 });
  assert.deepEqual(done, [["walk", 20, 20, false], ["walk", 30, 20, false], ["walk", 5, 5, true]]);
  send("pointerdown", 5, 5);
  assert.equal(done.length, 3);
});

test("a finger walks from the cross; beside it, it taps or scrolls the page", () => {
  const { canvas, done, send, sendToHandle } = map(true);
  const touch = { pointerType: "touch" };
  send("pointerdown", 20, 20, touch);
  send("pointermove", 20, 40, touch);
  send("pointercancel", 20, 40, touch);
  send("pointerdown", 20, 20, touch);
  send("pointerup", 20, 40, touch);
  assert.deepEqual([done, canvas.captured], [[], undefined]);
  send("pointerdown", 20, 20, touch);
  send("pointerup", 22, 21, touch);
  assert.deepEqual(done.splice(0), [["walk", 22, 21, true]]);
  sendToHandle("pointerdown", 30, 30, touch);
  send("pointermove", 35, 30, touch);
  send("pointerup", 40, 30, touch);
  assert.deepEqual(done, [["walk", 30, 30, false], ["walk", 35, 30, false], ["walk", 40, 30, true]]);
});

function keys(walkable) {
  const { canvas, done } = map(walkable);
  const press = (key, properties = {}) => {
    const pressed = keydown(key, properties);
    canvas.dispatchEvent(pressed);
    return pressed.defaultPrevented;
  };
  return { canvas, done, press };
}

test("arrows go from point to point, Enter picks, Escape lets go, others are the browser's", () => {
  const { done, press } = keys(false);
  assert.deepEqual(["ArrowUp", "Enter", "Escape", "Tab", "a"].map((key) => press(key)), [true, true, true, false, false]);
  assert.equal(press("ArrowUp", { ctrlKey: true }), false);
  press("ArrowRight", { shiftKey: true });
  assert.deepEqual(done, [["go", [0, -1]], ["choose"], ["release"], ["go", [1, 0]]]);
});

test("Shift and the arrows move the cross, which settles when the key is released, once", () => {
  const { canvas, done, press } = keys(true);
  press("ArrowUp", { shiftKey: true });
  press("ArrowLeft", { shiftKey: true });
  canvas.dispatchEvent(event("keyup"));
  canvas.dispatchEvent(event("blur"));
  const [up, left, ...rest] = done;
  assert.deepEqual([up, left.slice(0, 2), left[2] + 0], [["nudge", 0, 1], ["nudge", -1], 0]);
  assert.deepEqual(rest, [["settle"]]);
});
