// Mouse, finger and stylus: one of them draws at a time.

/**
 * What draws: it says whether there is room for more.
 * @typedef {object} Hand
 * @property {(x: number, y: number) => boolean} begin
 * @property {(x: number, y: number) => boolean} extend
 * @property {() => void} end
 */

/**
 * Calls `hand.begin(x, y)`, `hand.extend(x, y)` and `hand.end()` as a pointer draws on the paper.
 * @param {{ canvas: HTMLElement, place(event: PointerEvent): Point }} paper @param {Hand} hand
 */
export function listenToPointers(paper, hand) {
  const { canvas } = paper;
  /** @type {number | null} */
  let drawing = null;

  canvas.addEventListener("pointerdown", (event) => {
    if (drawing !== null || !event.isPrimary || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    if (hand.begin(...paper.place(event))) drawing = event.pointerId;
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    // Between two frames a pointer has been at more places than the event's own.
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) {
      if (!hand.extend(...paper.place(each))) return void (drawing = null);
    }
  });
  for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
    canvas.addEventListener(name, (event) => {
      if (event.pointerId !== drawing) return;
      drawing = null;
      hand.end();
    });
  }
}
