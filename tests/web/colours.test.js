import assert from "node:assert/strict";
import test from "node:test";

import { channelsOf, openPage, seeded, THEME } from "./fakes.js";

openPage();
globalThis.ImageData = class {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};
const signed = await import("../../playground/web/signed_colours.js");
const field = await import("../../playground/web/live_plot/plane_field.js");
const { MapPainter } = await import("../../playground/web/network_picture/maps.js");
const { classColour, css, mix, pixel } = await import("../../playground/web/theme.js");

const SIDE = 100;
const OPAQUE = 255;
const near = (channels, wanted, most = 1) => channels.every((channel, at) => Math.abs(channel - wanted[at]) <= most);

/** A canvas that keeps the pixels which are put on it. */
function canvas() {
  const made = { width: 0, height: 0, pixels: null };
  const put = (image) => (made.pixels = new Uint32Array(image.data.buffer.slice(0)));
  made.getContext = () => ({ putImageData: put, createImageData: (width, height) => new ImageData(width, height) });
  return made;
}

test("a pixel is stored as red, green, blue and opacity, one byte each", () => {
  const bytes = new Uint8Array(Uint32Array.of(pixel([1.4, 2.6, 255], 128)).buffer);
  assert.deepEqual([...bytes], [1, 3, 255, 128]);
  assert.equal(css([1.4, 2.6, 255]), "rgb(1 3 255)");
  assert.deepEqual(mix([0, 100, 200], [100, 0, 200], 0.25), [25, 75, 200]);
  assert.deepEqual(classColour(THEME, 4), THEME.classes[1]);
});

test("zero is paper, the strongest are their sign's own colour, and each is stronger than the last", () => {
  const { solid } = signed.signedPalettes(THEME);
  assert.equal(solid.length, 255);
  assert.deepEqual(channelsOf(solid[127]), [...THEME.paper, OPAQUE]);
  assert.deepEqual(channelsOf(solid[0]), [...THEME.negative, OPAQUE]);
  assert.deepEqual(channelsOf(solid[254]), [...THEME.positive, OPAQUE]);
  const blue = (place) => channelsOf(solid[place])[2];
  for (let place = 128; place < 255; place++) assert.ok(blue(place) < blue(place - 1));
});

test("a veil is the more opaque the larger the value, and lets zero through", () => {
  const { veil } = signed.signedPalettes(THEME);
  const opacity = Array.from(veil, (colour) => channelsOf(colour)[3]);
  assert.equal(opacity[127], 0);
  assert.deepEqual(opacity.slice(0, 127), opacity.slice(128).reverse());
  for (let place = 128; place < 255; place++) assert.ok(opacity[place] > opacity[place - 1]);
  assert.deepEqual(channelsOf(veil[254]).slice(0, 3), THEME.positive);
});

test("ink goes from paper to the theme's ink, faint ink not as far", () => {
  const { ink, faintInk, paperToInk } = signed.signedPalettes(THEME);
  assert.deepEqual(channelsOf(ink[0]), [...THEME.paper, OPAQUE]);
  assert.deepEqual(channelsOf(ink[255]), [...THEME.ink, OPAQUE]);
  assert.ok(near(channelsOf(faintInk[255]), [153, 153, 153, OPAQUE]));
  assert.deepEqual([0, 127, 254].map((place) => channelsOf(paperToInk[place])[0]), [255, 255, 0]);
});

test("a palette for weaker values has its strongest colours at a share of the strength", () => {
  const { solid } = signed.signedPalettes(THEME);
  const half = signed.scaledPalette(solid, 0.5);
  assert.equal(half.length, solid.length);
  assert.equal(half[127], solid[127]);
  assert.equal(half[254], solid[127 + 64]);
  assert.equal(half[0], solid[127 - 63]);
});

test("values are painted one pixel each, from the palette's zero on", () => {
  const made = canvas();
  const palette = Uint32Array.from({ length: 255 }, (_, place) => place);
  signed.paintValues(made, Int8Array.of(-127, 0, 127, 1, 2, 3), 3, 2, palette, 127);
  assert.deepEqual([made.width, made.height], [3, 2]);
  assert.deepEqual([...made.pixels], [0, 127, 254, 128, 129, 130]);
});

