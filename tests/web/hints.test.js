// Hints of a first visit: one after the other, where they apply, and never again once they are dismissed.

import assert from "node:assert/strict";
import test from "node:test";

import { event, openPage, openStorage } from "./fakes.js";

openPage();
const { doneBy, due, hintNow, TEXTS } = await import("../../playground/web/hints.js");
const { HintNote } = await import("../../playground/web/hint_note.js");

const facts = (more = {}) => ({ begun: false, moving: false, points: true, tanh: true, drawing: false, ...more });
const NEW = facts();
const TRAINED = facts({ begun: true });
const WITHOUT_TANH = facts({ begun: true, tanh: false });

test("the hints come one after the other, each where it applies", () => {
  openStorage();
  assert.equal(hintNow(NEW), "play");
  assert.equal(hintNow(facts({ begun: true, moving: true })), null, "what trains is to be watched");
  assert.equal(hintNow(TRAINED), "tanh");
  assert.equal(hintNow(facts({ tanh: false })), null, "taken out, and not trained yet");
  assert.equal(hintNow(WITHOUT_TANH), "draw");
  assert.equal(hintNow(facts({ drawing: true })), null);
  assert.equal(hintNow(WITHOUT_TANH), null, "who has been to the Draw page needs no way there");
});

test("what is done is not asked for again, whatever the page shows then", () => {
  openStorage();
  hintNow(TRAINED);
  assert.equal(hintNow(NEW), null, "Play was pressed before; Tanh is asked for once there is a border");
  assert.deepEqual(doneBy({}, NEW), { play: false, tanh: false, draw: false });
  assert.equal(due({ play: true, tanh: true }, facts({ begun: true, points: false, tanh: false })), "draw");
  assert.equal(due({}, facts({ points: false })), null, "images have no border to watch");
});

test("one click dismisses all of them for good, in every place", () => {
  const kept = openStorage();
  const shown = [];
  const notes = ["play", "tanh", "draw"].map((name) => new HintNote(name, (seen) => shown.push([name, seen])));
  notes.forEach((note) => note.show(NEW));
  assert.deepEqual(notes.map(({ node }) => node.hidden), [false, true, true]);
  assert.equal(notes[0].node.children[0].textContent, TEXTS.play);
  notes[0].node.children[1].dispatchEvent(event("click"));
  for (const seen of [NEW, TRAINED, WITHOUT_TANH]) {
    notes.forEach((note) => note.show(seen));
    assert.ok(notes.every(({ node }) => node.hidden));
  }
  assert.equal(hintNow(NEW), null);
  const again = new HintNote("play");
  again.show(NEW);
  assert.ok(again.node.hidden, "a page that is opened later knows");
  assert.deepEqual(JSON.parse(kept["playground hints"]), { play: true, tanh: true, draw: true });
  assert.deepEqual(shown[0], ["play", true]);
});

test("where the browser may remember nothing no hint is shown, and nothing breaks", () => {
  openStorage({}, true);
  const note = new HintNote("play");
  note.show(NEW);
  assert.ok(note.node.hidden);
  note.node.children[1].dispatchEvent(event("click"));
  delete globalThis.localStorage;
  assert.equal(hintNow(NEW), null);
});

for (const foreign of ["nonsense", "null", "3", '"text"']) {
  test(`what others have written in the storage, ${foreign}, is no memory of ours`, () => {
    openStorage({ "playground hints": foreign });
    assert.equal(hintNow(NEW), "play");
  });
}

test("a note that has left the page hears nothing more", () => {
  openStorage();
  let told = 0;
  const note = new HintNote("play", () => (told += 1));
  note.show(NEW);
  note.close();
  note.node.children[1].dispatchEvent(event("click"));
  assert.equal(told, 1);
});
