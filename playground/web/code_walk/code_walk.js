// The sliders of a code and the image they make: one instance a place in the page, kept while answers come in.

import { element } from "../elements.js";
import { Following } from "../following.js";
import { channel } from "../live.js";
import { Told } from "../told.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { Decoded } from "./decoded.js";
import { SliderBank } from "./slider_bank.js";

class CodeWalk {
  /** @param {ShadowRoot} place */
  constructor(place) {
    this.bank = new SliderBank((final) => this.move(final));
    this.moves = new Told(channel, "code");
    /** @param {Uint8Array} bytes */
    const hear = (bytes) => this.hear(/** @type {CodeFrame} */ (unpackWire(bytes)));
    this.answers = new Following(channel, "decoded", hear);
    this.decoded = new Decoded();
    this.root = element("div", { class: "code-walk" }, this.decoded.node, this.bank.node);
    place.replaceChildren(element("div", { class: "measure" }, this.root));
  }

  receive() {
    this.answers.follow({});
  }

  /** @param {CodeFrame} frame */
  hear({ header, arrays, shapes }) {
    const other = this.bank.build(arrays);
    // What the person did since is newer than any code that comes now.
    const behind = this.moves.confirm(header.revision);
    if (other || !behind) this.bank.show(arrays.code);
    else this.bank.refresh();
    this.decoded.show(header, arrays.image, shapes.image);
    this.root.dataset.answered = String(header.revision);
  }

  /** @param {boolean} final */
  move(final) {
    this.root.dataset.sent = String(this.moves.tell({ code: [...this.bank.code] }, final));
  }

  close() {
    this.moves.close();
    this.answers.close();
  }
}

/** There are no data: all comes over the live channel. */
export default view((place) => new CodeWalk(place), new URL("code_walk.css", import.meta.url));
