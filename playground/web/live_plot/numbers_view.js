import { counted } from "../words.js";
import { element, write } from "../elements.js";
import { term } from "../term.js";
import { cost, epochs, percent } from "../numbers.js";

const PARTS = /** @type {const} */ (["train", "validation", "test"]);
const TITLES = { train: "Train", validation: "Validation", test: "Test" };
const LATER = "when the run ends";

/** Epoch, cost and accuracy as text; its rows are the legend of the curves. */
export class NumbersView {
  constructor() {
    this.epoch = element("strong", {});
    this.updates = element("span", {});
    this.note = element("p", { class: "note" });
    this.loss = element("span", {});
    const cells = () => ({ loss: element("td"), accuracy: element("td", { class: "accuracy" }) });
    this.cells = { train: cells(), validation: cells(), test: cells() };
    const rows = PARTS.map((part) => {
      const head = element("th", { scope: "row" }, element("i", { class: part }), TITLES[part]);
      return element("tr", {}, head, ...Object.values(this.cells[part]));
    });
    const accuracy = element("th", { scope: "col", class: "accuracy" }, term("Accuracy"));
    this.validation = rows[PARTS.indexOf("validation")];
    const heads = element("tr", {}, element("td", {}), element("th", { scope: "col" }, term("Cost"), this.loss), accuracy);
    this.node = element(
      "div",
      { class: "numbers" },
      element("div", { class: "epoch" }, element("span", {}, term("Epoch")), this.epoch, this.updates),
      element("table", {}, element("thead", {}, heads), element("tbody", {}, ...rows)),
      this.note,
    );
  }

  /** @param {LiveFrame} frame */
  draw({ header }) {
    write(this.epoch, epochs(header.epoch));
    write(this.updates, counted(header.updates, "update"));
    write(this.note, header.note ?? "");
    write(this.loss, ` (${header.loss_name})`);
    this.validation.hidden = !header.validation;
    for (const part of PARTS) {
      const { loss, accuracy } = this.cells[part];
      const measured = header[part];
      // Only the test waits: its row says until when.
      const waits = part === "test" && !measured;
      write(loss, waits ? LATER : cost(measured?.loss ?? NaN));
      write(accuracy, waits ? "" : percent(measured?.accuracy ?? NaN));
      loss.colSpan = waits ? 2 : 1;
      loss.classList.toggle("waits", waits);
      accuracy.hidden = waits;
    }
  }
}
