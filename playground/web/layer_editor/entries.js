import { stillConnected } from "./connections.js";

// The stack as a list of entries {id, data}: an id names a row for as long as it lives, wherever it moves.
// Each edit is a function from entries to entries; one whose row is gone changes nothing. A Residual goes on adding the
// same row, whatever is put between, moved or removed.

let lastId = 0;

/** @param {LayerData} data @returns {Entry} */
export function entryOf(data) {
  lastId += 1;
  return { id: lastId, data };
}

/** @param {Entry[]} entries @param {number | null} id */
export function placeOf(entries, id) {
  return entries.findIndex((entry) => entry.id === id);
}

/** @param {Edit} edit @returns {Edit} */
const connected = (edit) => (entries) => stillConnected(entries, edit(entries));

/** @param {Entry[]} entries @param {Entry} entry @param {number} index */
const withEntry = (entries, entry, index) => [...entries.slice(0, index), entry, ...entries.slice(index)];

/** @param {Entry} entry @param {number} index */
export function inserting(entry, index) {
  return connected((entries) => withEntry(entries, entry, index));
}

/**
 * `place` is where the row stands afterwards.
 * @param {number} id @param {number} place
 */
export function moving(id, place) {
  return connected((entries) => {
    const moved = entries[placeOf(entries, id)];
    if (!moved) return entries;
    return withEntry(entries.filter((entry) => entry !== moved), moved, place);
  });
}

/** @param {number} id */
export function removing(id) {
  return connected((entries) => entries.filter((entry) => entry.id !== id));
}

/** @param {number} id @param {string} name @param {SettingValue} value @returns {Edit} */
export function setting(id, name, value) {
  return (entries) =>
    entries.map((entry) => (entry.id === id ? { id, data: { ...entry.data, [name]: value } } : entry));
}

/** @param {LayerData} data */
function wordsOf(data) {
  return JSON.stringify(Object.entries(data).sort());
}

/**
 * The entries of `wanted` that are new or have other settings than in `known`.
 * @param {Entry[]} known @param {Entry[]} wanted
 */
export function changedFrom(known, wanted) {
  return wanted.filter(({ id, data }) => !known.some((entry) => entry.id === id && wordsOf(entry.data) === wordsOf(data)));
}

/**
 * What makes `wanted` of `known`, the stack that it was offered for: rows changed, added or gone. It is applied to
 * whatever the stack is by now, for a click may come before Python has answered the edit before it; a second click
 * changes nothing.
 * @param {Entry[]} known @param {Entry[]} wanted @returns {Edit}
 */
export function fixing(known, wanted) {
  const gone = new Set(known.map(({ id }) => id).filter((id) => placeOf(wanted, id) < 0));
  const changed = new Map(changedFrom(known, wanted).map((entry) => [entry.id, entry]));
  return (entries) => {
    let made = entries.filter(({ id }) => !gone.has(id)).map((entry) => changed.get(entry.id) ?? entry);
    wanted.forEach((entry, place) => {
      if (placeOf(known, entry.id) >= 0 || placeOf(made, entry.id) >= 0) return;
      const below = wanted.slice(place + 1).find(({ id }) => placeOf(made, id) >= 0);
      made = withEntry(made, entry, below ? placeOf(made, below.id) : made.length);
    });
    return made;
  };
}

/** @param {Entry[]} entries @param {LayerData[]} layers */
export function same(entries, layers) {
  return entries.length === layers.length && entries.every((entry, i) => wordsOf(entry.data) === wordsOf(layers[i]));
}

/**
 * Entries for `layers` that keep the ids of the rows they continue, so that focus and open disclosures stay.
 * @param {Entry[]} entries @param {LayerData[]} layers @returns {Entry[]}
 */
export function continuing(entries, layers) {
  /** @param {Entry} entry @param {LayerData} layer */
  const equal = (entry, layer) => wordsOf(entry.data) === wordsOf(layer);
  const least = Math.min(entries.length, layers.length);
  let head = 0;
  while (head < least && equal(entries[head], layers[head])) head += 1;
  let tail = 0;
  while (tail < least - head && equal(entries[entries.length - 1 - tail], layers[layers.length - 1 - tail])) tail += 1;
  const old = entries.slice(head, entries.length - tail);
  const middle = layers.slice(head, layers.length - tail).map((data) => {
    let found = old.findIndex((entry) => equal(entry, data));
    if (found < 0) found = old.findIndex((entry) => entry.data.kind === data.kind);
    return found < 0 ? entryOf(data) : { id: old.splice(found, 1)[0].id, data };
  });
  return [...entries.slice(0, head), ...middle, ...entries.slice(entries.length - tail)];
}
