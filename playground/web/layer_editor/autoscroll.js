// Scrolls the list, or else the page, while something is dragged near its edge.

const MARGIN = 72;
const SHARE_OF_A_LIST = 0.2;
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
    const [top, bottom] = [Math.max(0, box.top), Math.min(window.innerHeight, box.bottom)];
    const margin = Math.min(MARGIN, SHARE_OF_A_LIST * (bottom - top));
    const above = top + margin - this.y;
    const below = this.y - (bottom - margin);
    const share = Math.min(1, Math.max(above, below) / margin);
    return share > 0 ? Math.ceil(share * FASTEST) * (above > below ? -1 : 1) : 0;
  }

  stop() {
    cancelAnimationFrame(this.frame);
  }
}
