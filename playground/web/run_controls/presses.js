/** Presses, numbered, and told until the server has obeyed them: two quick ones are two. */
export class Presses {
  page = `${Date.now()} ${Math.random()}`;
  number = 0;
  /** @type {[number: number, name: string][]} */
  waiting = [];

  /**
   * Add a press; gives what is to be told.
   * @param {string} name
   */
  add(name) {
    this.number += 1;
    this.waiting.push([this.number, name]);
    return { page: this.page, pressed: this.waiting };
  }

  /**
   * Forget what has been obeyed.
   * @param {{ page: string, number: number }} obeyed
   */
  obeyed({ page, number }) {
    if (page === this.page) this.waiting = this.waiting.filter(([pressed]) => pressed > number);
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
