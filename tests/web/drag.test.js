import assert from "node:assert/strict";
import test from "node:test";

import { event, FakeElement, openPage, pointer, stopClock } from "./fakes.js";

openPage();
const { Drag, gapAt } = await import("../../playground/web/layer_editor/drag.js");

const ZONE = { left: 100, right: 300, top: 50, bottom: 250 };
const ROWS = [0, 40, 80].map((top) => ({ top, bottom: top + 40 }));

test("the gap is the one between the rows' middles that the pointer is at", () => {
  const at = (y) => gapAt({ x: 200, y }, ZONE, ROWS);
  assert.deepEqual([50, 69, 71, 109, 111, 149, 151, 250].map(at), [0, 0, 1, 1, 2, 2, 3, 3]);
  assert.equal(gapAt({ x: 200, y: 60 }, ZONE, []), 0);
});

test("outside of the stack there is no gap, but somewhat beside and below it there is", () => {
  const at = (x, y) => gapAt({ x, y }, ZONE, ROWS);
  assert.deepEqual([at(67, 60), at(333, 60), at(200, 49), at(200, 283)], [null, null, null, null]);
  assert.deepEqual([at(69, 60), at(331, 60), at(200, 281)], [0, 0, 3]);
});

/** A stack of three rows of 40 pixels at the corner of a page of its own, and what is dropped on it. */
function opened() {
  const screen = openPage();
  const [stack, scroll, list] = [new FakeElement(), Object.assign(new FakeElement(), { scrollTop: 0 }), new FakeElement()];
  stack.box = { left: 0, top: 0, width: 200, height: 120 };
  for (const { top } of ROWS) list.append(Object.assign(new FakeElement(), { offsetTop: top, offsetHeight: 40 }));
  const dropped = [];
  let begun = 0;
  const drop = (source, index) => dropped.push([source, index]);
  const drag = new Drag({ stack, scroll, list }, drop, () => (begun += 1));
  const source = { kind: { title: "Linear", accent: "red" }, element: list.children[0], id: 1 };
  const press = (properties = {}, wait = false) => drag.press(pointer("pointerdown", 10, 10, properties), source, wait);
  return { drag, dropped, source, press, screen, scroll, begun: () => begun };
}

const send = (kind, x, y, properties) => window.dispatchEvent(pointer(kind, x, y, properties));

test("a row is dropped into the gap where the line stood", () => {
  const { drag, dropped, source, press } = opened();
  press();
  send("pointermove", 10, 13);
  assert.equal(drag.active, false);
  send("pointermove", 10, 70);
  assert.ok(source.element.classList.contains("dragged"));
  assert.equal(drag.line.hidden, false);
  assert.equal(drag.line.style.transform, "translateY(77px)");
  send("pointerup", 10, 70);
  assert.deepEqual(dropped, [[source, 2]]);
  assert.equal(drag.line.hidden, true);
  assert.ok(!source.element.classList.contains("dragged"));
});

test("in a list that is scrolled the line stands where the rows are seen", () => {
  const { drag, dropped, source, press, scroll } = opened();
  scroll.scrollTop = 40;
  press();
  send("pointermove", 10, 70);
  assert.equal(drag.line.style.transform, "translateY(83px)");
  send("pointerup", 10, 70);
  assert.deepEqual(dropped, [[source, 3]]);
});

test("a drag that begins is told of, once, and a press that is none is not", () => {
  const { press, begun } = opened();
  press();
  send("pointermove", 12, 12);
  assert.equal(begun(), 0);
  send("pointermove", 10, 70);
  send("pointermove", 10, 80);
  assert.equal(begun(), 1);
  send("pointerup", 10, 80);
});

test("a press that hardly moves is no drag, and neither is one of another button or of a second finger", () => {
  const { drag, dropped, press } = opened();
  press();
  send("pointermove", 12, 12);
  send("pointerup", 12, 12);
  press({ button: 2 });
  press({ isPrimary: false });
  send("pointermove", 10, 90);
  send("pointerup", 10, 90);
  assert.deepEqual(dropped, []);
  assert.equal(drag.source, null);
});

test("another pointer neither moves nor ends the drag", () => {
  const { dropped, press, source } = opened();
  press();
  send("pointermove", 10, 50);
  send("pointermove", 10, 110, { pointerId: 2 });
  send("pointerup", 10, 110, { pointerId: 2 });
  assert.deepEqual(dropped, []);
  send("pointerup", 10, 50);
  assert.deepEqual(dropped, [[source, 1]]);
});

for (const [name, end] of [
  ["Escape", () => event("keydown", { key: "Escape" })],
  ["a cancelled pointer", () => pointer("pointercancel", 10, 90)],
  ["leaving the window", () => event("blur")],
]) {
  test(`${name} ends the drag without a drop`, () => {
    const { drag, dropped, press } = opened();
    press();
    send("pointermove", 10, 90);
    window.dispatchEvent(end());
    assert.equal(drag.active, false);
    send("pointerup", 10, 90);
    assert.deepEqual(dropped, []);
  });
}

test("outside of the stack nothing is dropped", () => {
  const { drag, dropped, press } = opened();
  press();
  send("pointermove", 10, 90);
  send("pointermove", 900, 90);
  assert.ok(drag.ghost.classList.contains("outside"));
  assert.equal(drag.line.hidden, true);
  send("pointerup", 900, 90);
  assert.deepEqual(dropped, []);
});

test("a finger on a chip drags once it has pressed for a while, and before that scrolls", (t) => {
  const pass = stopClock(t);
  const touch = { pointerType: "touch" };
  const { drag, dropped, press, source } = opened();
  press(touch, true);
  send("pointermove", 10, 90, touch);
  assert.equal(drag.source, null);
  press(touch, true);
  pass(1000);
  assert.equal(drag.active, true);
  const scroll = event("touchmove");
  window.dispatchEvent(scroll);
  assert.ok(scroll.defaultPrevented);
  send("pointermove", 10, 90, touch);
  send("pointerup", 10, 90, touch);
  assert.deepEqual(dropped, [[source, 2]]);
});

test("the click that ends a drag is nobody's, the next one is somebody's again", (t) => {
  const pass = stopClock(t);
  const { press } = opened();
  let stopped = 0;
  const click = () => Object.assign(event("click"), { stopPropagation: () => (stopped += 1) });
  press();
  send("pointermove", 10, 90);
  send("pointerup", 10, 90);
  window.dispatchEvent(click());
  assert.equal(stopped, 1);
  press();
  send("pointermove", 10, 90);
  send("pointerup", 10, 90);
  pass(1);
  window.dispatchEvent(click());
  assert.equal(stopped, 1);
});

test("near the window's edge the page scrolls towards it, the faster the nearer, and the line follows", () => {
  const { drag, press, screen } = opened();
  const page = document.scrollingElement;
  page.box = { left: 0, top: 0, width: 1000, height: 1000 };
  const speedAt = (y) => {
    drag.scroll.y = y;
    return drag.scroll.speed();
  };
  press();
  send("pointermove", 10, 500);
  assert.equal(speedAt(500), 0);
  assert.ok(speedAt(950) > 0 && speedAt(990) > speedAt(950));
  assert.ok(speedAt(50) < 0 && speedAt(10) < speedAt(50));
  page.scrollTop = 100;
  send("pointermove", 10, 990);
  screen.refresh();
  assert.ok(page.scrollTop > 100);
  send("pointerup", 10, 990);
  const end = page.scrollTop;
  screen.refresh();
  assert.equal(page.scrollTop, end);
});
