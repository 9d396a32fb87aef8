// A view's following of a topic: asked again after each answer, and no faster than a screen shows.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Channel } from "../../playground/web/channel.js";
import { Following } from "../../playground/web/following.js";
import { openPage } from "./fakes.js";

let screen, sent, heard, refused, following, now;

beforeEach(() => {
  screen = openPage();
  now = 1000;
  mock.restoreAll();
  mock.method(performance, "now", () => now);
  sent = [];
  heard = [];
  refused = [];
  const channel = new Channel(new URL("ws://class.example/playground/live"));
  channel.send = (_, message) => sent.push(message);
  channel.open = true;
  following = new Following(channel, "layers", (bytes) => heard.push(bytes[0]), (why) => refused.push(why));
});

const answer = (byte) => following.questions.hear(sent.length, Uint8Array.of(byte));

test("the next answer finds the question there, whatever the view does with the one before", () => {
  following.follow({ n: 1 });
  now += 100;
  answer(7);
  assert.deepEqual(heard, [7]);
  assert.deepEqual(sent, [{ n: 1 }, { n: 1 }]);
});

test("answers that come faster than a screen shows them wait for its next refresh", () => {
  following.follow({ n: 1 });
  now += 5;
  answer(1);
  assert.equal(sent.length, 1);
  screen.refresh();
  assert.equal(sent.length, 2);
});

test("a hidden page asks when its screen is refreshed again", () => {
  following.follow({ n: 1 });
  document.hidden = true;
  now += 100;
  answer(1);
  assert.equal(sent.length, 1);
  screen.refresh();
  assert.equal(sent.length, 2);
});

test("another message is asked at once, in place of the one before", () => {
  following.follow({ n: 1 });
  following.follow({ n: 2 });
  now += 100;
  answer(1);
  assert.deepEqual(sent, [{ n: 1 }, { n: 2 }, { n: 2 }]);
});

test("a refusal is told, and what comes after it is heard", () => {
  following.follow({ n: 1 });
  now += 100;
  following.questions.refuse(sent.length, "No.");
  assert.deepEqual(refused, ["No."]);
  answer(3);
  assert.deepEqual(heard, [3]);
});

test("once it is closed, nothing is asked any more", () => {
  following.follow({ n: 1 });
  now += 5;
  answer(1);
  following.close();
  screen.refresh();
  assert.equal(sent.length, 1);
});
