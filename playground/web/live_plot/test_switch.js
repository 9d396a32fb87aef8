/** The switch that shows the numbers of the test samples before a run has ended. */

import { element } from "../elements.js";

/** As it was left: a plot that is built anew, on the way back to a page, finds it so. */
let asked = false;

/** Test numbers that steer a training are no test any more: where there is validation, they wait for the end. */
export class TestSwitch {
  /** @param {() => void} redraw */
  constructor(redraw) {
    this.box = element("input", {
      type: "checkbox",
      onchange: () => {
        asked = this.box.checked;
        redraw();
      },
    });
    this.box.checked = asked;
    /** @type {HTMLElement} */
    this.node = element("label", { class: "test-switch", hidden: true }, this.box, "Show test");
  }

  /**
   * The header as it may be seen: without the test's numbers where they have to wait.
   * @param {LiveHeader} header @returns {LiveHeader}
   */
  seen(header) {
    const waits = Boolean(header.validation) && !header.ended;
    this.node.hidden = !header.validation;
    // Its room stays, so that nothing jumps when a run ends.
    this.node.style.visibility = waits ? "" : "hidden";
    return waits && !this.box.checked ? { ...header, test: null } : header;
  }
}
