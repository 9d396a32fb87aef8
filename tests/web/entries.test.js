import assert from "node:assert/strict";
import test from "node:test";

import * as entries from "../../playground/web/layer_editor/entries.js";
import { below, seeded } from "./fakes.js";

const { changedFrom, continuing, entryOf, fixing, inserting, moving, placeOf, removing, same, setting } = entries;
const KINDS = ["linear", "relu", "dropout"];

const layer = (random) => ({ kind: KINDS[below(random, KINDS.length)], units: below(random, 3) });
const stack = (random, most = 6) => Array.from({ length: below(random, most + 1) }, () => entryOf(layer(random)));
const idsOf = (rows) => rows.map(({ id }) => id);
const layersOf = (rows) => rows.map(({ data }) => data);

/** Some other stack that could be offered for one: rows changed, dropped, added and moved. */
function changed(random, rows) {
  let made = rows;
  for (let edit = below(random, 4); edit > 0; edit--) {
    const { id } = made[below(random, made.length)] ?? { id: 0 };
    const edits = [
      () => setting(id, "units", below(random, 3)),
      () => removing(id),
      () => inserting(entryOf(layer(random)), below(random, made.length + 1)),
    ];
    made = edits[below(random, edits.length)]()(made);
  }
  return made;
}

test("an inserted row stands at its place, a moved one too, and all others keep their order", () => {
  const random = seeded(4);
  for (let round = 0; round < 200; round++) {
    const rows = stack(random);
    const index = below(random, rows.length + 1);
    const more = inserting(entryOf(layer(random)), index)(rows);
    assert.deepEqual(more.filter((_, at) => at !== index), rows);
    const [from, to] = [below(random, more.length), below(random, more.length)];
    const moved = moving(more[from].id, to)(more);
    assert.equal(placeOf(moved, more[from].id), to);
    const rest = (list) => idsOf(list).filter((id) => id !== more[from].id);
    assert.deepEqual(rest(moved), rest(more));
  }
});

test("an edit of a row that is gone changes nothing", () => {
  const rows = [entryOf({ kind: "linear", units: 1 }), entryOf({ kind: "relu" })];
  const gone = entryOf({ kind: "relu" }).id;
  for (const edit of [moving(gone, 0), removing(gone), setting(gone, "units", 2)]) assert.deepEqual(edit(rows), rows);
});

test("a setting is set in its row alone, and the stack before stays as it was", () => {
  const rows = [entryOf({ kind: "linear", units: 1 }), entryOf({ kind: "linear", units: 1 })];
  const set = setting(rows[1].id, "units", 7)(rows);
  assert.deepEqual(layersOf(set), [{ kind: "linear", units: 1 }, { kind: "linear", units: 7 }]);
  assert.equal(rows[1].data.units, 1);
});

test("stacks are the same whatever the order in which settings are named", () => {
  const rows = [entryOf({ kind: "linear", units: 1 })];
  assert.ok(same(rows, [{ units: 1, kind: "linear" }]));
  assert.ok(!same(rows, [{ units: 2, kind: "linear" }]));
  assert.ok(!same(rows, []));
});

test("rows that continue others keep their ids", () => {
  const random = seeded(5);
  for (let round = 0; round < 400; round++) {
    const rows = stack(random);
    const layers = layersOf(changed(random, rows));
    const next = continuing(rows, layers);
    assert.ok(same(next, layers));
    assert.equal(new Set(idsOf(next)).size, next.length);
    const kept = idsOf(next).filter((id) => placeOf(rows, id) >= 0);
    const alike = KINDS.map((kind) => {
      const count = (list) => list.filter((data) => data.kind === kind).length;
      return Math.min(count(layersOf(rows)), count(layers));
    });
    // as many as there are rows of the same kind before and after
    assert.ok(kept.length >= Math.max(...alike), `${kept.length} kept of ${alike}`);
  }
  const rows = [entryOf({ kind: "linear", units: 1 }), entryOf({ kind: "relu" }), entryOf({ kind: "linear", units: 3 })];
  assert.deepEqual(idsOf(continuing(rows, layersOf(rows))), idsOf(rows));
  const [first, , last] = rows;
  assert.deepEqual(idsOf(continuing(rows, [first.data, last.data])), [first.id, last.id]);
  const twins = [entryOf({ kind: "relu" }), entryOf({ kind: "relu" })];
  assert.equal(continuing(twins, [{ kind: "tanh" }, { kind: "relu" }])[1].id, twins[1].id);
  assert.equal(continuing(rows, [{ kind: "linear", units: 9 }, ...layersOf(rows).slice(1)])[0].id, first.id);
});

test("a fix makes of a stack what it was offered for, and a second press changes nothing", () => {
  const random = seeded(6);
  for (let round = 0; round < 400; round++) {
    const known = stack(random);
    const wanted = changed(random, known);
    const fix = fixing(known, wanted);
    assert.deepEqual(fix(known), wanted);
    assert.deepEqual(fix(fix(known)), wanted);
  }
});

test("a fix that is pressed after other edits keeps these", () => {
  const known = [entryOf({ kind: "linear", units: 1 }), entryOf({ kind: "relu" })];
  const added = entryOf({ kind: "dropout" });
  const wanted = inserting(added, 1)(setting(known[0].id, "units", 2)(known));
  const since = inserting(entryOf({ kind: "tanh" }), 2)(known);
  assert.deepEqual(layersOf(fixing(known, wanted)(since)), [
    { kind: "linear", units: 2 },
    { kind: "dropout" },
    { kind: "relu" },
    { kind: "tanh" },
  ]);
});

test("what a fix changed are the rows that are new or set in another way", () => {
  const known = [entryOf({ kind: "linear", units: 1 }), entryOf({ kind: "relu" })];
  const added = entryOf({ kind: "dropout" });
  const wanted = [...setting(known[0].id, "units", 2)(known), added];
  assert.deepEqual(idsOf(changedFrom(known, wanted)), [known[0].id, added.id]);
});
