import { element } from "../live_plot/elements.js";
import { readTheme } from "../live_plot/theme.js";
import { signedPalettes } from "../layer_outputs/signed_colours.js";
import { unpackWire } from "../wire.js";
import { Exciting } from "./exciting.js";
import { FilterAnswer } from "./filter_answer.js";
import { FilterGrid } from "./filter_grid.js";

class FilterView {
  constructor(parent, styles) {
    this.redraw = () => this.schedule();
    this.grid = new FilterGrid((number) => this.component.setTriggerValue("chosen", number));
    this.answer = new FilterAnswer();
    this.exciting = new Exciting();
    const parts = [this.grid, this.answer, this.exciting].map((part) => part.node);
    this.root = element("div", { class: "filter-view" }, ...parts);
    parent.replaceChildren(element("style", {}, styles), this.root);
    this.observer = new ResizeObserver(this.redraw);
    this.observer.observe(this.root);
  }

  show(component) {
    this.component = component;
    this.frame = unpackWire(component.data);
    this.draw();
  }

  close() {
    this.observer.disconnect();
  }

  schedule() {
    this.scheduled ??= requestAnimationFrame(() => {
      this.scheduled = undefined;
      this.draw();
    });
  }

  draw() {
    const { frame } = this;
    if (!frame) return;
    const theme = readTheme(this.root, this.theme);
    if (theme !== this.theme) Object.assign(this, { theme, palettes: signedPalettes(theme) });
    this.grid.draw(frame, this.palettes);
    this.answer.draw(frame, this.palettes);
    this.exciting.draw(frame, theme, this.palettes);
    this.root.dataset.chosen = frame.header.chosen;
  }
}

/** Offer the view to `feed.js`; `data` is the style sheet. */
export default function ({ data: styles }) {
  const offer = (globalThis.playgroundFilterView ??= { waiting: [] });
  offer.make = (parent) => new FilterView(parent, styles);
  offer.waiting.splice(0).forEach((start) => start());
}
