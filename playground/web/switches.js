/** The units of a network that are switched off, as every view of them tells and hears it. */

import { Told } from "./told.js";

export class Switches {
  /** @type {Unit[]} */
  off = [];

  /** @param {import("./channel.js").Channel} channel */
  constructor(channel) {
    this.told = new Told(channel, "switch");
    /** Whose network it is. @type {object} */
    this.message = {};
  }

  /**
   * What the server knows, but while something newer is on its way.
   * @param {SwitchesHeader | null} header
   */
  hear(header) {
    if (header && !this.told.confirm(header.revision)) this.off = header.off;
  }

  /** @param {Unit} unit */
  isOff([column, unit]) {
    return this.off.some(([other, number]) => other === column && number === unit);
  }

  /**
   * Switch a unit off, or on again.
   * @param {Unit} unit
   */
  turn(unit) {
    const others = this.off.filter(([column, number]) => column !== unit[0] || number !== unit[1]);
    this.tell(others.length < this.off.length ? others : [...this.off, unit]);
  }

  /**
   * Tell all that are off at once: of two messages the newer holds what the other did.
   * @param {Unit[]} off
   */
  tell(off) {
    this.off = off;
    this.told.tell({ ...this.message, off }, true);
  }

  close() {
    this.told.close();
  }
}
