import { element } from "../elements.js";
import { lanesOf, piecesBeside } from "./connections.js";

/** @import { Connection } from "./connections.js" */

/**
 * Draw connections piece by piece, each a part of its row: so they move, wrap and grow with the rows. `beside` are the
 * places beside the input and each row; of the row at `chosen` the connection stands out.
 * @param {HTMLElement} stack @param {HTMLElement[]} beside @param {Connection[]} connections @param {number} chosen
 */
export function drawBrackets(stack, beside, connections, chosen) {
  stack.style.setProperty("--lanes", String(lanesOf(connections)));
  beside.forEach((place, number) => {
    const pieces = piecesBeside(connections, number - 1);
    const shown = JSON.stringify([pieces, chosen]);
    if (place.dataset.shown === shown) return;
    place.dataset.shown = shown;
    place.replaceChildren(
      ...pieces.map(({ part, lane, to }) => {
        return element("i", { class: to === chosen ? `${part} chosen` : part, style: `--lane: ${lane}` });
      }),
    );
  });
}
