/** Looking up words in the glossary. */

const HINT = / \([^()]*\)$/;

/** A word as it is looked up: without the hint of a label, in small letters. @param {string} word */
export const keyOf = (word) => word.trim().replace(HINT, "").toLowerCase();

/** @param {GlossaryTerm[]} terms @param {string} word */
export function find(terms, word) {
  const key = keyOf(word);
  const named = (/** @type {string} */ wanted) => terms.find(({ keys }) => keys.includes(wanted));
  return named(key) ?? named(key.replace(/s$/, ""));
}

/**
 * The terms in which the words typed so far occur, by name; those whose own name has them come first.
 * @param {GlossaryTerm[]} terms @param {string} typed
 */
export function matching(terms, typed) {
  const wanted = typed.trim().toLowerCase();
  const rank = (/** @type {GlossaryTerm} */ { name, keys }) => {
    if (name.toLowerCase().includes(wanted)) return 0;
    return keys.some((key) => key.includes(wanted)) ? 1 : 2;
  };
  return terms
    .filter((each) => rank(each) < 2)
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, "en"));
}
