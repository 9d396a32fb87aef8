// The sliders of a code and the image they make: one instance a place in the page, kept while frames come in.

import { Courier } from "../courier.js";
import { element } from "../elements.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { Decoded } from "./decoded.js";
import { SliderBank } from "./slider_bank.js";

class CodeWalk {
  /** @type {Component | null} */
  component = null;
  /** @type {Courier | null} */
  courier = null;

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.final = true;
    this.bank = new SliderBank((final) => this.bring(final));
    this.decoded = new Decoded();
    this.root = element("div", { class: "code-walk" }, this.decoded.node, this.bank.node);
    place.replaceChildren(element("div", { class: "measure" }, this.root));
  }

  /** @param {Component} component */
  receive(component) {
    this.component = component;
    const { header, arrays, shapes } = /** @type {CodeFrame} */ (unpackWire(component.data));
    this.courier ??= new Courier(header.revision, (walk) => this.send(walk));
    const other = this.bank.build(arrays);
    this.courier.answered(header.revision);
    // What the person did since is newer than any code that comes now.
    const behind = this.courier.awaited !== null || this.courier.next !== null;
    if (other || !behind) this.bank.show(arrays.code);
    else this.bank.refresh();
    this.decoded.show(header, arrays.image, shapes.image);
    this.root.dataset.answered = String(header.revision);
  }

  close() {
    this.courier?.close();
  }

  /** @param {boolean} final */
  bring(final) {
    this.final = final;
    this.courier?.bring(() => ({ code: [...this.bank.code], final: this.final }), final);
  }

  /** @param {{ revision: number }} walk */
  send(walk) {
    this.root.dataset.sent = String(walk.revision);
    this.component?.setStateValue("walk", walk);
  }
}

/** `data` is a frame. */
export default view((place) => new CodeWalk(place), new URL("code_walk.css", import.meta.url));
