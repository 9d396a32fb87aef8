/** The hints of a first visit: which of them there is to show, and what the browser remembers of them. */

/** @typedef {"play" | "tanh" | "draw"} HintName */
/** @typedef {Partial<Record<HintName, boolean>>} Done */

const KEPT = "playground hints";
/** The event by which all places of hints hear that another hint may be due. */
const CHANGED = "playground-hints";
/** In their order. @type {HintName[]} */
const NAMES = ["play", "tanh", "draw"];
/** @type {Record<HintName, string>} */
export const TEXTS = {
  play: "Press Play, and watch the border bend.",
  tanh: "Now take Tanh out (the × in its row) and press Play again: what becomes of the border?",
  draw: "Next: go to the Draw page and draw a digit.",
};
/** Where each is about something that is there. @type {Record<HintName, (facts: HintFacts) => boolean>} */
const APPLIES = {
  play: ({ begun, points }) => !begun && points,
  tanh: ({ begun, tanh }) => begun && tanh,
  draw: ({ begun }) => begun,
};

/**
 * What is done once the page stands so: nobody needs a hint to what they have just done.
 * @param {Done} done @param {HintFacts} facts @returns {Done}
 */
export function doneBy(done, facts) {
  const play = Boolean(done.play) || facts.begun;
  const tanh = Boolean(done.tanh) || (facts.begun && !facts.tanh);
  return { play, tanh, draw: Boolean(done.draw) || facts.drawing };
}

/**
 * The one hint that is due, the first that is not done and applies; none while a network trains, which is to be watched.
 * @param {Done} done @param {HintFacts} facts @returns {HintName | null}
 */
export function due(done, facts) {
  if (facts.moving || facts.drawing) return null;
  return NAMES.find((name) => !done[name] && APPLIES[name](facts)) ?? null;
}

/** What this browser remembers; null where it may remember nothing: who cannot be remembered is shown no hints. */
function kept() {
  try {
    localStorage.setItem(KEPT, localStorage.getItem(KEPT) ?? "{}");
    const found = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    return /** @type {Done} */ (typeof found === "object" && found !== null ? found : {});
  } catch (problem) {
    // what others have written there is no memory of ours
    return problem instanceof SyntaxError ? {} : null;
  }
}

/** @param {Done} done */
function keep(done) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(done));
  } catch {
    // A full storage forgets; the hint comes again.
  }
}

/**
 * Take in how the page stands, and give the hint that is due.
 * @param {HintFacts} facts
 */
export function hintNow(facts) {
  const before = kept();
  if (before === null) return null;
  const done = doneBy(before, facts);
  if (JSON.stringify(done) !== JSON.stringify(before)) keep(done);
  return due(done, facts);
}

/** Show no hint any more. */
export function dismiss() {
  keep(Object.fromEntries(NAMES.map((name) => [name, true])));
  window.dispatchEvent(new Event(CHANGED));
}

/** @param {() => void} heard @returns {() => void} stops it */
export function onDismissed(heard) {
  window.addEventListener(CHANGED, heard);
  return () => window.removeEventListener(CHANGED, heard);
}
