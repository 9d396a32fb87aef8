/** The sample that was picked in one view of the page, for the others: a point of the plane, or a digit. */

/** @typedef {{ kind: "training" | "validation" | "test", number: number }} PickedSample its number counts from 0 */

class ChosenSample {
  /** @type {Set<(sample: PickedSample) => void>} */
  listeners = new Set();

  /** @param {PickedSample} sample */
  choose(sample) {
    this.listeners.forEach((listener) => listener(sample));
  }
}

export const chosenSample = new ChosenSample();
