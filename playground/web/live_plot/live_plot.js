import { CurveChart } from "./curve_chart.js";
import { ConfusionView, DigitsView } from "./digits_view.js";
import { element } from "../elements.js";
import { FramedPicture } from "../framed_picture.js";
import { follows } from "../versions.js";
import { NumbersView } from "./numbers_view.js";
import { PastSlider } from "./past_slider.js";
import { PlaneView } from "./plane_view.js";
import { ReconstructionsView } from "./reconstructions_view.js";
import { TestSwitch } from "./test_switch.js";
import { channel } from "../live.js";
import { ProgressBar } from "../progress_bar.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";

/**
 * A part of the plot, and what explains it beside: each gets the frames of its own view.
 * @typedef {{ node: HTMLElement, beside?: HTMLElement, draw(frame: LiveFrame, theme: Theme, width: number): void }} Part
 */

/** @import { RunVersion } from "../versions.js" */

/** @param {() => void} redraw */
const plane = (redraw) => [new PlaneView(redraw)];
/**
 * What each view shows beside numbers and curves, the picture first.
 * @type {Record<LiveView, (redraw: () => void) => Part[]>}
 */
const PARTS = {
  plane_classes: plane,
  plane_values: plane,
  digits: () => [new DigitsView(), new ConfusionView()],
  reconstructions: () => [new ReconstructionsView()],
};
/** The views of networks that answer with classes, right or wrong: the others have no accuracy. */
const SCORED = ["plane_classes", "digits"];

/**
 * One picture, built once.
 * @extends {FramedPicture<LiveFrame>}
 */
class LivePlot extends FramedPicture {
  /** @type {Part[]} */
  parts = [];
  /** @type {((redraw: () => void) => Part[]) | null} */
  made = null;
  scored = false;
  /** @type {RunVersion | null} */
  version = null;
  /** @type {Frame} */
  setting = { header: {}, arrays: {}, shapes: {} };

  /** @type {Component<Packed> | null} */
  component = null;

  /** @param {ShadowRoot} place */
  constructor(place) {
    super(element("div", { class: "live-plot" }), "frame");
    this.progress = new ProgressBar();
    this.numbers = new NumbersView();
    this.testSwitch = new TestSwitch(this.redraw.ask);
    this.curves = new CurveChart(this.redraw.ask, this.testSwitch.node);
    this.past = new PastSlider(channel, (moment) => this.component?.setTriggerValue("go_on", moment));
    this.root.append(this.numbers.node, this.past.node, this.curves.node);
    place.replaceChildren(element("div", { class: "measure" }, this.progress.node, this.root));
    this.redraw.follow(this.root);
  }

  /** @param {Component<Packed>} component */
  receive(component) {
    this.component = component;
    const { header, arrays } = /** @type {PlotData} */ (unpackWire(component.data));
    this.past.receive(header.past);
    this.recalls = Boolean(header.past);
    this.setting = arrays.setting ? unpackWire(arrays.setting) : { header: {}, arrays: {}, shapes: {} };
    if (!this.take(header.version)) return;
    this.progress.show(header.progress);
    this.showPacked(arrays.frame, header.live);
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    const { header, arrays } = /** @type {TrainingFrame} */ (unpackWire(bytes));
    if ("text" in header) {
      if (!this.take(header.version)) return;
      this.progress.show(header);
      if (header.revision !== undefined) this.past.hear(header.revision);
    }
    // Before its first frame a run has nothing new to show, but how it is getting on.
    if (arrays.frame) this.showPacked(arrays.frame, this.live);
    else this.redraw.ask();
  }

  /**
   * Go on to a version, unless what is shown is of a later one.
   * @param {RunVersion | undefined} version
   */
  take(version) {
    const goesOn = follows(version, this.version);
    if (goesOn) this.version = version ?? null;
    else this.redraw.ask();
    return goesOn;
  }

  /**
   * Show a frame with what all frames have in common.
   * @param {Uint8Array} packed @param {boolean} live
   */
  showPacked(packed, live) {
    const { header, arrays, shapes } = unpackWire(packed);
    const { setting } = this;
    const whole = {
      header: { ...setting.header, ...header },
      arrays: { ...setting.arrays, ...arrays },
      shapes: { ...setting.shapes, ...shapes },
    };
    this.show(/** @type {LiveFrame} */ (whole), live);
  }

  /**
   * Put the view's own parts in place of another view's.
   * @param {LiveView} kind
   */
  arrange(kind) {
    if (this.root.dataset.view === kind) return;
    this.root.dataset.view = kind;
    this.scored = SCORED.includes(kind);
    this.root.classList.toggle("unscored", !this.scored);
    if (this.made === PARTS[kind]) return;
    this.made = PARTS[kind];
    const nodes = () => this.parts.flatMap(({ node, beside }) => (beside ? [node, beside] : [node]));
    nodes().forEach((node) => node.remove());
    this.parts = this.made(this.redraw.ask);
    this.numbers.node.after(...nodes());
  }

  close() {
    super.close();
    this.past.close();
  }

  /** @param {LiveFrame} whole @param {Theme} theme */
  draw(whole, theme) {
    const frame = { ...whole, header: this.testSwitch.seen(whole.header) };
    const { view: kind, updates } = frame.header;
    this.arrange(kind);
    // Widths first, canvases next and text last: what is asked of a page with new text has to be laid out at once.
    const picture = this.parts[0].node.clientWidth;
    this.curves.draw(frame, theme, this.curves.size(), this.scored);
    for (const part of this.parts) part.draw(frame, theme, picture);
    this.numbers.draw(frame);
    this.root.dataset.frame = String(updates);
  }
}

const SHEETS = ["live_plot.css", "../progress_bar.css", "../term.css"].map((name) => new URL(name, import.meta.url));
export default view((place) => new LivePlot(place), ...SHEETS);
