// Edits of own classes: told until the server has made them, each under a number of its own.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Channel } from "../../playground/web/channel.js";
import { Edits } from "../../playground/web/teach_board/edits.js";
import { openPage } from "./fakes.js";

let edits, sent, channel;

beforeEach(() => {
  openPage();
  sent = [];
  channel = new Channel(new URL("ws://class.example/playground/live"), () => ({ send: () => {}, close: () => {} }));
  channel.send = (_, message) => sent.push(structuredClone(message));
  channel.open = true;
  edits = new Edits(channel);
});

const numbers = () => sent.at(-1).edits.map(([number, edit]) => `${number} ${edit.do}`);

test("two quick edits are two, and what the server has made is told no more", () => {
  edits.confirm(4);
  edits.tell({ do: "begin" });
  edits.tell({ do: "undo" });
  assert.deepEqual(numbers(), ["5 begin", "6 undo"]);
  edits.confirm(5);
  edits.tell({ do: "begin" });
  assert.deepEqual(numbers(), ["6 undo", "7 begin"]);
});

test("what one message cannot hold goes in the next", () => {
  edits.confirm(0);
  const point = () => [0.123456, 0.123456];
  const drawing = { strokes: [Array.from({ length: 3000 }, point)], brush: 0.05 };
  channel.open = false;
  for (let each = 0; each < 4; each += 1) edits.tell({ do: "add", class: 0, drawing });
  channel.open = true;
  edits.told.repeat();
  assert.deepEqual(numbers(), ["1 add"]);
  for (const revision of [1, 2, 3]) edits.confirm(revision);
  assert.deepEqual(numbers(), ["4 add"]);
  edits.confirm(4);
  assert.equal(sent.length, 4);
});

test("what was lost with the connection is told again", () => {
  edits.confirm(0);
  channel.open = false;
  edits.tell({ do: "begin" });
  edits.tell({ do: "begin" });
  assert.equal(sent.length, 0);
  channel.open = true;
  edits.told.repeat();
  assert.deepEqual(numbers(), ["1 begin", "2 begin"]);
});
