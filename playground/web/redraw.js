import { notWithNextRefresh, withNextRefresh } from "./beat.js";

/**
 * Drawing at most once a refresh of the screen: when it is asked for, and when the followed node's size, the theme or the
 * fonts have changed.
 */
export class Redraw {
  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
    this.observer = new ResizeObserver(this.ask);
  }

  /** Draw with the next refresh. */
  ask = () => withNextRefresh(this.draw);

  /**
   * Draw anew where the node changes its size, another theme its colour, or a font has come.
   * @param {HTMLElement} node
   */
  follow(node) {
    this.observer.observe(node);
    // The only event that tells of another theme is the end of a transition to its text colour.
    node.style.transition = "color 1ms";
    node.addEventListener("transitionend", (event) => {
      if (event.target === node) this.ask();
    });
    document.fonts.addEventListener("loadingdone", this.ask);
  }

  close() {
    this.observer.disconnect();
    document.fonts.removeEventListener("loadingdone", this.ask);
    notWithNextRefresh(this.draw);
  }
}
