/** @typedef {string | SettingPress} Press a button's name, or a setting and its new value */

/** Presses, numbered, and told until the server has obeyed them: two quick ones are two. */
export class Presses {
  page = `${Date.now()} ${Math.random()}`;
  number = 0;
  /** @type {[number: number, press: Press][]} */
  waiting = [];

  /**
   * Add a press; gives what is to be told.
   * @param {Press} press
   */
  add(press) {
    this.number += 1;
    this.waiting.push([this.number, press]);
    return { page: this.page, pressed: this.waiting };
  }

  /**
   * Forget what has been obeyed.
   * @param {{ page: string, number: number }} obeyed
   */
  obeyed({ page, number }) {
    if (page === this.page) this.waiting = this.waiting.filter(([pressed]) => pressed > number);
  }

  /**
   * True where a value of that setting is still on its way: what the server shows of it is older.
   * @param {string} name
   */
  sets(name) {
    return this.waiting.some(([, press]) => typeof press !== "string" && press.name === name);
  }
}

/**
 * Which buttons can do something.
 * @param {{ moving: boolean, begun: boolean, stuck: boolean }} state
 * @returns {Record<string, boolean>}
 */
export function usable({ moving, begun, stuck }) {
  const trains = !moving && !stuck;
  return { Play: trains, Pause: moving, Step: trains, Epoch: trains, Reset: begun, "New seed": true };
}
