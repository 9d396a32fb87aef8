import { element, write } from "../elements.js";
import { within } from "../numbers.js";

/** @type {[kind: string, title: string][]} */
const KINDS = [
  ["batch", "The next batch"],
  ["training", "A training sample"],
  ["validation", "A validation sample"],
  ["test", "A test sample"],
  ["own", "An own drawing"],
];

/** Of which samples the step is, and which of them is shown: by hand, where no view of the page picks it. */
export class SampleChooser {
  /** @param {(source: StepSource, sample: number) => void} tell */
  constructor(tell) {
    this.options = new Map(KINDS.map(([kind, title]) => [kind, element("option", { value: kind }, title)]));
    this.kind = element("select", {}, ...this.options.values());
    this.number = element("input", { type: "number", min: 1, value: 1, inputmode: "numeric" });
    const numbered = () => within(Math.round(Number(this.number.value) || 1), 1, Number(this.number.max) || 1) - 1;
    const told = () => {
      const { value: kind } = this.kind;
      if (kind === "batch") tell({ kind, number: 0 }, numbered());
      else tell({ kind, number: numbered() }, 0);
    };
    this.kind.addEventListener("change", () => {
      this.number.value = "1";
      told();
    });
    this.number.addEventListener("change", told);
    this.name = element("p", { class: "name", role: "status" });
    this.node = element(
      "div",
      { class: "chooser" },
      element("label", {}, element("span", {}, "Sample"), this.kind),
      element("label", {}, element("span", {}, "Number"), this.number),
      this.name,
    );
  }

  /** @param {StepHeader} header */
  show({ source, sample, count, counts, name }) {
    this.options.forEach((option, kind) => (option.hidden = option.disabled = kind !== "batch" && !counts[kind]));
    this.kind.value = source.kind;
    const batch = source.kind === "batch";
    this.number.max = String(batch ? count : counts[source.kind]);
    this.number.value = String((batch ? sample : source.number) + 1);
    write(this.name, batch ? `${sample + 1} of ${count} of the next batch: ${name}` : `Alone, as if it were the batch: ${name}`);
  }
}
