// What a view tells again and again: numbered on from what the server knows, and given up where it is refused.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Channel } from "../../playground/web/channel.js";
import { Told } from "../../playground/web/told.js";
import { openPage } from "./fakes.js";

let told, sent, channel, screen;

beforeEach(() => {
  screen = openPage();
  sent = [];
  channel = new Channel(new URL("ws://class.example/playground/live"), () => ({ send: () => {}, close: () => {} }));
  channel.send = (_, message) => sent.push(message);
  channel.open = true;
  told = new Told(channel, "code");
});

const codes = () => sent.map(({ code }) => code[0]);

test("each has a larger number than what the server knows", () => {
  assert.equal(told.confirm(7), false);
  assert.equal(told.tell({ code: [1] }, true), 8);
  assert.deepEqual(sent, [{ code: [1], revision: 8 }]);
});

test("what is told before the server's first answer goes with it, the newest alone", () => {
  told.tell({ code: [1] }, true);
  told.tell({ code: [2] }, false);
  assert.deepEqual(sent, []);
  assert.equal(told.confirm(3), true);
  assert.deepEqual(sent, [{ code: [2], revision: 4 }]);
  assert.equal(told.confirm(4), false);
  assert.equal(sent.length, 1);
});

test("of a drag the newest goes with each refresh of the screen, and its end at once", () => {
  told.confirm(0);
  for (const number of [1, 2, 3]) told.tell({ code: [number] }, false);
  assert.deepEqual(codes(), []);
  screen.refresh();
  assert.deepEqual(codes(), [3]);
  told.tell({ code: [4] }, false);
  told.tell({ code: [5] }, true);
  screen.refresh();
  assert.deepEqual(codes(), [3, 5]);
});

test("an answer from before the last one told is behind it", () => {
  told.confirm(0);
  told.tell({ code: [1] }, true);
  told.tell({ code: [2] }, true);
  assert.equal(told.confirm(1), true);
  assert.equal(told.confirm(2), false);
});

test("what is refused is waited for no longer", () => {
  told.confirm(0);
  told.tell({ code: [1] }, true);
  told.refuse();
  assert.equal(told.confirm(0), false);
  told.repeat();
  assert.equal(sent.length, 1);
});

test("after a break the newest is told again, unless the server has heard it", () => {
  told.confirm(0);
  channel.open = false;
  told.tell({ code: [1] }, true);
  assert.deepEqual(codes(), []);
  channel.open = true;
  told.repeat();
  assert.deepEqual(codes(), [1]);
  told.confirm(1);
  told.repeat();
  assert.deepEqual(codes(), [1]);
});
