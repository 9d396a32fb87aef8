import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "./fakes.js";

openPage();
const { Switches } = await import("../../playground/web/switches.js");

/** A channel that keeps what it is told. */
function listening() {
  const sent = [];
  return { sent, open: true, slots: new Map(), seat: () => 0, send: (_, message) => sent.push(message) };
}

test("each message holds all units that are off, and while it is on its way the server's word is older", () => {
  const channel = listening();
  const switches = new Switches(channel);
  switches.message = { role: "digits" };
  switches.hear({ revision: 4, off: [[1, 2]] });
  switches.turn([1, 3]);
  switches.turn([1, 2]);
  assert.deepEqual(channel.sent.map(({ off, revision, role }) => [off, revision, role]), [
    [[[1, 2], [1, 3]], 5, "digits"],
    [[[1, 3]], 6, "digits"],
  ]);
  switches.hear({ revision: 5, off: [[1, 2], [1, 3]] });
  assert.ok(!switches.isOff([1, 2]) && switches.isOff([1, 3]));
  switches.hear({ revision: 6, off: [[1, 3]] });
  switches.hear({ revision: 7, off: [] });
  assert.ok(!switches.isOff([1, 3]), "another view has switched it on");
});
