// The map by keyboard: arrows go from point to point, with Shift they move the cross; Enter picks, Escape lets go.

import { ARROWS } from "../arrows.js";

/**
 * What the keys do with the map; `walkable` where it has a cross to move.
 * @typedef {object} MapKeysHand
 * @property {boolean} walkable
 * @property {(direction: Point) => void} go
 * @property {(right: number, up: number) => void} nudge
 * @property {() => void} settle
 * @property {() => void} choose
 * @property {() => void} release
 */

/**
 * Calls `map.go(direction)`, `map.nudge(right, up)`, `map.settle()`, `map.choose()` and `map.release()`.
 * @param {HTMLElement} canvas @param {MapKeysHand} map
 */
export function listenToMapKeys(canvas, map) {
  let nudging = false;
  const settle = () => {
    if (nudging) map.settle();
    nudging = false;
  };

  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = ARROWS[event.key];
    if (direction && event.shiftKey && map.walkable) {
      nudging = true;
      map.nudge(direction[0], -direction[1]);
    } else if (direction) map.go(direction);
    else if (event.key === "Enter") map.choose();
    else if (event.key === "Escape") map.release();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("keyup", settle);
  canvas.addEventListener("blur", settle);
}
