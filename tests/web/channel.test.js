// The live channel: greeting, questions of which the newest counts, and coming back after a break.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Channel, Questions } from "../../playground/web/channel.js";
import { stopClock } from "./fakes.js";

class Socket {
  constructor() {
    this.sent = [];
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  get messages() {
    channel.flush(); // the end of the moment
    return this.sent.slice(1);
  }

  close() {
    this.closed = true;
  }

  /** The server's side. */
  greet(lost = false) {
    this.onopen();
    this.onmessage({ data: JSON.stringify({ hello: { lost } }) });
  }

  answer(question, text) {
    this.answerAll([[question, text]]);
  }

  answerAll(pairs) {
    const parts = pairs.map(([{ slot, number }, text]) => {
      const bytes = new Uint8Array(16 + Math.ceil(text.length / 8) * 8);
      const head = new DataView(bytes.buffer);
      head.setUint16(0, slot, true);
      head.setUint32(4, number, true);
      head.setUint32(8, text.length, true);
      bytes.set(new TextEncoder().encode(text), 16);
      return [...bytes];
    });
    this.onmessage({ data: Uint8Array.from(parts.flat()).buffer });
  }

  end(code = 1006) {
    this.onclose({ code });
  }

  get questions() {
    return this.messages.flat();
  }
}

let sockets, channel, heard, states, pass;

beforeEach(() => {
  pass = stopClock();
  sockets = [];
  heard = [];
  states = [];
  channel = new Channel(new URL("ws://class.example/playground/live"), () => {
    sockets.push(new Socket());
    return sockets.at(-1);
  });
  channel.states.add((state) => states.push(state));
});

const asked = (socket) => socket.questions.map(({ message }) => message.n);
const questions = (options) =>
  new Questions(channel, "topic", (bytes) => heard.push(new TextDecoder().decode(bytes)), options);

function joined() {
  channel.join("token", "page", "tab");
  sockets[0].greet();
  return sockets[0];
}

test("it says whose session it speaks for before it asks", () => {
  const kind = questions();
  kind.ask({ n: 1 });
  channel.join("token", "page", "tab", "before");
  const [socket] = sockets;
  assert.deepEqual(socket.sent, []);
  socket.greet();
  assert.deepEqual(socket.sent[0], { token: "token", page: "page", tab: "tab", before: "before" });
  assert.deepEqual(asked(socket), [1]);
});

test("what is asked at one moment goes in one message, and what is answered at one moment comes in one", async () => {
  const socket = joined();
  const [one, two] = [questions(), questions()];
  one.ask({ n: 1 });
  two.ask({ n: 2 });
  assert.equal(socket.sent.length, 1, "not yet");
  await null;
  assert.equal(socket.sent.length, 2);
  one.ask({ n: 3 });
  const [first, second] = socket.questions;
  socket.answerAll([[first, "one"], [second, "the second"]]);
  assert.deepEqual(heard, ["one", "the second"]);
  assert.deepEqual(socket.messages.map((message) => message.map(({ message: { n } }) => n)), [[1, 2], [3]]);
});

test("what would be too long for one message goes in several, in its order", () => {
  const socket = joined();
  const long = "x".repeat(90_000);
  for (const n of [1, 2, 3]) questions().ask({ n, long });
  assert.deepEqual(socket.messages.map((message) => message.map(({ message: { n } }) => n)), [[1, 2], [3]]);
});

test("what the connection breaks under is asked again once it is back", () => {
  const socket = joined();
  questions().ask({ n: 1 });
  socket.end();
  channel.flush();
  assert.equal(socket.sent.length, 1);
  pass(250);
  sockets[1].greet();
  assert.deepEqual(asked(sockets[1]), [1]);
});

test("joining the same session again changes nothing; another one is another connection", () => {
  const socket = joined();
  channel.join("token", "page", "tab");
  assert.equal(sockets.length, 1);
  channel.join("other", "page", "tab");
  assert.equal(sockets.length, 2);
  assert.ok(socket.closed);
  sockets[1].greet();
  assert.deepEqual(sockets[1].sent[0], { token: "other", page: "page", tab: "tab", before: null });
});

test("one question is under way at a time, and the newest of the others is next", () => {
  const socket = joined();
  const kind = questions();
  for (const n of [1, 2, 3]) kind.ask({ n });
  assert.deepEqual(asked(socket), [1]);
  socket.answer(socket.questions[0], "one");
  assert.deepEqual(asked(socket), [1, 3]);
  socket.answer(socket.questions[1], "three");
  assert.deepEqual(heard, ["one", "three"]);
  assert.ok(!kind.busy);
});

test("what is asked now replaces what is under way, whose answer then is none", () => {
  const socket = joined();
  const kind = questions();
  kind.ask({ n: 1 });
  kind.ask({ n: 2 }, true);
  assert.deepEqual(asked(socket), [1, 2]);
  socket.answer(socket.questions[0], "late");
  socket.answer(socket.questions[1], "two");
  assert.deepEqual(heard, ["two"]);
});

test("questions that wait replace each other", () => {
  const socket = joined();
  const kind = questions({ waits: true });
  kind.ask({ n: 1 });
  kind.ask({ n: 2 });
  assert.deepEqual(asked(socket), [1, 2]);
});

test("a question that waits already is not asked again", () => {
  const socket = joined();
  const kind = questions({ waits: true });
  kind.ask({ n: 1 });
  kind.ask({ n: 1 });
  assert.deepEqual(asked(socket), [1]);
  socket.answer(socket.questions[0], "one");
  kind.ask({ n: 1 });
  assert.deepEqual(asked(socket), [1, 1]);
  assert.deepEqual(heard, ["one"]);
});

test("each kind has a slot of its own, and what comes for one that has gone is dropped", () => {
  const socket = joined();
  const [one, two] = [questions(), questions()];
  one.ask({ n: 1 });
  two.ask({ n: 2 });
  assert.notEqual(one.slot, two.slot);
  socket.answer(socket.questions[1], "two");
  one.close();
  socket.answer(socket.questions[0], "one");
  const three = questions();
  assert.equal(three.slot, one.slot);
  three.ask({ n: 3 });
  socket.answer(socket.questions[0], "one");
  assert.deepEqual(heard, ["two"], "numbers are not used again with a slot");
});

test("an answer that asks again goes on", () => {
  const socket = joined();
  const kind = new Questions(channel, "topic", () => kind.ask({ n: 2 }), { waits: true });
  kind.ask({ n: 1 });
  socket.answer(socket.questions[0], "one");
  assert.deepEqual(asked(socket), [1, 2]);
});

test("the first question of a slot, and after a break, says that it is", () => {
  const socket = joined();
  const kind = questions({ waits: true });
  kind.ask({ n: 1 });
  kind.ask({ n: 2 });
  const before = socket.questions;
  socket.end();
  pass(250);
  sockets[1].greet();
  assert.deepEqual(
    [...before, ...sockets[1].questions].map(({ fresh }) => fresh),
    [true, false, true],
  );
});

test("a refusal is told, and the next question goes", () => {
  const socket = joined();
  const refusals = [];
  const kind = questions({ refused: (why) => refusals.push(why) });
  kind.ask({ n: 1 });
  kind.ask({ n: 2 });
  const { slot, number } = socket.questions[0];
  socket.onmessage({ data: JSON.stringify({ slot, number, refused: "No." }) });
  assert.deepEqual(refusals, ["No."]);
  assert.deepEqual(asked(socket), [1, 2]);
});

test("after a break it comes back by itself, and asks again what was under way", () => {
  const socket = joined();
  const [kind, other] = [questions(), questions()];
  kind.ask({ n: 1 });
  other.ask({ n: 2 });
  other.ask({ n: 3 });
  socket.end();
  kind.ask({ n: 4 });
  pass(250);
  assert.equal(sockets.length, 2);
  sockets[1].greet();
  assert.deepEqual(asked(sockets[1]), [4, 3]);
  sockets[1].answer(sockets[1].questions[0], "four");
  assert.deepEqual(heard, ["four"]);
});

test("the pauses grow up to a bound, and begin anew after a success", () => {
  joined().end();
  for (const pause of [250, 500, 1000, 2000, 4000, 8000, 8000]) {
    const before = sockets.length;
    pass(pause - 1);
    assert.equal(sockets.length, before);
    pass(1);
    assert.equal(sockets.length, before + 1);
    sockets.at(-1).end();
  }
  pass(8000);
  sockets.at(-1).greet();
  sockets.at(-1).end();
  pass(250);
  assert.equal(sockets.length, 10);
});

test("a short break goes unsaid, a longer one is said once and is over when it is", () => {
  const socket = joined();
  assert.deepEqual(states.splice(0), ["open"]);
  socket.end();
  pass(250);
  sockets[1].greet();
  pass(5000);
  assert.deepEqual(states.splice(0), ["open"]);
  sockets[1].end();
  pass(999);
  assert.deepEqual(states, []);
  sockets.at(-1).end();
  pass(1);
  assert.deepEqual(states.splice(0), ["broken"]);
  pass(500);
  sockets.at(-1).greet();
  assert.deepEqual(states, ["open"]);
});

test("a server that ends, and a session that is gone, are told apart from a break", () => {
  joined().end(1012);
  assert.deepEqual(states, ["open", "stopped"]);
  for (const pause of [250, 500, 1000, 2000]) {
    pass(pause);
    sockets.at(-1).end();
  }
  assert.deepEqual(states, ["open", "stopped"], "that it cannot be reached is known");
  pass(4000);
  sockets.at(-1).greet(true);
  assert.deepEqual(states, ["open", "stopped", "lost"]);
});

test("a server that knows nothing of the session is said to, as long as it is the same session", () => {
  joined().end(4404);
  assert.deepEqual(states, ["open", "unknown"]);
  pass(2999);
  assert.equal(sockets.length, 1, "the page is about to be run anew, and to join another session");
  pass(1);
  sockets[1].end(4404);
  assert.deepEqual(states, ["open", "unknown", "unknown"]);
  channel.join("other", "page", "tab", "token");
  sockets.at(-1).greet();
  pass(60_000);
  assert.equal(sockets.length, 3);
  assert.ok(channel.open);
});

test("slots are bounded", () => {
  for (let count = 0; count < 64; count++) questions();
  assert.throws(() => questions(), /at most 64/);
});
