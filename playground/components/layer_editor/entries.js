// The stack as a list of entries {id, data}: an id names a row for as long as it lives, wherever it moves.
// Each edit is a function from entries to entries; one whose row is gone changes nothing.

let lastId = 0;

export function entryOf(data) {
  lastId += 1;
  return { id: lastId, data };
}

export function placeOf(entries, id) {
  return entries.findIndex((entry) => entry.id === id);
}

export function inserting(entry, index) {
  return (entries) => [...entries.slice(0, index), entry, ...entries.slice(index)];
}

// `place` is where the row stands afterwards.
export function moving(id, place) {
  return (entries) => {
    const moved = entries[placeOf(entries, id)];
    if (!moved) return entries;
    return inserting(moved, place)(entries.filter((entry) => entry !== moved));
  };
}

export function removing(id) {
  return (entries) => entries.filter((entry) => entry.id !== id);
}

export function setting(id, name, value) {
  return (entries) =>
    entries.map((entry) => (entry.id === id ? { id, data: { ...entry.data, [name]: value } } : entry));
}

function wordsOf(data) {
  return JSON.stringify(Object.entries(data).sort());
}

// What makes `layers` of `known`, the stack that they were offered for: one setting, or modules at the end. It is applied
// to whatever the stack is by now, for a click may come before Python has answered the edit before it.
export function mending(known, layers) {
  const changed = known.find((entry, place) => !same([entry], [layers[place]]));
  if (changed) {
    const data = layers[known.indexOf(changed)];
    return (entries) => entries.map((entry) => (entry.id === changed.id ? { id: entry.id, data } : entry));
  }
  const added = layers.slice(known.length).map(entryOf);
  return (entries) => [...entries, ...added];
}

export function same(entries, layers) {
  return entries.length === layers.length && entries.every((entry, i) => wordsOf(entry.data) === wordsOf(layers[i]));
}

// Entries for `layers` that keep the ids of the rows they continue, so that focus and open disclosures stay.
export function continuing(entries, layers) {
  const equal = (entry, layer) => wordsOf(entry.data) === wordsOf(layer);
  const least = Math.min(entries.length, layers.length);
  let head = 0;
  while (head < least && equal(entries[head], layers[head])) head += 1;
  let tail = 0;
  while (tail < least - head && equal(entries.at(-1 - tail), layers.at(-1 - tail))) tail += 1;
  const old = entries.slice(head, entries.length - tail);
  const middle = layers.slice(head, layers.length - tail).map((data) => {
    let found = old.findIndex((entry) => equal(entry, data));
    if (found < 0) found = old.findIndex((entry) => entry.data.kind === data.kind);
    return found < 0 ? entryOf(data) : { id: old.splice(found, 1)[0].id, data };
  });
  return [...entries.slice(0, head), ...middle, ...entries.slice(entries.length - tail)];
}
