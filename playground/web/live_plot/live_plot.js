import { CurveChart } from "./curve_chart.js";
import { ConfusionView, DigitsView } from "./digits_view.js";
import { element } from "../elements.js";
import { FramedPicture } from "../framed_picture.js";
import { NumbersView } from "./numbers_view.js";
import { PlaneView } from "./plane_view.js";
import { ReconstructionsView } from "./reconstructions_view.js";
import { view } from "../view.js";

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
    super();
    this.numbers = new NumbersView();
    this.curves = new CurveChart(this.redraw);
    this.root = element("div", { class: "live-plot" }, this.numbers.node, this.curves.node);
    place.replaceChildren(element("div", { class: "measure" }, this.root));
    this.follow(this.root);
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
export default view((place) => new LivePlot(place), new URL("live_plot.css", import.meta.url));
