// Challenges that were met: they outlast the session, where the browser may remember anything.

import assert from "node:assert/strict";
import test from "node:test";

import { openStorage } from "./fakes.js";
import { metHere } from "../../playground/web/challenges/met.js";

const NAMES = ["first", "second", "third"];

/** Give the page a storage that holds `text`, or one that refuses everything. */
function store(text, refuses = false) {
  return openStorage(text === undefined ? {} : { "playground challenges": text }, refuses);
}

test("what one session has met the next one has, in the order of the challenges", () => {
  store();
  assert.deepEqual(metHere(NAMES, []), []);
  assert.deepEqual(metHere(NAMES, ["third"]), ["third"]);
  assert.deepEqual(metHere(NAMES, ["first"]), ["first", "third"]);
  assert.deepEqual(metHere(NAMES, []), ["first", "third"]);
});

test("what is no challenge any more is not counted", () => {
  store('["second", "gone"]');
  assert.deepEqual(metHere(NAMES, []), ["second"]);
});

test("what others have written there is no memory of ours, and where nothing may be kept the session's are there", () => {
  for (const text of ["{", '{"first": true}', "3"]) {
    store(text);
    assert.deepEqual(metHere(NAMES, ["first"]), ["first"], text);
  }
  store(undefined, true);
  assert.deepEqual(metHere(NAMES, ["second"]), ["second"]);
});
