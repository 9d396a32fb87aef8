/** The network's answer over the plane as colours, and the line where its decision changes. */

import { contextOf } from "../elements.js";
import { within } from "../numbers.js";
import { classColour, css, mix, pixel } from "../theme.js";

const STRENGTH = 0.55; // of a sure answer's colour: the points, in full colour, must stand out
const SIDE = 100;

/** @param {(byte: number) => Colour} colourOf */
const palette = (colourOf) => Uint32Array.from({ length: 256 }, (_, byte) => pixel(colourOf(byte)));

/**
 * The negative values' colour below, the positive ones' above, the paper's colour at zero or, where the range leaves
 * zero out, in its middle.
 * @param {Theme} theme @param {Span} span
 */
export function valueColour(theme, [low, high]) {
  const middle = low < 0 && high > 0 ? 0 : (low + high) / 2;
  const reach = Math.max(high - middle, middle - low);
  return (/** @type {number} */ value, strength = 1) => {
    const share = within((value - middle) / reach, -1, 1);
    return mix(theme.paper, share < 0 ? theme.negative : theme.positive, Math.abs(share) * strength);
  };
}

/**
 * Colours for each byte of each output of a plane.
 * @param {Theme} theme @param {number} outputs @param {Span | null} range
 */
export function fieldPalettes(theme, outputs, range) {
  if (range) {
    const colour = valueColour(theme, range);
    return [palette((byte) => colour(range[0] + ((range[1] - range[0]) * byte) / 255, 0.85))];
  }
  if (outputs === 1) {
    return [palette((byte) => mix(theme.paper, classColour(theme, +(byte > 127)), (STRENGTH * Math.abs(byte - 127.5)) / 127.5))];
  }
  const even = 255 / outputs;
  return Array.from({ length: outputs }, (_, number) =>
    palette((byte) => mix(theme.paper, classColour(theme, number), STRENGTH * Math.max(0, (byte - even) / (255 - even)))),
  );
}

/** @param {Uint8Array} plane @param {number} outputs @param {number} cell */
function winner(plane, outputs, cell) {
  let best = 0;
  for (let number = 1; number < outputs; number++) {
    if (plane[number * SIDE * SIDE + cell] > plane[best * SIDE * SIDE + cell]) best = number;
  }
  return best;
}

/** @param {HTMLCanvasElement} canvas @param {Uint8Array} plane @param {number} outputs @param {Palette[]} palettes */
export function drawField(canvas, plane, outputs, palettes) {
  const context = contextOf(canvas);
  const image = context.createImageData(SIDE, SIDE);
  const pixels = new Uint32Array(image.data.buffer);
  for (let cell = 0; cell < pixels.length; cell++) {
    const number = winner(plane, outputs, cell);
    pixels[cell] = palettes[number][plane[number * SIDE * SIDE + cell]];
  }
  context.putImageData(image, 0, 0);
}

/**
 * How far each cell is from the decision for a class: above zero where it wins.
 * @param {Uint8Array} plane @param {number} outputs @param {number} number
 */
function leads(plane, outputs, number) {
  const size = SIDE * SIDE;
  if (outputs === 1) return Float32Array.from(plane, (byte) => byte - 127.5);
  const lead = new Float32Array(size);
  for (let cell = 0; cell < size; cell++) {
    let other = 0;
    for (let rival = 0; rival < outputs; rival++) {
      if (rival !== number) other = Math.max(other, plane[rival * size + cell]);
    }
    // A tie belongs to the lower number, as in argmax.
    lead[cell] = plane[number * size + cell] - other || (number ? -0.5 : 0.5);
  }
  return lead;
}

/**
 * The mean over each cell and its neighbours: bytes make steps in a flat slope, which the line must not show.
 * @param {Float32Array} lead
 */
function smooth(lead) {
  const means = lead.slice();
  for (let row = 1; row < SIDE - 1; row++) {
    for (let at = row * SIDE + 1; at < (row + 1) * SIDE - 1; at++) {
      let sum = 0;
      for (const above of [at - SIDE, at, at + SIDE]) sum += lead[above - 1] + lead[above] + lead[above + 1];
      means[at] = sum / 9;
    }
  }
  return means;
}

/**
 * Marching squares over the cells, as short straight pieces.
 * @param {Pick<CanvasRenderingContext2D, "moveTo" | "lineTo">} context @param {Float32Array} lead @param {number} scale
 */
function trace(context, lead, scale) {
  for (let row = 0; row < SIDE - 1; row++) {
    for (let column = 0; column < SIDE - 1; column++) {
      const at = row * SIDE + column;
      const corners = [lead[at], lead[at + 1], lead[at + SIDE + 1], lead[at + SIDE]];
      const first = corners[0] > 0;
      if (corners[1] > 0 === first && corners[2] > 0 === first && corners[3] > 0 === first) continue;
      /** @type {Point[]} */
      const crossings = [];
      for (let edge = 0; edge < 4; edge++) {
        const [from, to] = [corners[edge], corners[(edge + 1) % 4]];
        if (from > 0 === to > 0) continue;
        const part = from / (from - to);
        const [across, down] = [[part, 1, 1 - part, 0][edge], [0, part, 1, 1 - part][edge]];
        crossings.push([(column + across) * scale, (row + down) * scale]);
      }
      for (let piece = 0; piece < crossings.length; piece += 2) {
        context.moveTo(...crossings[piece]);
        context.lineTo(...crossings[piece + 1]);
      }
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context @param {Theme} theme @param {Uint8Array} plane @param {number} outputs
 * @param {number} side
 */
export function drawContour(context, theme, plane, outputs, side) {
  context.beginPath();
  // Every line has a class on either side, so the last class has none of its own.
  for (let number = 0; number < Math.max(1, outputs - 1); number++) {
    trace(context, smooth(leads(plane, outputs, number)), side / (SIDE - 1));
  }
  Object.assign(context, { strokeStyle: css(mix(theme.ink, theme.paper, 0.2)), lineWidth: 1.5, lineCap: "round" });
  context.stroke();
}

/**
 * The bytes of all outputs at a place (0 to 1 across and down).
 * @param {Uint8Array} plane @param {number} outputs @param {number} across @param {number} down
 */
export function bytesAt(plane, outputs, across, down) {
  const cell = Math.round(down * (SIDE - 1)) * SIDE + Math.round(across * (SIDE - 1));
  return Array.from({ length: outputs }, (_, number) => plane[number * SIDE * SIDE + cell]);
}
