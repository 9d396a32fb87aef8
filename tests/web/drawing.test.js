import assert from "node:assert/strict";
import test from "node:test";

import { below, event, FakeElement, keydown, openPage, pointer, seeded } from "./fakes.js";

openPage();
const { listenToPointers } = await import("../../playground/web/digit_canvas/pen.js");
const { PenKeys } = await import("../../playground/web/digit_canvas/pen_keys.js");
const { Sketch } = await import("../../playground/web/digit_canvas/sketch.js");

const LIMITS = { points: 1000, strokes: 20, brush: { low: 0, high: 1, start: 0.1 } };

function draw(sketch, ...points) {
  const [first, ...rest] = points;
  const results = [sketch.begin(...first), ...rest.map((point) => sketch.extend(...point))];
  sketch.end();
  return results;
}

test("a stroke has the points that it was drawn over, on the paper and rounded", () => {
  const sketch = new Sketch(LIMITS, []);
  assert.deepEqual(draw(sketch, [0.123456, 0.5], [0.5, -3], [7, 0.25]), [true, true, true]);
  assert.deepEqual(sketch.strokes, [[[0.1235, 0.5], [0.5, 0], [1, 0.25]]]);
});

test("points that are all but the last one again are left out", () => {
  const sketch = new Sketch(LIMITS, []);
  assert.deepEqual(draw(sketch, [0.5, 0.5], [0.502, 0.502], [0.503, 0.503], [0.51, 0.51]), [true, true, true, true]);
  assert.deepEqual(sketch.strokes, [[[0.5, 0.5], [0.51, 0.51]]]);
});

test("every step is undone, strokes and clearings alike, back to the drawing that it began with", () => {
  const random = seeded(8);
  for (let round = 0; round < 100; round++) {
    const sketch = new Sketch(LIMITS, [[[0.1, 0.1]]]);
    const past = [];
    for (let step = 0; step < 12; step++) {
      const before = JSON.stringify(sketch.strokes);
      if (below(random, 4)) {
        draw(sketch, [random(), random()], [random(), random()]);
        past.push(before);
      } else {
        if (!sketch.empty) past.push(before);
        sketch.clear();
        assert.ok(sketch.empty);
      }
    }
    while (past.length) {
      assert.ok(sketch.undoable);
      sketch.undo();
      assert.equal(JSON.stringify(sketch.strokes), past.pop());
    }
    assert.ok(!sketch.undoable);
    sketch.undo();
    assert.deepEqual(sketch.strokes, [[[0.1, 0.1]]]);
  }
});

test("a stroke that is undone while it is drawn is no longer drawn", () => {
  const sketch = new Sketch(LIMITS, []);
  sketch.begin(0.1, 0.1);
  sketch.undo();
  assert.equal(sketch.extend(0.5, 0.5), false);
  assert.ok(sketch.empty);
});

test("a full drawing takes no more points and no more strokes", () => {
  const few = new Sketch({ ...LIMITS, points: 3 }, []);
  assert.deepEqual(draw(few, [0, 0], [0.1, 0], [0.2, 0], [0.3, 0]), [true, true, true, false]);
  assert.equal(few.begin(0.5, 0.5), false);
  assert.equal(few.strokes.flat().length, 3);
  const short = new Sketch({ ...LIMITS, strokes: 2 }, []);
  assert.deepEqual([0, 1, 2].map((x) => draw(short, [x, 0])[0]), [true, true, false]);
  assert.equal(short.strokes.length, 2);
  short.undo();
  assert.equal(short.begin(0.5, 0.5), true);
});

/** A hand that writes down what it does; it has room for so many points. */
function hand(room = Infinity) {
  const done = [];
  const noting = (name) => (...what) => {
    done.push([name, ...what]);
    return done.length <= room;
  };
  const names = ["begin", "extend", "end", "undo", "clear", "repaint"];
  return { done, ...Object.fromEntries(names.map((name) => [name, noting(name)])) };
}

function penned(room) {
  const canvas = new FakeElement("canvas");
  const made = hand(room);
  listenToPointers({ canvas, place: ({ clientX, clientY }) => [clientX, clientY] }, made);
  return { canvas, done: made.done, send: (...what) => canvas.dispatchEvent(pointer(...what)) };
}

