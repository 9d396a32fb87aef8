import assert from "node:assert/strict";
import test from "node:test";

import { below, openPage, seeded } from "./fakes.js";

openPage();
const { arrangeBars, barAt, barBox } = await import("../../playground/web/layer_outputs/bars.js");
const { Block } = await import("../../playground/web/layer_outputs/block.js");
const { arrangeStrip, stripValueAt, stripValueBox } = await import("../../playground/web/layer_outputs/strip.js");
const { arrangeTiles, tileValueAt, tileValueBox } = await import("../../playground/web/layer_outputs/tiles.js");
const { arrangeUnits, nearestRow } = await import("../../playground/web/network_picture/layout.js");

const middle = ([left, top, width, height]) => [left + width / 2, top + height / 2];

test("the value at the middle of a value's box is that value: bars", () => {
  const random = seeded(14);
  for (let round = 0; round < 100; round++) {
    const [count, width] = [1 + below(random, 80), 250 + below(random, 800)];
    const bars = arrangeBars(count, width, -1, 1, random() < 0.5);
    if (!bars) {
      assert.ok(3 * count > width - 2);
      continue;
    }
    for (let index = 0; index < count; index++) {
      const box = barBox(bars, index);
      assert.ok(box[0] + box[2] <= width);
      assert.equal(barAt(bars, count, middle(box)[0]), index);
    }
    assert.equal(barAt(bars, count, 0), null);
    assert.equal(barAt(bars, count, 2 + bars.across * count), null);
  }
});

test("bars stand on zero: at the foot, in the middle or, where all are negative, at the top", () => {
  const zero = (low, high) => arrangeBars(4, 300, low, high, false).zero;
  assert.deepEqual([zero(0, 1), zero(-1, 1), zero(-1, 0)], [1, 0.5, 0]);
});

test("the value at the middle of a value's box is that value: strips", () => {
  const random = seeded(15);
  for (let round = 0; round < 30; round++) {
    const [count, width] = [1 + below(random, 3000), 250 + below(random, 800)];
    const strip = arrangeStrip(count, width);
    for (let index = 0; index < count; index++) {
      const box = stripValueBox(strip, index);
      assert.ok(box[0] + box[2] <= width && box[1] + box[3] <= strip.height);
      assert.equal(stripValueAt(strip, count, ...middle(box)), index);
    }
    assert.equal(stripValueAt(strip, count, -1, 3), null);
    assert.equal(stripValueAt(strip, count, 2 + strip.line * strip.side, 3), null);
    assert.equal(stripValueAt(strip, count, 3, strip.height + 3), null);
  }
});

test("the value at the middle of a value's box is that value: tiles", () => {
  const random = seeded(16);
  for (let round = 0; round < 60; round++) {
    const shape = [1 + below(random, 20), 1 + below(random, 12), 1 + below(random, 12)];
    const [count, rows, columns] = shape;
    const place = arrangeTiles(...shape, 250 + below(random, 800), random() < 0.3 ? 40 : null);
    for (let index = 0; index < count * rows * columns; index++) {
      const box = tileValueBox(place, shape, index);
      assert.ok(box[0] + box[2] <= place.width + 1e-6 && box[1] + box[3] <= place.height + 1e-6);
      assert.equal(tileValueAt(place, shape, ...middle(box)), index);
    }
    assert.equal(tileValueAt(place, shape, place.tileWidth + 4, 3), null);
    assert.equal(tileValueAt(place, shape, place.line * (place.tileWidth + 8) + 3, 3), null);
    assert.equal(tileValueAt(place, shape, 3, place.height + 20), null);
  }
});

test("a long signal is as wide as there is room, many tiles are smaller than few", () => {
  assert.ok(arrangeTiles(1, 1, 100, 402, null).tileWidth > 390);
  const width = (count) => arrangeTiles(count, 8, 8, 1000, null).tileWidth;
  assert.ok(width(1) > width(8) && width(8) > width(40));
  assert.equal(arrangeTiles(3, 8, 8, 1000, null, 40).tileWidth, width(40), "those that are hidden count as well");
});

