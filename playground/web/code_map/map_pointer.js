// Mouse, finger and stylus on the map: pointing looks, dragging walks, a click picks, a swipe scrolls the page.

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
 * Calls `map.look(index)`, `map.walk(x, y, final)` and `map.pick(index)` with CSS pixels and points' numbers. A mouse
 * drags the cross from wherever it is pressed; a finger or a stylus only the cross itself, the `handle` on it: beside it
 * they tap, or scroll the page.
 * @param {HTMLElement} canvas @param {HTMLElement} handle @param {MapPointerHand} map
 */
export function listenToMapPointers(canvas, handle, map) {
  /** @type {{ pointer: number, from: Point, walks: boolean } | null} */
  let held = null;
  /** @param {PointerEvent} event @returns {Point} */
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  /** @param {PointerEvent} event */
  const hold = (event) => {
    if (held || !event.isPrimary || event.button !== 0 || !map.plane?.holds(...at(event))) return;
    const walks = map.walkable && (event.pointerType === "mouse" || event.currentTarget === handle);
    held = { pointer: event.pointerId, from: at(event), walks };
    if (!walks) return;
    canvas.setPointerCapture(event.pointerId);
    map.walk(...at(event), false);
  };

  /** @param {PointerEvent} event */
  const follow = (event) => {
    const [x, y] = at(event);
    if (held?.walks && event.pointerId === held.pointer) map.walk(x, y, false);
    else if (!held && map.plane?.holds(x, y)) map.look(map.nearest(x, y, REACH));
    else if (!held) map.look(null);
  };

  // A press on the cross is one on the map: the focus goes there, or stays.
  handle.addEventListener("mousedown", (event) => {
    event.preventDefault();
    canvas.focus({ preventScroll: true });
  });
  for (const node of [canvas, handle]) {
    node.addEventListener("pointerdown", hold);
    node.addEventListener("pointermove", follow);
  }
  canvas.addEventListener("pointerleave", () => held || map.look(null));
  for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
    canvas.addEventListener(name, (event) => {
      if (!held || event.pointerId !== held.pointer) return;
      const [[x, y], { from, walks }] = [at(event), held];
      held = null;
      if (walks) return map.walk(x, y, true);
      if (name === "pointercancel" || Math.hypot(x - from[0], y - from[1]) > STILL) return;
      if (map.walkable) map.walk(x, y, true);
      else map.pick(map.nearest(x, y));
    });
  }
}
