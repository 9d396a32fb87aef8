// Mouse, finger and stylus on the map: pointing looks, dragging walks, a click picks.

// How near a point a pointer must be to look at it, in CSS pixels.
const REACH = 16;
// A finger that moved further than this scrolls the page and does not pick.
const STILL = 8;

/** @import { MapPlane } from "./plane.js" */

/**
 * What a pointer does with the map; `walkable` where it has a cross to move.
 * @typedef {object} MapPointerHand
 * @property {boolean} walkable
 * @property {Pick<MapPlane, "holds"> | null} plane
 * @property {(x: number, y: number, reach?: number) => number | null} nearest
 * @property {(index: number | null) => void} look
 * @property {(x: number, y: number, final: boolean) => void} walk
 * @property {(index: number | null) => void} pick
 */

/**
 * Calls `map.look(index)`, `map.walk(x, y, final)` and `map.pick(index)` with CSS pixels and points' numbers.
 * @param {HTMLElement} canvas @param {MapPointerHand} map
 */
export function listenToMapPointers(canvas, map) {
  /** @type {{ pointer: number, from: Point } | null} */
  let held = null;
  /** @param {PointerEvent} event @returns {Point} */
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (held || !event.isPrimary || event.button !== 0 || !map.plane?.holds(...at(event))) return;
    held = { pointer: event.pointerId, from: at(event) };
    if (!map.walkable) return;
    canvas.setPointerCapture(event.pointerId);
    map.walk(...at(event), false);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (held && event.pointerId === held.pointer && map.walkable) map.walk(x, y, false);
    else if (!held && map.plane?.holds(x, y)) map.look(map.nearest(x, y, REACH));
    else if (!held) map.look(null);
  });
  canvas.addEventListener("pointerleave", () => held || map.look(null));
  for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
    canvas.addEventListener(name, (event) => {
      if (!held || event.pointerId !== held.pointer) return;
      const [[x, y], from] = [at(event), held.from];
      held = null;
      if (map.walkable) map.walk(x, y, true);
      else if (name === "pointerup" && Math.hypot(x - from[0], y - from[1]) <= STILL) map.pick(map.nearest(x, y));
    });
  }
}
