import { Questions } from "./channel.js";
import { channel } from "./live.js";
import { readTheme } from "./theme.js";

/** Frames in one picture, drawn at most once a screen refresh; who extends it has `root`, `hear` and `draw`, and follows. */
export class FramedPicture {
  redraw = () => {
    this.scheduled ??= requestAnimationFrame(() => {
      this.scheduled = undefined;
      this.drawNewest();
    });
  };

  /** `topic` is that of the live channel which brings further frames. */
  constructor(topic) {
    this.questions = new Questions(channel, topic, (bytes) => this.hear(bytes), { waits: true });
  }

  /** Draw anew where the node changes its size. */
  follow(node) {
    this.observer = new ResizeObserver(this.redraw);
    this.observer.observe(node);
    document.fonts.addEventListener("loadingdone", this.redraw);
  }

  /** Show a frame, unpacked; a `live` picture asks for the next one as soon as this one is to be drawn. */
  show(frame, live) {
    this.frame = frame;
    this.live = live;
    this.redraw();
  }

  close() {
    this.questions.close();
    this.observer.disconnect();
    document.fonts.removeEventListener("loadingdone", this.redraw);
    cancelAnimationFrame(this.scheduled);
  }

  drawNewest() {
    const start = performance.now();
    if (this.live && !this.questions.busy) this.questions.ask({});
    if (!this.frame || !this.root.clientWidth) return;
    this.theme = readTheme(this.root, this.theme);
    this.draw();
    this.root.dataset.milliseconds = (performance.now() - start).toFixed(1);
  }
}