test("one pointer draws at a time, by its main button, and the canvas keeps it", () => {
  const { canvas, done, send } = penned();
  send("pointermove", 0, 0);
  send("pointerdown", 1, 1, { button: 2 });
  send("pointerdown", 1, 1, { isPrimary: false });
  assert.deepEqual(done, []);
  send("pointerdown", 1, 2, { pointerId: 5 });
  assert.equal(canvas.captured, 5);
  send("pointerdown", 9, 9, { pointerId: 6 });
  send("pointermove", 9, 9, { pointerId: 6 });
  send("pointermove", 3, 4, { pointerId: 5 });
  send("pointerup", 9, 9, { pointerId: 6 });
  send("pointercancel", 3, 4, { pointerId: 5 });
  send("pointermove", 8, 8, { pointerId: 5 });
  assert.deepEqual(done, [["begin", 1, 2], ["extend", 3, 4], ["end"]]);
});

test("all the places between two frames are drawn", () => {
  const { done, send } = penned();
  send("pointerdown", 0, 0);
  const between = [1, 2, 3].map((x) => ({ clientX: x, clientY: x }));
  send("pointermove", 3, 3, { getCoalescedEvents: () => between });
  assert.deepEqual(done.slice(1), [["extend", 1, 1], ["extend", 2, 2], ["extend", 3, 3]]);
});

test("where there is no room for more the pointer has drawn to its end", () => {
  const { done, send } = penned(1);
  send("pointerdown", 0, 0);
  send("pointermove", 1, 1);
  send("pointermove", 2, 2);
  send("pointerup", 2, 2);
  assert.deepEqual(done, [["begin", 0, 0], ["extend", 1, 1]]);
});

function keyed() {
  const canvas = new FakeElement("canvas");
  const made = hand();
  const said = [];
  const keys = new PenKeys(canvas, made, (words) => said.push(words));
  const press = (key, properties = {}) => {
    const pressed = keydown(key, properties);
    canvas.dispatchEvent(pressed);
    return pressed.defaultPrevented;
  };
  return { canvas, keys, done: made.done, said, press };
}

test("arrows move the cursor in steps, with Shift in small ones, and not off the paper", () => {
  const { keys, press } = keyed();
  const [x, y] = [keys.x, keys.y];
  press("ArrowRight");
  press("ArrowDown");
  assert.ok(Math.abs(keys.x - x - 0.03) < 1e-9 && Math.abs(keys.y - y - 0.03) < 1e-9);
  press("ArrowLeft", { shiftKey: true });
  press("ArrowUp", { shiftKey: true });
  assert.ok(Math.abs(keys.x - x - 0.02) < 1e-9 && Math.abs(keys.y - y - 0.02) < 1e-9);
  for (let step = 0; step < 60; step++) press("ArrowLeft");
  assert.equal(keys.x, 0);
});

test("Space puts the pen down and lifts it, held down it is pressed once", () => {
  const { keys, done, said, press } = keyed();
  assert.equal(keys.cursor, null);
  press(" ");
  press(" ", { repeat: true });
  press("ArrowRight");
  press(" ");
  assert.deepEqual(done.map(([name]) => name), ["begin", "extend", "end"]);
  assert.deepEqual(said, ["Pen down", "Pen lifted"]);
  assert.notEqual(keys.cursor, null);
});

test("a pen that is down is lifted before it is undone or cleared, and when the focus leaves", () => {
  for (const [name, leave] of [
    ["undo", ({ press }) => press("z", { ctrlKey: true })],
    ["clear", ({ press }) => press("Escape")],
    ["repaint", ({ canvas }) => canvas.dispatchEvent(event("blur"))],
  ]) {
    const made = keyed();
    made.press(" ");
    leave(made);
    assert.deepEqual(made.done.slice(1).map(([done]) => done), ["end", name]);
    assert.equal(made.keys.down, false);
  }
});

test("keys that are not the canvas's are left to the browser", () => {
  const { done, press } = keyed();
  for (const [name, properties] of [["Tab"], ["a"], ["ArrowUp", { altKey: true }], ["c", { ctrlKey: true }]]) {
    assert.equal(press(name, properties), false);
  }
  assert.deepEqual(done, []);
  assert.equal(press("ArrowUp"), true);
});
