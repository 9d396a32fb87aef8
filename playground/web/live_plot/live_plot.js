import { CurveChart } from "./curve_chart.js";
import { ConfusionView, DigitsView } from "./digits_view.js";
import { element } from "../elements.js";
import { FramedPicture } from "../framed_picture.js";
import { NumbersView } from "./numbers_view.js";
import { PlaneView } from "./plane_view.js";
import { ReconstructionsView } from "./reconstructions_view.js";
import { ProgressBar } from "../progress_bar.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";

const plane = (redraw) => [new PlaneView(redraw)];
/** What each view shows beside numbers and curves, the picture first. */
const PARTS = {
  plane_classes: plane,
  plane_values: plane,
  digits: () => [new DigitsView(), new ConfusionView()],
  reconstructions: () => [new ReconstructionsView()],
};
/** The views of networks that answer with classes, right or wrong: the others have no accuracy. */
const SCORED = ["plane_classes", "digits"];

/** One picture, built once. */
class LivePlot extends FramedPicture {
  constructor(place) {
    super("frame");
    this.progress = new ProgressBar();
    this.numbers = new NumbersView();
    this.curves = new CurveChart(this.redraw);
    this.root = element("div", { class: "live-plot" }, this.numbers.node, this.curves.node);
    place.replaceChildren(element("div", { class: "measure" }, this.progress.node, this.root));
    this.follow(this.root);
  }

  receive({ data }) {
    const { header, arrays } = unpackWire(data);
    this.setting = arrays.setting ? unpackWire(arrays.setting) : { header: {}, arrays: {}, shapes: {} };
    this.progress.show(header.progress);
    this.showPacked(arrays.frame, header.live);
  }

  hear(bytes) {
    const { header: progress, arrays } = unpackWire(bytes);
    if ("text" in progress) this.progress.show(progress);
    // Before its first frame a run has nothing new to show, but how it is getting on.
    if (arrays.frame) this.showPacked(arrays.frame, this.live);
    else this.redraw();
  }

  /** Show a frame with what all frames have in common. */
  showPacked(packed, live) {
    const frame = unpackWire(packed);
    const parts = ["header", "arrays", "shapes"].map((part) => [part, { ...this.setting[part], ...frame[part] }]);
    this.show(Object.fromEntries(parts), live);
  }

  /** Put the view's own parts in place of another view's. */
  arrange(view) {
    if (this.root.dataset.view === view) return;
    this.root.dataset.view = view;
    this.scored = SCORED.includes(view);
    this.root.classList.toggle("unscored", !this.scored);
    if (this.made === PARTS[view]) return;
    this.made = PARTS[view];
    this.parts?.forEach((part) => part.node.remove());
    this.parts = this.made(this.redraw);
    this.numbers.node.after(this.parts[0].node);
    this.root.append(...this.parts.slice(1).map((part) => part.node));
  }

  draw() {
    const { view, updates } = this.frame.header;
    this.arrange(view);
    this.numbers.draw(this.frame);
    const [picture, curves] = [this.parts[0].node.clientWidth, this.curves.node.clientWidth];
    for (const part of this.parts) part.draw(this.frame, this.theme, picture);
    this.curves.draw(this.frame, this.theme, curves, this.scored);
    this.root.dataset.frame = updates;
  }
}

/** `data` is a frame. */
const SHEETS = ["live_plot.css", "../progress_bar.css"].map((name) => new URL(name, import.meta.url));
export default view((place) => new LivePlot(place), ...SHEETS);
