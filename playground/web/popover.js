const EDGE = 8;
const GAP = 4;

/**
 * Let a panel stand below the button that opens it, their right edges in line, and within the window.
 * @param {HTMLElement} button @param {HTMLElement} panel @param {number} widest In pixels, where the window has so much room.
 */
export function standBelow(button, panel, widest) {
  const { bottom, right } = button.getBoundingClientRect();
  const width = Math.min(widest, innerWidth - 2 * EDGE);
  const left = Math.max(EDGE, Math.min(right, innerWidth - EDGE) - width);
  const top = bottom + GAP;
  const sizes = { width: `${width}px`, maxHeight: `${innerHeight - top - EDGE}px` };
  Object.assign(panel.style, { top: `${top}px`, left: `${left}px`, ...sizes });
}
