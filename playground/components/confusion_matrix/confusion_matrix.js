import { element } from "../live_plot/elements.js";
import { Matrix } from "./table.js";

const matrices = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  const identity = JSON.stringify([data.classes, data.chosen !== null]);
  const counts = JSON.stringify(data.counts);
  let shown = matrices.get(parentElement);
  if (shown?.identity !== identity) {
    shown = { identity };
    shown.matrix = new Matrix(data.classes, data.chosen && ((cell) => shown.send("chosen", cell)));
    parentElement.querySelector(".confusion-matrix")?.remove();
    parentElement.append(element("div", { class: "confusion-matrix" }, shown.matrix.node));
    matrices.set(parentElement, shown);
  }
  shown.send = setStateValue;
  // An answer to the last click but one must not move the mark back: only other counts bring a mark with them.
  if (shown.counts === counts) return;
  shown.counts = counts;
  shown.matrix.show(data.counts, data.chosen);
}
