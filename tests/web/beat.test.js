// Work for the next refresh of the screen: all in one task, each once, and none kept from its turn by another.

import assert from "node:assert/strict";
import { test } from "node:test";

import { notWithNextRefresh, withNextRefresh } from "../../playground/web/beat.js";
import { openPage } from "./fakes.js";

test("what several ask for is done in one refresh, each once", () => {
  const screen = openPage();
  const done = [];
  const [one, two] = [() => done.push("one"), () => done.push("two")];
  for (const work of [one, two, one]) withNextRefresh(work);
  assert.equal(screen.asked.size, 1);
  screen.refresh();
  assert.deepEqual(done, ["one", "two"]);
  screen.refresh();
  assert.deepEqual(done, ["one", "two"]);
});

test("work may ask for itself again, and take back another's", () => {
  const screen = openPage();
  const done = [];
  const other = () => done.push("other");
  const again = () => {
    done.push("again");
    notWithNextRefresh(other);
    if (done.length < 3) withNextRefresh(again);
  };
  withNextRefresh(again);
  withNextRefresh(other);
  for (let time = 0; time < 4; time++) screen.refresh();
  assert.deepEqual(done, ["again", "again", "again"]);
});

test("a fault of one keeps no other from its turn, and is reported", () => {
  const screen = openPage();
  const done = [];
  const reported = [];
  globalThis.reportError = (error) => reported.push(error.message);
  withNextRefresh(() => {
    throw new Error("broken");
  });
  withNextRefresh(() => done.push("other"));
  screen.refresh();
  assert.deepEqual(done, ["other"]);
  assert.deepEqual(reported, ["broken"]);
});
