import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "./fakes.js";

openPage();
const { placed, sorted } = await import("../../playground/web/layer_editor/module_menu.js");
const { inLine } = await import("../../playground/web/layer_editor/row.js");
const { dressed } = await import("../../playground/web/layer_editor/palette.js");

test("of the kinds that fit the likeliest six come first, then the rest of them, then all others", () => {
  const kinds = ["conv", "a", "b", "c", "d", "e", "f", "g", "h"];
  const fits = ["h", "g", "f", "e", "d", "c", "b"];
  assert.deepEqual(sorted(kinds, fits), { first: ["h", "g", "f", "e", "d", "c"], also: ["b"], others: ["conv", "a"] });
  assert.deepEqual(sorted(kinds, []), { first: [], also: [], others: kinds });
});

test("where nothing is known of what fits all kinds stand as they are", () => {
  const nothing = { also: [], others: [] };
  assert.deepEqual(sorted(["a", "b"], null), { first: ["a", "b"], ...nothing });
  assert.deepEqual(sorted(["a", "b"], undefined), { first: ["a", "b"], ...nothing });
});

test("the list stands beside its button, on the side with more room, and never beyond the screen", () => {
  const screen = { width: 1400, height: 900 };
  assert.deepEqual(placed({ right: 350, top: 200, bottom: 224 }, screen), { left: 354, wide: 360, tall: 420, top: 228 });
  assert.deepEqual(placed({ right: 350, top: 700, bottom: 724 }, screen), { left: 354, wide: 360, tall: 420, bottom: 204 });
  for (const width of [320, 420, 1400]) {
    for (const [right, top] of [[0, 0], [width, 400], [width / 2, 880]]) {
      const place = placed({ right, top, bottom: top + 24 }, { width, height: 900 });
      assert.ok(place.left >= 8 && place.left + place.wide <= width - 8);
      const from = place.top ?? 900 - place.bottom - place.tall;
      assert.ok(from >= 0 && from + place.tall <= 900);
    }
  }
});

const setting = (name, type, rare = false) => ({ name, type, rare });

test("a row's line has the first setting that is no switch, and room for another number", () => {
  const conv = [setting("channels", "int"), setting("kernel", "int"), setting("stride", "int")];
  assert.deepEqual(inLine(conv), { first: conv[0], second: conv[1] });
  const linear = [setting("units", "int"), setting("bias", "bool"), setting("initialisation", "choice", true)];
  assert.deepEqual(inLine(linear), { first: linear[0], second: undefined });
  const reshape = [setting("to", "choice"), setting("mode", "choice"), setting("height", "int")];
  assert.deepEqual(inLine(reshape), { first: reshape[0], second: reshape[2] });
  assert.deepEqual(inLine([setting("momentum", "float", true)]), { first: undefined, second: undefined });
});

test("kinds of a group have one colour, and the last colours are shared", () => {
  const kinds = dressed(["a", "a", "b", "c", "d", "e", "f", "g", "h"].map((group, at) => ({ kind: `${at}`, group, help: "Helps.", formula: "" })));
  const colours = [...kinds.values()].map(({ accent }) => accent);
  assert.equal(colours[0], colours[1]);
  assert.equal(new Set(colours).size, 7);
  assert.equal(colours[7], colours[8]);
  assert.equal(kinds.get("0").about, "Helps.");
});
