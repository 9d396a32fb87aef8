import { element } from "../elements.js";
import { readTheme } from "../theme.js";
import { signedPalettes } from "../signed_colours.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { Exciting } from "./exciting.js";
import { FilterAnswer } from "./filter_answer.js";
import { FilterGrid } from "./filter_grid.js";

class FilterView {
  constructor(place) {
    this.redraw = () => this.schedule();
    this.grid = new FilterGrid((number) => this.component.setTriggerValue("chosen", number));
    this.answer = new FilterAnswer();
    this.exciting = new Exciting();
    const parts = [this.grid, this.answer, this.exciting].map((part) => part.node);
    this.root = element("div", { class: "filter-view" }, ...parts);
    place.replaceChildren(this.root);
    this.observer = new ResizeObserver(this.redraw);
    this.observer.observe(this.root);
  }

  receive(component) {
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

/** `data` is a frame. */
export default view((place) => new FilterView(place), new URL("filter_view.css", import.meta.url));
