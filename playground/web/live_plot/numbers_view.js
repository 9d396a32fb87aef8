import { counted } from "../words.js";
import { element, write } from "../elements.js";
import { cost, epochs, percent } from "../numbers.js";

/** Epoch, cost and accuracy as text; its rows are the legend of the curves. */
export class NumbersView {
  constructor() {
    this.epoch = element("strong", {});
    this.updates = element("span", {});
    this.note = element("p", { class: "note" });
    this.loss = element("th", { scope: "col" });
    this.cells = {};
    const rows = ["train", "test"].map((part) => {
      this.cells[part] = [element("td", {}), element("td", { class: "accuracy" })];
      const name = part === "train" ? "Train" : "Test";
      return element("tr", {}, element("th", { scope: "row" }, element("i", { class: part }), name), ...this.cells[part]);
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

  draw({ header }) {
    write(this.epoch, epochs(header.epoch));
    write(this.updates, counted(header.updates, "update"));
    write(this.note, header.note ?? "");
    write(this.loss, `Cost (${header.loss_name})`);
    for (const part of ["train", "test"]) {
      const { loss, accuracy } = header[part];
      write(this.cells[part][0], cost(loss ?? NaN));
      write(this.cells[part][1], percent(accuracy ?? NaN));
    }
  }
}
