import assert from "node:assert/strict";
import test from "node:test";

import { openPage, stopClock } from "./fakes.js";

const screen = openPage();
document.baseURI = "http://class.example/";
const { channel } = await import("../../playground/web/live.js");
const { Refresh } = await import("../../playground/web/refresh/refresh.js");

const asked = [];
Object.assign(channel, {
  open: true,
  send: (_speaker, message) => {
    asked.push(message);
    return asked.length;
  },
});

/** A refresh on the page, and how often it has run its fragment anew. */
function shown() {
  const refresh = new Refresh();
  const page = { runs: 0 };
  const setTriggerValue = () => (page.runs += 1);
  const receive = (message, pause = 50) =>
    refresh.receive({ data: { topic: "topic", message, pause }, setTriggerValue });
  const answer = () => refresh.questions.hear(asked.length, new Uint8Array());
  return { refresh, page, receive, answer };
}

test("what is new at first is drawn already; what comes then runs the fragment anew", (t) => {
  const pass = stopClock(t);
  const { page, receive, answer, refresh } = shown();
  asked.length = 0;
  receive({ n: 1 });
  answer();
  assert.equal(page.runs, 0);
  pass(100);
  screen.refresh();
  assert.deepEqual(asked, [{ n: 1 }, { n: 1 }]);
  answer();
  assert.equal(page.runs, 1);
  refresh.close();
});

test("another message takes the place of the one that waits", (t) => {
  const pass = stopClock(t);
  const { page, receive, answer, refresh } = shown();
  asked.length = 0;
  receive({ source: "Bars" });
  receive({ source: "Bars" });
  assert.equal(asked.length, 1);
  receive({ source: "Drawing" });
  assert.deepEqual(asked.at(-1), { source: "Drawing" });
  answer();
  assert.equal(page.runs, 0, "the page was drawn with it");
  pass(100);
  screen.refresh();
  answer();
  assert.equal(page.runs, 1);
  assert.deepEqual(asked.at(-1), { source: "Drawing" });
  refresh.close();
});
