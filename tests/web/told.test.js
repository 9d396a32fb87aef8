// What a view tells again and again: numbered on from what the server knows, and given up where it is refused.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Channel } from "../../playground/web/channel.js";
import { Told } from "../../playground/web/told.js";

let told, sent, channel;

beforeEach(() => {
  sent = [];
  channel = new Channel(new URL("ws://class.example/playground/live"), () => ({ send: () => {}, close: () => {} }));
  channel.send = (_, message) => sent.push(message);
  channel.open = true;
  told = new Told(channel, "code");
});

/** The server takes in what it was told last. */
const taken = () => told.questions.hear(sent.length, new Uint8Array());

test("each has a larger number than what the server knows", () => {
  assert.equal(told.hear(7), false);
  assert.equal(told.tell({ code: [1] }, true), 8);
  assert.deepEqual(sent, [{ code: [1], revision: 8 }]);
});

test("what is told before the server's first answer goes with it, the newest alone", () => {
  told.tell({ code: [1] }, true);
  told.tell({ code: [2] }, false);
  assert.deepEqual(sent, []);
  assert.equal(told.hear(3), true);
  assert.deepEqual(sent, [{ code: [2], revision: 4 }]);
  taken();
  assert.equal(told.hear(4), false);
  assert.equal(sent.length, 1);
});

test("of a drag the newest goes when the one before is taken in, and its end at once", () => {
  told.hear(0);
  for (const number of [1, 2, 3]) told.tell({ code: [number] }, false);
  assert.deepEqual(sent.map(({ code }) => code[0]), [1]);
  taken();
  assert.deepEqual(sent.map(({ code }) => code[0]), [1, 3]);
  told.tell({ code: [4] }, true);
  assert.deepEqual(sent.map(({ revision }) => revision), [1, 3, 4]);
});

test("an answer from before the last one told is behind it", () => {
  told.hear(0);
  told.tell({ code: [1] }, true);
  told.tell({ code: [2] }, true);
  assert.equal(told.hear(1), true);
  assert.equal(told.hear(2), false);
});

test("what is refused is waited for no longer", () => {
  told.hear(0);
  told.tell({ code: [1] }, true);
  told.questions.refuse(sent.length, "No.");
  assert.equal(told.hear(0), false);
});
