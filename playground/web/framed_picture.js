import { unpackWire } from "./wire.js";
import { readTheme } from "./theme.js";

/** Frames in one picture, drawn at most once a screen refresh; who extends it has `root` and `draw`, and follows. */
export class FramedPicture {
  redraw = () => {
    this.scheduled ??= requestAnimationFrame(() => {
      this.scheduled = undefined;
      this.drawNewest();
    });
  };

  /** Draw anew where the node changes its size. */
  follow(node) {
    this.observer = new ResizeObserver(this.redraw);
    this.observer.observe(node);
    document.fonts.addEventListener("loadingdone", this.redraw);
  }

  receive({ data }) {
    this.show(data);
  }

  show(packed) {
    this.packed = packed;
    this.redraw();
  }

  close() {
    this.observer.disconnect();
    document.fonts.removeEventListener("loadingdone", this.redraw);
  }

  drawNewest() {
    const start = performance.now();
    if (this.packed) {
      this.frame = unpackWire(this.packed);
      this.packed = null;
    }
    if (!this.frame || !this.root.clientWidth) return;
    this.theme = readTheme(this.root, this.theme);
    this.draw();
    this.root.dataset.milliseconds = (performance.now() - start).toFixed(1);
  }
}
