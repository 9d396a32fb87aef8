import { HINT_SHEET, HintNote } from "../hint_note.js";
import { view } from "../view.js";

/** A hint with a place of its own on the page, which takes no room while it is not due. */
class Hint {
  /** @param {ShadowRoot} place @param {Component<HintData>} component */
  constructor(place, { data }) {
    const container = place.host.closest("[class*=st-key-hint_]");
    this.note = new HintNote(data.hint, (shown) => container?.toggleAttribute("data-hint", shown));
    place.append(this.note.node);
  }

  /** @param {Component<HintData>} component */
  receive({ data }) {
    this.note.show(data.facts);
  }

  close() {
    this.note.close();
  }
}

/** `data` has the name of the `hint`, and the `facts` that tell whether it is due. */
export default view((place, component) => new Hint(place, component), HINT_SHEET);