test("one line of a layer's channels is shown until all of them are asked for", () => {
  const block = new Block(
    () => {},
    () => {},
    { isOff: () => false },
  );
  const [words, tiles] = [{ shape: [8, 8, 64], side: null, count: 64 }, [64, 8, 8]];
  const { line } = arrangeTiles(...tiles, 500, null);
  assert.ok(line < 64);
  assert.equal(block.shownOf(words, tiles, 500), line);
  block.turn();
  assert.equal(block.shownOf(words, tiles, 500), 64);
  assert.equal(block.shownOf({ ...words, shape: [64] }, [1, 1, 64], 500), 1, "a vector has no channels");
});

/** A network's columns of so many units. */
const columns = (...counts) => counts.map((count) => ({ names: Array.from({ length: count }, (_, row) => `x${row}`) }));

test("units stand in their columns, from left to right, without touching, within the picture", () => {
  const random = seeded(17);
  for (let round = 0; round < 100; round++) {
    const counts = Array.from({ length: 1 + below(random, 7) }, () => 1 + below(random, 16));
    expectApart(columns(...counts), 320 + below(random, 900));
  }
});

/** Every unit is in the picture, and none touches another. */
function expectApart(arranged, width) {
  const { places, height } = arrangeUnits(arranged, width);
  assert.deepEqual(places.map((column) => column.length), arranged.map(({ names }) => names.length));
  for (const [number, column] of places.entries()) {
    for (const [row, { x, y, side, width: across }] of column.entries()) {
      assert.ok(x - across / 2 >= 0 && x + across / 2 <= width, "across");
      assert.ok(y - side / 2 >= 0 && y + side / 2 <= height, "down");
      assert.equal(x, column[0].x);
      if (row) assert.ok(y - column[row - 1].y > side);
      if (number) assert.ok(x - across / 2 > places[number - 1][0].x + places[number - 1][0].width / 2, "columns");
    }
  }
  return { places, height };
}

test("images, filters beside their maps, and bars have their room too", () => {
  const random = seeded(18);
  for (let round = 0; round < 100; round++) {
    const hidden = Array.from({ length: 1 + below(random, 5) }, () => 1 + below(random, 16));
    const arranged = [
      { names: [""], tile: "ink" },
      ...columns(...hidden).map((column) => ({ ...column, tile: "maps", filtered: random() < 0.7 })),
      random() < 0.5 ? { names: [""], tile: "ink" } : { names: [..."0123456789"], tile: "share" },
    ];
    const { places } = expectApart(arranged, 320 + below(random, 900));
    for (const [number, [{ side, width, paired }]] of places.entries()) {
      if (arranged[number].tile === "ink") assert.equal(width, side);
      if (arranged[number].tile === "maps") assert.equal(width, paired ? 2 * side : side);
      if (arranged[number].tile === "share") assert.ok(side <= 18 && width > side);
    }
  }
  const wide = [{ names: [""], tile: "ink" }, { names: ["map 1"], tile: "maps", filtered: true }];
  assert.ok(arrangeUnits(wide, 366).places[1][0].paired, "where there is room");
});

test("room above moves every unit down, and nothing else", () => {
  const [plain, lower] = [0, 20].map((above) => arrangeUnits(columns(2, 10, 1), 600, above));
  assert.equal(lower.height, plain.height + 20);
  for (const [number, column] of plain.places.entries()) {
    for (const [row, place] of column.entries()) {
      assert.deepEqual(lower.places[number][row], { ...place, y: place.y + 20 });
    }
  }
});

test("a picture of the most units leaves a window of 900 pixels its room", () => {
  const { height } = arrangeUnits(columns(1, 16, 16, 10), 366);
  assert.ok(height <= 440, String(height));
});

test("the row beside is the nearest in height", () => {
  const { places } = arrangeUnits(columns(8, 2), 800);
  assert.equal(nearestRow(places[1], places[0][0].y), 0);
  assert.equal(nearestRow(places[1], places[0][7].y), 1);
  assert.equal(nearestRow([{ y: 5 }], 100), 0);
});