test("a value's colour is paper at zero, or in the middle of a range without zero, and its sign's at the ends", () => {
  for (const [span, middle] of [[[-4, 2], 0], [[10, 20], 15], [[-3, -1], -2]]) {
    const colour = field.valueColour(THEME, span);
    assert.deepEqual(colour(middle), THEME.paper);
    const reach = Math.max(span[1] - middle, middle - span[0]);
    assert.deepEqual(colour(middle + reach), THEME.positive);
    assert.deepEqual(colour(middle - reach), THEME.negative);
    assert.deepEqual(colour(middle + 9 * reach), THEME.positive);
    assert.deepEqual(colour(middle + reach / 2), mix(THEME.paper, THEME.positive, 0.5));
    assert.deepEqual(colour(middle + reach, 0.5), mix(THEME.paper, THEME.positive, 0.5));
  }
});

test("a field's colours: undecided is paper, sure is the class's colour, not in full", () => {
  const [two] = field.fieldPalettes(THEME, 1, null);
  assert.ok(near(channelsOf(two[127]), [...THEME.paper, OPAQUE]) && near(channelsOf(two[128]), [...THEME.paper, OPAQUE]));
  assert.ok(near(channelsOf(two[0]), [...mix(THEME.paper, THEME.classes[0], 0.55), OPAQUE]));
  assert.ok(near(channelsOf(two[255]), [...mix(THEME.paper, THEME.classes[1], 0.55), OPAQUE]));
  const three = field.fieldPalettes(THEME, 3, null);
  assert.equal(three.length, 3);
  for (const [number, palette] of three.entries()) {
    assert.deepEqual(channelsOf(palette[85]), [...THEME.paper, OPAQUE]);
    assert.ok(near(channelsOf(palette[255]), [...mix(THEME.paper, THEME.classes[number], 0.55), OPAQUE]));
  }
  const [values] = field.fieldPalettes(THEME, 1, [-1, 1]);
  assert.ok(near(channelsOf(values[255]), [...mix(THEME.paper, THEME.positive, 0.85), OPAQUE]));
  assert.ok(near(channelsOf(values[0]), [...mix(THEME.paper, THEME.negative, 0.85), OPAQUE]));
});

/** A plane of several outputs, each a function of column and row. */
function plane(...outputs) {
  return Uint8Array.from(outputs.flatMap((output) =>
    Array.from({ length: SIDE * SIDE }, (_, cell) => output(cell % SIDE, Math.floor(cell / SIDE))),
  ));
}

test("each cell has the colour of the class that wins there, a tie the first one's", () => {
  const palettes = [0, 1, 2].map((number) => new Uint32Array(256).fill(number + 1));
  const made = canvas();
  const lowest = (_, row) => (row > 90 ? 250 : 5);
  const bytes = plane((column) => (column < 50 ? 200 : 10), (column) => (column < 50 ? 100 : 10), lowest);
  field.drawField(made, bytes, 3, palettes);
  assert.deepEqual([made.pixels[0], made.pixels[60], made.pixels[99 * SIDE]], [1, 1, 3]);
});

/** The pieces of line that are drawn where two classes meet. */
function contour(bytes, outputs, side) {
  const pieces = [];
  const context = {
    beginPath() {},
    stroke() {},
    moveTo: (x, y) => pieces.push([[x, y]]),
    lineTo: (x, y) => pieces.at(-1).push([x, y]),
  };
  field.drawContour(context, THEME, bytes, outputs, side);
  return pieces;
}

test("the line runs where the decision changes, whatever the direction of the slope", () => {
  const random = seeded(13);
  for (let round = 0; round < 6; round++) {
    const [turn, shift] = [2 * Math.PI * random(), 20 * (random() - 0.5)];
    const lead = (column, row) => (column - 50) * Math.cos(turn) + (row - 50) * Math.sin(turn) - shift;
    const byte = (column, row) => Math.max(0, Math.min(255, Math.round(127.5 + 2 * lead(column, row))));
    const pieces = contour(plane(byte), 1, 99);
    assert.ok(pieces.length > 50);
    for (const [x, y] of pieces.flat()) assert.ok(Math.abs(lead(x, y)) < 0.3, `${lead(x, y)} at ${x}, ${y}`);
  }
});

