/** Where units stand, in CSS pixels, for a picture of a width. */

const PITCH = { least: 33, most: 80 }; // from one unit of a column to the one below
const HEIGHT = 450; // which the column with the most units fills, where its pitch allows that
const BELOW = 11; // what the pitch leaves below a map, for the bias
const LARGEST = 96;
const LETTER = 6.6;

/** @typedef {{ x: number, y: number, side: number }} UnitPlace the middle and the side of a unit's map */

/**
 * A place for each unit of each column; and what is around.
 * @param {Pick<NetworkColumn, "names">[]} columns @param {number} width
 */
export function arrangeUnits(columns, width) {
  const counts = columns.map((column) => column.names.length);
  const most = Math.max(...counts);
  const evenSlot = width / columns.length;
  const least = Math.max(PITCH.least, Math.min(PITCH.most, HEIGHT / most));
  // Columns of few units have larger ones, up to twice as large.
  const pitches = counts.map((count) => Math.max(least, Math.min(PITCH.most, 2 * least, (most * least) / count)));
  const sides = pitches.map((pitch) => Math.round(Math.max(18, Math.min(pitch - BELOW, evenSlot * 0.58))));
  const last = columns.length - 1;
  if (last) {
    // What comes out of it all is larger still.
    const room = Math.max(most * least, counts[last] * pitches[last]) / counts[last] - BELOW;
    sides[last] = Math.round(Math.max(sides[last], Math.min(1.5 * sides[last], LARGEST, evenSlot * 0.8, room)));
    pitches[last] = Math.max(pitches[last], sides[last] + BELOW);
  }
  const height = Math.max(...counts.map((count, number) => count * pitches[number]));
  /** @param {number} number */
  const beside = (number) => Math.max(0, longest(columns[number].names) * LETTER + 10 - (evenSlot - sides[number]) / 2);
  const [left, right] = [beside(0), last ? beside(last) : 0];
  const slot = (width - left - right) / columns.length;
  const places = columns.map((_, number) => {
    const top = (height - pitches[number] * counts[number]) / 2;
    /** @param {number} row @returns {UnitPlace} */
    const place = (row) => ({
      x: left + slot * (number + 0.5),
      y: top + pitches[number] * (row + 0.5) - BELOW / 4,
      side: sides[number],
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
