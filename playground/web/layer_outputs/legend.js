import { element } from "../elements.js";
import { signedGradient } from "../signed_colours.js";

/** What the colours mean, and a choice between a scale for each layer and one for all. */
export class Legend {
  /** @param {() => void} onchange */
  constructor(onchange) {
    /** @type {Theme | null} */
    this.theme = null;
    this.bar = element("span", { class: "bar" });
    this.together = element("input", { type: "checkbox", onchange });
    this.choice = element("label", {}, this.together, "One scale for all layers");
    const scale = element("span", { class: "scale" }, "negative", this.bar, "positive");
    const words = "The strongest colour is the largest size in a picture; paper is zero.";
    this.node = element("div", { class: "legend" }, scale, element("span", { class: "words" }, words), this.choice);
  }

  get shared() {
    return this.together.checked && !this.choice.hidden;
  }

  /** @param {LayerOutputsFrame["header"]["legend"]} kind @param {Theme} theme */
  draw(kind, theme) {
    this.node.hidden = kind === "none";
    this.choice.hidden = kind !== "shared";
    if (this.theme === theme) return;
    this.theme = theme;
    this.bar.style.background = signedGradient(theme);
  }
}
