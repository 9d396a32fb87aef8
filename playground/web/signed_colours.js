/** Colours for signed values: 0 is the paper, and on either side of it the strongest is the sign's own colour. */

import { contextOf } from "./elements.js";
import { css, mix, pixel } from "./theme.js";

const LEVELS = 127;

/**
 * For each byte -127 to 127, at its place plus 127, a pixel: opaque, or more so the larger the value.
 * @param {Theme} theme @returns {SignedPalettes}
 */
export function signedPalettes(theme) {
  const levels = Array.from({ length: 2 * LEVELS + 1 }, (_, place) => (place - LEVELS) / LEVELS);
  /** @param {number} level */
  const end = (level) => (level < 0 ? theme.negative : theme.positive);
  return {
    solid: Uint32Array.from(levels, (level) => pixel(mix(theme.paper, end(level), Math.abs(level)))),
    veil: Uint32Array.from(levels, (level) => pixel(end(level), Math.round(215 * Math.abs(level)))),
    // of values that are never negative: from paper to ink
    paperToInk: Uint32Array.from(levels, (level) => pixel(mix(theme.paper, theme.ink, Math.max(0, level)))),
    ink: inkPalette(theme),
    // colours laid over it must still be told apart
    faintInk: inkPalette(theme, 0.4),
  };
}

/**
 * For each byte of ink, 0 to 255, a pixel; full ink is so `strong` in the theme's own.
 * @param {Theme} theme @param {number} [strong] @returns {Palette}
 */
export function inkPalette(theme, strong = 1) {
  return Uint32Array.from({ length: 256 }, (_, ink) => pixel(mix(theme.paper, theme.ink, (strong * ink) / 255)));
}

/**
 * A palette for values that are `share` as strong as the palette's own.
 * @param {Palette} palette @param {number} share @returns {Palette}
 */
export function scaledPalette(palette, share) {
  return palette.map((_, place) => palette[LEVELS + Math.round((place - LEVELS) * share)]);
}

/** @param {Theme} theme */
export function signedGradient(theme) {
  return `linear-gradient(90deg, ${css(theme.negative)}, ${css(theme.paper)}, ${css(theme.positive)})`;
}

/**
 * A canvas of one pixel a value; `bytes` index `palette` from `zero` on.
 * @param {HTMLCanvasElement} canvas @param {Numbers} bytes @param {number} columns @param {number} rows
 * @param {Palette} palette @param {number} zero
 */
export function paintValues(canvas, bytes, columns, rows, palette, zero) {
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let place = 0; place < pixels.length; place++) pixels[place] = palette[bytes[place] + zero];
  contextOf(canvas).putImageData(image, 0, 0);
  return canvas;
}
