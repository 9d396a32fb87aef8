import { fit } from "../elements.js";
import { css } from "../theme.js";
import { paintValues } from "../signed_colours.js";

/** @typedef {ReturnType<typeof arrangeTiles>} Tiles */

const GAP = 6;
const TILE_SIDES = [
  [2, 128],
  [8, 96],
  [16, 72],
  [32, 60],
];
const LEAST_SIDE = 48;

const tilesSource = document.createElement("canvas");
const tilesUnder = document.createElement("canvas");

/**
 * Where the tiles of a block lie: the size of a value on the screen, tiles a line, and the size of it all. The more
 * there are `inAll`, shown or not, the smaller they are.
 * @param {number} count @param {number} rows @param {number} columns @param {number} width
 * @param {number | null} side @param {number} [inAll]
 */
export function arrangeTiles(count, rows, columns, width, side, inAll = count) {
  const wanted = side ?? TILE_SIDES.find(([most]) => inAll <= most)?.[1] ?? LEAST_SIDE;
  const room = (width - 2) / columns;
  // A long signal takes all the width there is; a value may then be less than a pixel wide.
  const signal = count === 1 && columns > 2 * rows;
  const whole = Math.max(1, Math.round(wanted / Math.max(rows, columns)));
  const across = Math.min(side ? Infinity : 24, room, signal ? Math.max(1, Math.floor(room)) : whole);
  const down = signal ? Math.max(6, Math.min(12, across)) : across;
  const [tileWidth, tileHeight] = [columns * across, rows * down];
  const line = Math.max(1, Math.floor((width + GAP) / (tileWidth + 2 + GAP)));
  const lines = Math.ceil(count / line);
  return { across, down, tileWidth, tileHeight, line, width, height: lines * (tileHeight + 2 + GAP) - GAP };
}

/** @param {Tiles} place @param {number} tile */
function tileCorner({ tileWidth, tileHeight, line }, tile) {
  return [1 + (tile % line) * (tileWidth + 2 + GAP), 1 + Math.floor(tile / line) * (tileHeight + 2 + GAP)];
}

/**
 * Draw pictures (count, rows, columns) side by side, over `under` (rows, columns) where there is one.
 * @param {HTMLCanvasElement} canvas @param {Tiles} place @param {Int8Array} pixels @param {Shape} shape
 * @param {Theme} theme @param {SignedPalettes} palettes @param {Numbers | null} under
 */
export function drawTiles(canvas, place, pixels, [count, rows, columns], theme, palettes, under) {
  const context = fit(canvas, place.width, place.height);
  context.imageSmoothingEnabled = false;
  context.strokeStyle = css(theme.line);
  context.lineWidth = 1;
  if (under) paintValues(tilesUnder, under, columns, rows, palettes.faintInk, 0);
  for (let tile = 0; tile < count; tile++) {
    const [x, y] = tileCorner(place, tile);
    if (under) context.drawImage(tilesUnder, x, y, place.tileWidth, place.tileHeight);
    const part = pixels.subarray(tile * rows * columns, (tile + 1) * rows * columns);
    paintValues(tilesSource, part, columns, rows, under ? palettes.veil : palettes.solid, 127);
    context.drawImage(tilesSource, x, y, place.tileWidth, place.tileHeight);
    context.strokeRect(x - 0.5, y - 0.5, place.tileWidth + 1, place.tileHeight + 1);
  }
  return context;
}

/**
 * The value under a place of the canvas: its number in the order of the bytes, or null.
 * @param {Tiles} place @param {Shape} shape @param {number} x @param {number} y
 */
export function tileValueAt(place, [count, rows, columns], x, y) {
  const column = Math.floor(x / (place.tileWidth + 2 + GAP));
  const tile = Math.floor(y / (place.tileHeight + 2 + GAP)) * place.line + column;
  if (x < 0 || y < 0 || column >= place.line || tile >= count) return null;
  const [left, top] = tileCorner(place, tile);
  const [i, j] = [Math.floor((y - top) / place.down), Math.floor((x - left) / place.across)];
  return i < 0 || j < 0 || i >= rows || j >= columns ? null : (tile * rows + i) * columns + j;
}

/**
 * The box around a value: left, top, width, height.
 * @param {Tiles} place @param {Shape} shape @param {number} index @returns {Box}
 */
export function tileValueBox(place, [, rows, columns], index) {
  const tile = Math.floor(index / (rows * columns));
  const [left, top] = tileCorner(place, tile);
  const rest = index % (rows * columns);
  return [left + (rest % columns) * place.across, top + Math.floor(rest / columns) * place.down, place.across, place.down];
}
