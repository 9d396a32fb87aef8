import assert from "node:assert/strict";
import test from "node:test";

import { FakeElement, openPage } from "./fakes.js";

openPage();
const { Redraw } = await import("../../playground/web/redraw.js");

function opened() {
  const screen = openPage();
  const node = new FakeElement();
  const counted = { drawn: 0 };
  const redraw = new Redraw(() => (counted.drawn += 1));
  redraw.follow(node);
  return { screen, node, redraw, counted, observer: openPage.observers[0] };
}

test("what is asked for several times is drawn once, with the next refresh", () => {
  const { screen, redraw, counted } = opened();
  for (let time = 0; time < 3; time++) redraw.ask();
  assert.equal(counted.drawn, 0);
  screen.refresh();
  assert.equal(counted.drawn, 1);
  screen.refresh();
  assert.equal(counted.drawn, 1);
  redraw.ask();
  screen.refresh();
  assert.equal(counted.drawn, 2);
});

test("it is drawn anew when the node's size or the fonts have changed", () => {
  const { screen, node, counted, observer } = opened();
  assert.deepEqual(observer.nodes, [node]);
  observer.changed();
  screen.refresh();
  document.fonts.dispatchEvent(new Event("loadingdone"));
  screen.refresh();
  assert.equal(counted.drawn, 2);
});

test("it is drawn anew when the theme has changed, and not when something within it has moved", () => {
  const { screen, node, counted } = opened();
  assert.equal(node.style.transition, "color 1ms");
  node.dispatchEvent(new Event("transitionend"));
  screen.refresh();
  assert.equal(counted.drawn, 1);
  const inner = new Event("transitionend");
  Object.defineProperty(inner, "target", { value: new FakeElement() });
  node.dispatchEvent(inner);
  screen.refresh();
  assert.equal(counted.drawn, 1);
});

test("what was asked for before it is closed is not drawn", () => {
  const { screen, redraw, counted } = opened();
  redraw.ask();
  redraw.close();
  screen.refresh();
  assert.equal(counted.drawn, 0);
});

test("what is closed no longer hears of sizes and fonts", () => {
  const { screen, redraw, counted, observer } = opened();
  redraw.close();
  document.fonts.dispatchEvent(new Event("loadingdone"));
  screen.refresh();
  assert.equal(counted.drawn, 0);
  assert.deepEqual(observer.nodes, []);
});
