// Connections of a stack: from a row, or the input, to the Residual further down that adds what it gives. Each is drawn
// as a bracket beside the rows that it goes around; those that share rows stand in different lanes, the shortest nearest.

const MOST_LANES = 5; // further ones lie over the last: a phone has no room for more

/**
 * Places of the row whose output is added and of the one that adds it; -1 is the input.
 * @typedef {{ from: number, to: number, lane: number }} Connection
 * @typedef {{ part: "begin" | "through" | "end", lane: number, to: number }} Piece what of a connection lies beside a row
 */

/** @param {LayerData} data */
const skippedBy = (data) => (data.kind === "residual" ? Number(data.rows) : 0);

/**
 * The place of the row whose output the one at `place` adds, -1 for the input; null where it adds none, or none is there.
 * @param {Entry[]} entries @param {number} place
 */
export function sourceOf(entries, place) {
  const skipped = skippedBy(entries[place].data);
  return skipped && skipped <= place ? place - skipped - 1 : null;
}

/** @param {Entry[]} entries @returns {Connection[]} */
export function connectionsOf(entries) {
  const found = entries.flatMap((_, to) => {
    const from = sourceOf(entries, to);
    return from === null ? [] : [{ from, to, lane: 0 }];
  });
  /** @type {Connection[]} */
  const placed = [];
  for (const each of found.sort((one, other) => one.to - one.from - (other.to - other.from))) {
    const taken = placed.filter(({ from, to }) => from < each.to && each.from < to).map(({ lane }) => lane);
    while (taken.includes(each.lane) && each.lane < MOST_LANES - 1) each.lane += 1;
    placed.push(each);
  }
  return placed;
}

/** @param {Connection[]} connections */
export const lanesOf = (connections) => Math.max(0, ...connections.map(({ lane }) => lane + 1));

/**
 * What lies beside the row at `place`, -1 for the input.
 * @param {Connection[]} connections @param {number} place @returns {Piece[]}
 */
export function piecesBeside(connections, place) {
  return connections
    .filter(({ from, to }) => from <= place && place <= to)
    .map(({ from, to, lane }) => ({ part: place === from ? "begin" : place === to ? "end" : "through", lane, to }));
}

/**
 * What the row at `place` adds, in words; none where it adds nothing.
 * @param {Entry[]} entries @param {number} place @param {(kind: string) => string} titleOf
 */
export function addedInWords(entries, place, titleOf) {
  const source = sourceOf(entries, place);
  if (source === null) return "";
  return source < 0 ? "adds the input" : `adds the output of layer ${source + 1}, ${titleOf(entries[source].data.kind)}`;
}

/**
 * The stack after an edit, in which every row adds what it added before, wherever that stands above it now; where it is
 * gone or further down, as many rows are skipped as before.
 * @param {Entry[]} before @param {Entry[]} after
 */
export function stillConnected(before, after) {
  const kept = after.map((entry, place) => {
    const was = before.findIndex(({ id }) => id === entry.id);
    const source = was < 0 ? null : sourceOf(before, was);
    if (source === null) return entry;
    const now = source < 0 ? -1 : after.findIndex(({ id }) => id === before[source].id);
    const rows = place - now - 1;
    if ((source >= 0 && now < 0) || rows < 1 || rows === entry.data.rows) return entry;
    return { id: entry.id, data: { ...entry.data, rows } };
  });
  return kept.some((entry, place) => entry !== after[place]) ? kept : after;
}
