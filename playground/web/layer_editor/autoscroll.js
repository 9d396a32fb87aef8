// Scrolls the page while something is dragged near its edge.

const MARGIN = 72;
const FASTEST = 16;

/** @param {Element} node */
function scrollerOf(node) {
  /** @type {Node | null} */
  let at = node;
  for (; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    if (!(at instanceof Element)) continue;
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

export class AutoScroll {
  /** @param {Element} node @param {() => void} scrolled */
  constructor(node, scrolled) {
    this.node = node;
    this.scrolled = scrolled;
    this.frame = 0;
    /** @type {Element} */
    this.scroller = document.documentElement;
    /** @type {number | null} */
    this.y = null;
  }

  start() {
    this.scroller = scrollerOf(this.node);
    this.y = null;
    const step = () => {
      const speed = this.speed();
      const before = this.scroller.scrollTop;
      if (speed) this.scroller.scrollTop += speed;
      if (this.scroller.scrollTop !== before) this.scrolled();
      this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  speed() {
    if (this.y === null) return 0;
    const box = this.scroller.getBoundingClientRect();
    const above = Math.max(0, box.top) + MARGIN - this.y;
    const below = this.y - (Math.min(window.innerHeight, box.bottom) - MARGIN);
    const share = Math.min(1, Math.max(above, below) / MARGIN);
    return share > 0 ? Math.ceil(share * FASTEST) * (above > below ? -1 : 1) : 0;
  }

  stop() {
    cancelAnimationFrame(this.frame);
  }
}
