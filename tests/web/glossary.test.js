// Looking up words in the glossary.

import assert from "node:assert/strict";
import test from "node:test";

import { event, openPage } from "./fakes.js";

openPage();
const { find, keyOf, matching } = await import("../../playground/web/glossary/terms.js");
const { ASKED, term } = await import("../../playground/web/term.js");

const TERMS = [
  { name: "Weight", keys: ["weight", "parameter"] },
  { name: "Loss", keys: ["loss", "cost"] },
  { name: "Class", keys: ["class", "label"] },
  { name: "Early stopping", keys: ["early stopping", "patience"] },
];

test("a word is found by any of its names, its case, its plural and without a label's hint", () => {
  assert.equal(keyOf(" Patience (epochs, 0: off) "), "patience");
  const names = ["Cost", "weights", "PARAMETER", "Patience (epochs, 0: off)", "class"].map((word) => find(TERMS, word)?.name);
  assert.deepEqual(names, ["Loss", "Weight", "Weight", "Early stopping", "Class"]);
  assert.equal(find(TERMS, "nonsense"), undefined);
});

test("the list is in order, and what is typed narrows it, names before other words", () => {
  const names = (typed) => matching(TERMS, typed).map(({ name }) => name);
  assert.deepEqual(names(""), ["Class", "Early stopping", "Loss", "Weight"]);
  assert.deepEqual(names(" LO"), ["Loss"]);
  assert.deepEqual(names("la"), ["Class"]);
  assert.deepEqual(names("st"), ["Early stopping", "Loss"]);
  assert.deepEqual(names("xyz"), []);
});

test("a press of a word asks the page for it, from within any view", () => {
  const asked = [];
  const word = term("Loss", "Cost (MSE)");
  word.addEventListener(ASKED, (heard) => asked.push([heard.detail, heard.bubbles, heard.composed]));
  word.dispatchEvent(event("click"));
  assert.deepEqual(asked, [["Loss", true, true]]);
  assert.equal(word.textContent, "Cost (MSE)");
});
