// Mouse, finger and stylus on the map: pointing looks, dragging walks, a click picks.

// How near a point a pointer must be to look at it, in CSS pixels.
const REACH = 16;
// A finger that moved further than this scrolls the page and does not pick.
const STILL = 8;

/** Calls `map.look(index)`, `map.walk(x, y, final)` and `map.pick(index)` with CSS pixels and points' numbers. */
export function listenToMapPointers(canvas, map) {
  let held = null;
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
  for (const name of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(name, (event) => {
      if (event.pointerId !== held?.pointer) return;
      const [[x, y], from] = [at(event), held.from];
      held = null;
      if (map.walkable) map.walk(x, y, true);
      else if (name === "pointerup" && Math.hypot(x - from[0], y - from[1]) <= STILL) map.pick(map.nearest(x, y));
    });
  }
}
