import { element } from "../elements.js";
import { view } from "../view.js";
import { Matrix } from "./table.js";

/**
 * The place of a matrix: built anew for other classes, filled anew for other counts.
 * @implements {View<MatrixData>}
 */
class MatrixPlace {
  /** @type {Component<MatrixData> | null} */
  component = null;
  /** @type {Matrix | null} */
  matrix = null;
  /** @type {string | null} */
  identity = null;
  /** @type {string | null} */
  counts = null;

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.root = element("div", { class: "confusion-matrix" });
    place.append(this.root);
  }

  /** @param {Component<MatrixData>} component */
  receive(component) {
    const { data } = component;
    this.component = component;
    const [identity, counts] = [JSON.stringify([data.classes, data.chosen !== null]), JSON.stringify(data.counts)];
    if (!this.matrix || identity !== this.identity) {
      this.identity = identity;
      this.counts = null;
      this.matrix = new Matrix(data.classes, data.chosen && ((cell) => this.component?.setStateValue("chosen", cell)));
      this.root.replaceChildren(this.matrix.node);
    }
    // An answer to the last click but one must not move the mark back: only other counts bring a mark with them.
    if (this.counts === counts) return;
    this.counts = counts;
    this.matrix.show(data.counts, data.chosen);
  }
}

export default view((place) => new MatrixPlace(place), new URL("confusion_matrix.css", import.meta.url));
