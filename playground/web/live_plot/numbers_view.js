import { counted } from "../words.js";
import { element, write } from "../elements.js";
import { cost, epochs, percent } from "../numbers.js";

const PARTS = /** @type {const} */ (["train", "test"]);

/** Epoch, cost and accuracy as text; its rows are the legend of the curves. */
export class NumbersView {
  constructor() {
    this.epoch = element("strong", {});
    this.updates = element("span", {});
    this.note = element("p", { class: "note" });
    this.loss = element("th", { scope: "col" });
    const cells = () => ({ loss: element("td"), accuracy: element("td", { class: "accuracy" }) });
    this.cells = { train: cells(), test: cells() };
    const rows = PARTS.map((part) => {
      const head = element("th", { scope: "row" }, element("i", { class: part }), part === "train" ? "Train" : "Test");
      return element("tr", {}, head, ...Object.values(this.cells[part]));
    });
    const accuracy = element("th", { scope: "col", class: "accuracy" }, "Accuracy");
    const heads = element("tr", {}, element("td", {}), this.loss, accuracy);
    this.node = element(
      "div",
      { class: "numbers" },
      element("div", { class: "epoch" }, element("span", {}, "Epoch"), this.epoch, this.updates),
      element("table", {}, element("thead", {}, heads), element("tbody", {}, ...rows)),
      this.note,
    );
  }

  /** @param {LiveFrame} frame */
  draw({ header }) {
    write(this.epoch, epochs(header.epoch));
    write(this.updates, counted(header.updates, "update"));
    write(this.note, header.note ?? "");
    write(this.loss, `Cost (${header.loss_name})`);
    for (const part of PARTS) {
      write(this.cells[part].loss, cost(header[part].loss));
      write(this.cells[part].accuracy, percent(header[part].accuracy));
    }
  }
}
