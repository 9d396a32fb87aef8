import assert from "node:assert/strict";
import test from "node:test";

import { unpackWire } from "../../playground/web/wire.js";
import { below, seeded } from "./fakes.js";

const KINDS = {
  bool: Uint8Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
};
const EVERY = 8;
const up = (length) => Math.ceil(length / EVERY) * EVERY;

/** What a frame's bytes are, written down anew from the words in `playground/processes/wire.py`. */
function packed(header, arrays) {
  const places = {};
  let end = 0;
  for (const [name, { kind, shape, values }] of Object.entries(arrays)) {
    places[name] = [kind, shape, end];
    end = up(end + values.byteLength);
  }
  let text = JSON.stringify({ ...header, arrays: places });
  const length = new TextEncoder().encode(text).length;
  text += " ".repeat(up(4 + length) - 4 - length);
  const head = new TextEncoder().encode(text);
  const bytes = new Uint8Array(4 + head.length + end);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  for (const [name, { values }] of Object.entries(arrays)) {
    bytes.set(new Uint8Array(values.buffer), 4 + head.length + places[name][2]);
  }
  return bytes;
}

function someArrays(random) {
  const arrays = {};
  const names = Object.keys(KINDS);
  for (let number = below(random, 6); number > 0; number--) {
    const kind = names[below(random, names.length)];
    const shape = Array.from({ length: below(random, 4) }, () => below(random, 5));
    const count = shape.reduce((product, side) => product * side, 1);
    const bytes = Uint8Array.from({ length: count * KINDS[kind].BYTES_PER_ELEMENT }, () => below(random, 256));
    arrays[`${kind} ${number} ü`] = { kind, shape, values: new KINDS[kind](bytes.buffer) };
  }
  return arrays;
}

function assertRead({ header, arrays, shapes }, words, packedArrays) {
  assert.deepEqual(header, words);
  assert.deepEqual(Object.keys(arrays).sort(), Object.keys(packedArrays).sort());
  for (const [name, { shape, values }] of Object.entries(packedArrays)) {
    assert.deepEqual(shapes[name], shape);
    assert.equal(arrays[name].constructor, values.constructor);
    assert.deepEqual(arrays[name], values);
  }
}

test("what is packed is read, whatever the kinds, the shapes and where the bytes start", () => {
  const random = seeded(3);
  for (let round = 0; round < 400; round++) {
    const arrays = someArrays(random);
    const words = { text: "é".repeat(below(random, 9)), number: random(), nothing: null, list: [1, [2]] };
    const bytes = packed(words, arrays);
    const before = below(random, 17);
    const around = new Uint8Array(before + bytes.length + 3).fill(255);
    around.set(bytes, before);
    assertRead(unpackWire(around.subarray(before, before + bytes.length)), words, arrays);
    assertRead(unpackWire(bytes.buffer), words, arrays);
  }
});

test("arrays are views of the packed bytes where these are aligned, and of a copy where they are not", () => {
  const values = Float64Array.of(1, 2, 3);
  const bytes = packed({}, { values: { kind: "float64", shape: [3], values } });
  assert.equal(unpackWire(bytes).arrays.values.buffer, bytes.buffer);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  const { arrays } = unpackWire(shifted.subarray(1));
  assert.notEqual(arrays.values.buffer, shifted.buffer);
  assert.deepEqual(arrays.values, values);
});
