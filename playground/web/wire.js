/** What `playground.processes.wire.pack` wrote, read in the browser. */

const WIRE_ALIGNMENT = 8;
/** @type {Record<string, new (buffer: ArrayBufferLike, start: number, length: number) => ArrayBufferView>} */
const WIRE_ARRAYS = {
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

/**
 * The value that JSON in UTF-8 stands for.
 * @param {Uint8Array} bytes @returns {any}
 */
export const readJson = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/**
 * The header, without `arrays`, the flat typed arrays and the arrays' shapes, both by name.
 * The arrays are views of the packed bytes; where these do not start at a multiple of 8 they are copied once.
 * @template {Frame} F @param {Packed} packed @returns {F}
 */
export function unpackWire(packed) {
  let bytes =
    packed instanceof ArrayBuffer
      ? new Uint8Array(packed)
      : new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
  if (bytes.byteOffset % WIRE_ALIGNMENT !== 0) {
    bytes = bytes.slice();
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const start = 4 + length;
  const { arrays: places, ...header } = readJson(bytes.subarray(4, start));
  /** @type {Record<string, ArrayBufferView>} */
  const arrays = {};
  /** @type {Record<string, Shape>} */
  const shapes = {};
  /** @type {[name: string, [kind: string, shape: Shape, position: number]][]} */
  const placed = Object.entries(places);
  for (const [name, [kind, shape, position]] of placed) {
    const count = shape.reduce((product, side) => product * side, 1);
    arrays[name] = new WIRE_ARRAYS[kind](bytes.buffer, bytes.byteOffset + start + position, count);
    shapes[name] = shape;
  }
  return /** @type {F} */ ({ header, arrays, shapes });
}
