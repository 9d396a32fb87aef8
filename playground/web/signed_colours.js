/** Colours for signed values: 0 is the paper, and on either side of it the strongest is the sign's own colour. */

import { css, mix } from "./theme.js";

const LEVELS = 127;

const pixel = ([red, green, blue], opacity = 255) =>
  ((opacity << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;

/** For each byte -127 to 127, at its place plus 127, a pixel: opaque, or more so the larger the value. */
export function signedPalettes(theme) {
  const levels = Array.from({ length: 2 * LEVELS + 1 }, (_, place) => (place - LEVELS) / LEVELS);
  const end = (level) => (level < 0 ? theme.negative : theme.positive);
  return {
    solid: Uint32Array.from(levels, (level) => pixel(mix(theme.paper, end(level), Math.abs(level)))),
    veil: Uint32Array.from(levels, (level) => pixel(end(level), Math.round(215 * Math.abs(level)))),
    // of values that are never negative: from paper to ink
    paperToInk: Uint32Array.from(levels, (level) => pixel(mix(theme.paper, theme.ink, Math.max(0, level)))),
    ink: Uint32Array.from({ length: 256 }, (_, ink) => pixel(mix(theme.paper, theme.ink, ink / 255))),
    // colours laid over it must still be told apart
    faintInk: Uint32Array.from({ length: 256 }, (_, ink) => pixel(mix(theme.paper, theme.ink, (0.4 * ink) / 255))),
  };
}

/** A palette for values that are `share` as strong as the palette's own. */
export function scaledPalette(palette, share) {
  return palette.map((_, place) => palette[LEVELS + Math.round((place - LEVELS) * share)]);
}

export function signedGradient(theme) {
  return `linear-gradient(90deg, ${css(theme.negative)}, ${css(theme.paper)}, ${css(theme.positive)})`;
}

/** A canvas of one pixel a value; `bytes` index `palette` from `zero` on. */
export function paintValues(canvas, bytes, columns, rows, palette, zero) {
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let place = 0; place < pixels.length; place++) pixels[place] = palette[bytes[place] + zero];
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}
