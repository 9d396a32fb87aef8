import assert from "node:assert/strict";
import test from "node:test";

import { follows } from "../../playground/web/versions.js";

test("an older picture of the same run does not take the place of a later one", () => {
  assert.ok(!follows(["run", 3], ["run", 4]));
  assert.ok(follows(["run", 4], ["run", 4]));
  assert.ok(follows(["run", 5], ["run", 4]));
});

test("another run, or none, always does", () => {
  assert.ok(follows(["other", 1], ["run", 4]));
  assert.ok(follows(null, ["run", 4]));
  assert.ok(follows(undefined, ["run", 4]));
  assert.ok(follows(["run", 1], null));
});
