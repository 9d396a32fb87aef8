import assert from "node:assert/strict";
import test from "node:test";

import { below, FakeElement, openPage, seeded } from "./fakes.js";

openPage();
const { arrange, reveal } = await import("../../playground/web/layer_editor/layout.js");

class Row extends FakeElement {
  constructor(root) {
    super("li");
    this.root = root;
    this.glides = [];
  }

  getBoundingClientRect() {
    return { top: 10 * (this.parentNode?.children.indexOf(this) ?? 0) };
  }

  animate(frames) {
    this.glides.push(frames[0]);
  }

  /** As in a browser, an element that leaves the page loses the focus. */
  remove() {
    super.remove();
    if (this.root.activeElement === this) this.root.activeElement = null;
  }

  focus() {
    this.root.activeElement = this;
  }
}

/** A list of so many rows, and what tells whether a person wants to see no movement. */
function opened(count, calm = false) {
  window.matchMedia = () => ({ matches: calm });
  const root = { activeElement: null };
  const list = new FakeElement("ol");
  const rows = Array.from({ length: count }, () => new Row(root));
  list.append(...rows);
  list.moves = 0;
  return { root, list, rows };
}

test("the list has the rows that are wanted, in their order", () => {
  const random = seeded(7);
  for (let round = 0; round < 200; round++) {
    const { root, list, rows } = opened(below(random, 7));
    const wanted = [...rows, new Row(root), new Row(root)].filter(() => random() < 0.7).sort(() => random() - 0.5);
    arrange(list, wanted, root, false);
    assert.deepEqual(list.children, wanted);
  }
});

test("rows that stand where they belong are not touched", () => {
  const { root, list, rows } = opened(6);
  arrange(list, rows, root, true);
  assert.equal(list.moves, 0);
  const added = new Row(root);
  arrange(list, [...rows.slice(0, 3), added, ...rows.slice(3)], root, true);
  assert.equal(list.moves, 1);
  arrange(list, rows, root, true);
  assert.equal(list.moves, 1);
});

test("the focus stays in a row that moves", () => {
  const { root, list, rows } = opened(3);
  rows[2].focus();
  arrange(list, [rows[2], rows[0], rows[1]], root, false);
  assert.equal(root.activeElement, rows[2]);
});

test("what moved glides from where it was, what is new appears", () => {
  const { root, list, rows } = opened(3);
  const added = new Row(root);
  arrange(list, [rows[0], added, rows[2], rows[1]], root, true);
  assert.deepEqual(rows.map(({ glides }) => glides), [
    [],
    [{ transform: "translateY(-20px)" }],
    [],
  ]);
  assert.equal(added.glides[0].opacity, 0);
});

test("nothing moves for a person who asked for that", () => {
  const { root, list, rows } = opened(2, true);
  arrange(list, [rows[1], rows[0]], root, true);
  assert.deepEqual(rows.flatMap(({ glides }) => glides), []);
});

test("a list is scrolled no further than an element in it needs, and its beginning comes before its end", () => {
  const scrolled = (top, height) => {
    const scroll = Object.assign(new FakeElement(), { scrollTop: 200, box: { left: 0, top: 100, width: 50, height: 100 } });
    reveal(scroll, Object.assign(new FakeElement(), { box: { left: 0, top, width: 50, height } }));
    return scroll.scrollTop;
  };
  assert.equal(scrolled(130, 34), 200);
  assert.equal(scrolled(80, 34), 200 - 34);
  assert.equal(scrolled(180, 34), 200 + 28);
  assert.equal(scrolled(180, 300), 200 + 66);
});
