/**
 * Where each arrow key leads: to the right and downwards, as on the screen.
 * @type {Record<string, Point>}
 */
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
