/** Where the numbers of a block stand: as a column, a grid, or as maps, one for each channel or filter. */

const CELL = { width: 26, height: 26 };
/** A number of a short list, in which it is written. */
const WRITTEN = { width: 58, height: 20 };
/** So many of a list stand below each other; more make a square. */
const LISTED = 12;
const HEIGHT = 260;
const GAP = 3;

/**
 * Sizes in pixels: `maps` of `rows` by `columns` cells each, `across` of them side by side.
 * @typedef {object} BlockLayout
 * @property {number} maps @property {number} rows @property {number} columns @property {number} across
 * @property {number} cellWidth @property {number} cellHeight @property {boolean} written
 * @property {number} width @property {number} height @property {number} count
 */

/** True for numbers that stand, and are written, below each other. @param {Shape} shape */
export const isListed = (shape) => shape.length <= 1 && (shape[0] ?? 1) <= LISTED;

/** @param {Shape} shape @returns {[maps: number, rows: number, columns: number]} */
function sizes(shape) {
  const count = shape.reduce((product, side) => product * side, 1);
  if (shape.length > 1) return [count / (shape[0] * shape[1]) || 0, shape[0], shape[1]];
  if (isListed(shape)) return [1, count, 1];
  const columns = Math.ceil(Math.sqrt(count));
  return [1, Math.ceil(count / columns), columns];
}

/**
 * The layout of a block of this shape in so many pixels; `values` are those of a sample, whose pictures keep their shape.
 * @param {Shape} shape @param {number} room @param {boolean} values @returns {BlockLayout}
 */
export function blockLayout(shape, room, values) {
  const [maps, rows, columns] = sizes(shape);
  const count = shape.reduce((product, side) => product * side, 1);
  const written = isListed(shape);
  const across = Math.ceil(Math.sqrt(maps));
  const down = Math.ceil(maps / across);
  const most = written ? WRITTEN : CELL;
  let cellWidth = Math.min(most.width, (room - GAP * (across - 1)) / (across * columns));
  let cellHeight = Math.min(most.height, (HEIGHT - GAP * (down - 1)) / (down * rows));
  if (!written && (values || maps > 1)) cellWidth = cellHeight = Math.min(cellWidth, cellHeight);
  if (cellWidth > 2) cellWidth = Math.floor(cellWidth);
  if (cellHeight > 2) cellHeight = Math.floor(cellHeight);
  const width = Math.ceil(across * columns * cellWidth + GAP * (across - 1));
  const height = Math.ceil(down * rows * cellHeight + GAP * (down - 1));
  return { maps, rows, columns, across, cellWidth, cellHeight, written, width, height, count };
}

/**
 * The left upper corner of a number's cell.
 * @param {BlockLayout} layout @param {number} index @returns {Point}
 */
export function cornerOf({ maps, rows, columns, across, cellWidth, cellHeight }, index) {
  const [map, cell] = [index % maps, Math.floor(index / maps)];
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  const left = (map % across) * (columns * cellWidth + GAP) + column * cellWidth;
  return [left, Math.floor(map / across) * (rows * cellHeight + GAP) + row * cellHeight];
}

/**
 * The number at a place of the block; null between and beyond them.
 * @param {BlockLayout} layout @param {number} x @param {number} y
 */
export function indexAt({ maps, rows, columns, across, cellWidth, cellHeight, count }, x, y) {
  const [mapWidth, mapHeight] = [columns * cellWidth + GAP, rows * cellHeight + GAP];
  const [mapColumn, mapRow] = [Math.floor(x / mapWidth), Math.floor(y / mapHeight)];
  const column = Math.floor((x - mapColumn * mapWidth) / cellWidth);
  const row = Math.floor((y - mapRow * mapHeight) / cellHeight);
  const map = mapRow * across + mapColumn;
  if (x < 0 || y < 0 || mapColumn >= across || map >= maps || column >= columns || row >= rows) return null;
  const index = (row * columns + column) * maps + map;
  return index < count ? index : null;
}

/**
 * The number beside another one in a direction; null where the block ends there.
 * @param {BlockLayout} layout @param {number} index @param {Point} direction
 */
export function beside(layout, index, [right, down]) {
  const [left, top] = cornerOf(layout, index);
  const [middleX, middleY] = [left + layout.cellWidth / 2, top + layout.cellHeight / 2];
  const near = indexAt(layout, middleX + right * layout.cellWidth, middleY + down * layout.cellHeight);
  // the gap between two maps is one step wide
  return near ?? indexAt(layout, middleX + right * (layout.cellWidth + GAP), middleY + down * (layout.cellHeight + GAP));
}

/**
 * The place, an index along each axis, of a number of an array of this shape.
 * @param {number} index @param {Shape} shape
 */
export function placeOf(index, shape) {
  let rest = index;
  const place = shape.map(() => 0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    place[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return place;
}
