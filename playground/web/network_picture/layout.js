/** Where units stand, in CSS pixels, for a picture of a width. */

const PITCH = { least: 27, most: 80 }; // from one unit of a column to the one below
const HEIGHT = 400; // which the column with the most units fills, where its pitch allows that
const BELOW = 9; // what the pitch leaves below a tile, for the bias
const LARGEST = 96;
const LETTER = 6.6;
const BAR = { width: 80, height: 18 }; // of a class's share
const PAIRED = { share: 0.7, least: 18 }; // of a column's room, for a filter and its map beside each other

/**
 * The middle of a unit's tile, its height, and its width; `paired` where a filter stands beside the map.
 * @typedef {{ x: number, y: number, side: number, width: number, paired: boolean }} UnitPlace
 */
/** @typedef {{ names: string[], tile?: UnitTile, filtered?: boolean }} Arranged */

/**
 * A place for each unit of each column; and what is around. So much room is left free `above` them.
 * @param {Arranged[]} columns @param {number} width @param {number} [above]
 */
export function arrangeUnits(columns, width, above = 0) {
  const counts = columns.map((column) => column.names.length);
  const most = Math.max(...counts);
  const evenSlot = width / columns.length;
  const least = Math.max(PITCH.least, Math.min(PITCH.most, HEIGHT / most));
  // Columns of few units have larger ones, up to twice as large.
  const pitches = counts.map((count) => Math.max(least, Math.min(PITCH.most, 2 * least, (most * least) / count)));
  const sides = pitches.map((pitch) => Math.round(Math.max(18, Math.min(pitch - BELOW, evenSlot * 0.58))));
  const last = columns.length - 1;
  columns.forEach(({ tile }, number) => {
    if (tile === "share") sides[number] = Math.min(sides[number], BAR.height);
    else if (tile === "ink" || (last && number === last)) {
      // What goes in and what comes out of it all is larger still.
      const room = Math.max(most * least, counts[number] * pitches[number]) / counts[number] - BELOW;
      sides[number] = Math.round(Math.max(sides[number], Math.min(1.5 * sides[number], LARGEST, evenSlot * 0.8, room)));
      pitches[number] = Math.max(pitches[number], sides[number] + BELOW);
    }
  });
  const half = Math.floor((evenSlot * PAIRED.share) / 2);
  const paired = columns.map(({ filtered }) => Boolean(filtered) && half > PAIRED.least);
  paired.forEach((is, number) => (sides[number] = is ? Math.min(sides[number], half) : sides[number]));
  const widths = sides.map((side, number) => {
    if (columns[number].tile === "share") return Math.round(Math.min(BAR.width, evenSlot * 0.6));
    return paired[number] ? 2 * side : side;
  });
  const height = above + Math.max(...counts.map((count, number) => count * pitches[number]));
  /** @param {number} number */
  const beside = (number) => Math.max(0, longest(columns[number].names) * LETTER + 10 - (evenSlot - widths[number]) / 2);
  const [left, right] = [beside(0), last ? beside(last) : 0];
  const slot = (width - left - right) / columns.length;
  const places = columns.map((_, number) => {
    const top = above + (height - above - pitches[number] * counts[number]) / 2;
    /** @param {number} row @returns {UnitPlace} */
    const place = (row) => ({
      x: left + slot * (number + 0.5),
      y: top + pitches[number] * (row + 0.5) - BELOW / 4,
      side: sides[number],
      width: widths[number],
      paired: paired[number],
    });
    return Array.from({ length: counts[number] }, (__, row) => place(row));
  });
  return { places, height, left, right, slot };
}

/** @param {string[]} names */
const longest = (names) => Math.max(...names.map((name) => name.length));

/**
 * The unit of a column that is nearest in height to a place.
 * @param {{ y: number }[]} places @param {number} y
 */
export function nearestRow(places, y) {
  const distances = places.map((place) => Math.abs(place.y - y));
  return distances.indexOf(Math.min(...distances));
}
