// The challenges that were met in this browser: a session forgets them, and the next one has them back.

const KEPT = "playground challenges";

/** Names that this browser remembers; none where it may remember nothing, or where others have written. */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/**
 * Those of the `names` that were met, in this session or before; they are remembered from now on.
 * @param {string[]} names @param {string[]} met
 */
export function metHere(names, met) {
  const before = kept();
  const all = names.filter((name) => met.includes(name) || before.includes(name));
  if (all.some((name) => !before.includes(name))) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(all));
    } catch {
      // Without a storage they last as long as the session.
    }
  }
  return all;
}
