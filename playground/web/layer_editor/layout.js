// What the list shows beyond its first and last row.
const EDGE = 14;
const GLIDE = { duration: 170, easing: "cubic-bezier(0.2, 0, 0, 1)" };

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Scroll what is around a list, and nothing else, until the element is seen in it.
 * @param {HTMLElement} scroll @param {HTMLElement} node
 */
export function reveal(scroll, node) {
  const [seen, box] = [scroll.getBoundingClientRect(), node.getBoundingClientRect()];
  const [above, below] = [seen.top + EDGE - box.top, box.bottom - seen.bottom + EDGE];
  const by = above > 0 ? -above : Math.min(Math.max(below, 0), -above);
  if (by) scroll.scrollTop += by;
}

/**
 * Make `nodes` the children of `list`, moving as few as possible, keeping the focus, and gliding what changed place.
 * @param {HTMLElement} list @param {HTMLElement[]} nodes @param {ShadowRoot} root @param {boolean} animate
 */
export function arrange(list, nodes, root, animate) {
  const present = /** @type {HTMLElement[]} */ ([...list.children]);
  if (present.length === nodes.length && present.every((node, i) => node === nodes[i])) return;
  const focused = root.activeElement;
  const tops = new Map(present.map((node) => [node, node.getBoundingClientRect().top]));
  for (const node of present) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, i) => {
    if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null);
  });
  if (focused instanceof HTMLElement && focused !== root.activeElement && list.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
  if (!animate || calm()) return;
  for (const node of nodes) {
    const moved = (tops.get(node) ?? NaN) - node.getBoundingClientRect().top;
    if (Number.isNaN(moved)) node.animate([{ opacity: 0, transform: "scale(0.97)" }, {}], GLIDE);
    else if (moved) node.animate([{ transform: `translateY(${moved}px)` }, {}], GLIDE);
  }
}