test("where one class wins everywhere there is no line", () => {
  assert.deepEqual(contour(plane(() => 200), 1, 300), []);
  assert.deepEqual(contour(plane(() => 200, () => 100, () => 0), 3, 300), []);
});

test("three classes that meet have a line between each two", () => {
  const thirds = [0, 1, 2].map((number) => (column) => (Math.floor(column / 33.4) === number ? 255 : 0));
  const columns = contour(plane(...thirds), 3, 99).flat().map(([x]) => x);
  const at = (wanted) => columns.filter((x) => Math.abs(x - wanted) < 0.75).length;
  assert.ok(at(33.5) >= 98 && at(66.5) >= 98);
  assert.equal(at(33.5) + at(66.5), columns.length);
});

test("a tie belongs to the first class, and the line is where it ends", () => {
  const pieces = contour(plane(() => 100, (column) => (column < 50 ? 100 : 200)), 2, 99);
  assert.ok(pieces.length >= 98);
  for (const [x] of pieces.flat()) assert.ok(Math.abs(x - 49) <= 1, `a line at ${x}`);
});

test("the bytes at a place are those of the nearest cell, of every output", () => {
  const bytes = plane((column) => column, (column, row) => row);
  assert.deepEqual(field.bytesAt(bytes, 2, 0, 0), [0, 0]);
  assert.deepEqual(field.bytesAt(bytes, 2, 1, 1), [99, 99]);
  assert.deepEqual(field.bytesAt(bytes, 2, 10.4 / 99, 20.6 / 99), [10, 21]);
});

/** What a unit's map of these values looks like. */
function mapOf(role, classes, span, value, count = 1, row = 0, tile = "plane") {
  const painter = new MapPainter(THEME);
  const [one, other] = [canvas(), canvas()];
  const byte = Math.round((255 * (value - span[0])) / (span[1] - span[0]));
  const rule = painter.rule({ role, tile }, row, count, classes, span);
  painter.paint([one, other], Uint8Array.of(byte, byte, byte, byte, byte, byte), [3, 2], span, rule);
  assert.deepEqual(one.pixels, other.pixels);
  assert.deepEqual([one.width, one.height], [2, 3]);
  return channelsOf(one.pixels[5]);
}

test("a hidden unit's map has zero as paper and its largest size in full, whichever its sign", () => {
  const full = (colour) => [...mix(THEME.paper, colour, 0.92), OPAQUE];
  assert.ok(near(mapOf("hidden", 0, [-1, 1], 0), [...THEME.paper, OPAQUE], 2));
  assert.ok(near(mapOf("hidden", 0, [-4, 1], -4), full(THEME.negative)));
  assert.ok(near(mapOf("hidden", 0, [-4, 1], 1), [...mix(THEME.paper, THEME.positive, 0.92 / 4), OPAQUE], 2));
  assert.ok(near(mapOf("hidden", 0, [0, 8], 8), full(THEME.positive)));
});

test("an image's ink is the theme's, whatever its column", () => {
  const full = [...mix(THEME.paper, THEME.ink, 0.92), OPAQUE];
  for (const role of ["inputs", "outputs"]) {
    assert.ok(near(mapOf(role, 0, [0, 1], 1, 1, 0, "ink"), full));
    assert.ok(near(mapOf(role, 0, [0, 1], 0, 1, 0, "ink"), [...THEME.paper, OPAQUE]));
  }
});

test("an output's map has the classes' colours: two in one, or each its own", () => {
  const full = (colour) => [...mix(THEME.paper, colour, 0.92), OPAQUE];
  assert.ok(near(mapOf("outputs", 2, [0, 1], 0), full(THEME.classes[0])));
  assert.ok(near(mapOf("outputs", 2, [0, 1], 1), full(THEME.classes[1])));
  assert.ok(near(mapOf("outputs", 2, [0, 1], 0.5), [...THEME.paper, OPAQUE], 2));
  assert.ok(near(mapOf("outputs", 3, [0, 1], 1, 3, 2), full(THEME.classes[2])));
  assert.ok(near(mapOf("outputs", 3, [0, 1], 0, 3, 2), [...THEME.paper, OPAQUE]));
});
