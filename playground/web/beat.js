/**
 * Work for the next refresh of the screen. All of it is done in one task, so that what it asks the server goes in one
 * message.
 */

/** @type {Set<() => void>} */
const due = new Set();
let refresh = 0;

function beat() {
  refresh = 0;
  for (const work of [...due]) {
    // one that was done before it may have taken this one back
    if (!due.delete(work)) continue;
    try {
      work();
    } catch (error) {
      reportError(error); // and go on: it is no other's affair
    }
  }
}

/**
 * Do it once with the next refresh, however often it is asked for.
 * @param {() => void} work
 */
export function withNextRefresh(work) {
  due.add(work);
  refresh ||= requestAnimationFrame(beat);
}

/** @param {() => void} work */
export function notWithNextRefresh(work) {
  due.delete(work);
  if (due.size) return;
  cancelAnimationFrame(refresh);
  refresh = 0;
}
