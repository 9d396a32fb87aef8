/** The time that a digit takes to be written again, and what stands on the paper at each moment of it. */

/** Milliseconds a point: the tablet took one every 100, and nobody waits that long. */
const POINT = 25;
/** Milliseconds between two strokes, when the pen is in the air. */
const LIFT = 200;
/** Milliseconds that a whole stroke stands alone, where nothing is to move. */
const STROKE = 700;

export class Writing {
  /** @param {Stroke[]} strokes @param {boolean} calm whether whole strokes come one after the other, without a moving pen */
  constructor(strokes, calm) {
    this.strokes = strokes;
    this.calm = calm;
  }

  /** Milliseconds until all of it is written. */
  get duration() {
    const { strokes } = this;
    if (this.calm) return STROKE * (strokes.length - 1);
    return strokes.reduce((sum, stroke) => sum + POINT * stroke.length + LIFT, -LIFT);
  }

  /** The strokes, or their beginnings, that stand there so many milliseconds after the first touch. @param {number} time */
  at(time) {
    if (this.calm) return this.strokes.slice(0, 1 + Math.floor(time / STROKE));
    const shown = [];
    let begins = 0;
    for (const stroke of this.strokes) {
      if (time < begins) break;
      shown.push(stroke.slice(0, 1 + Math.floor((time - begins) / POINT)));
      begins += POINT * stroke.length + LIFT;
    }
    return shown;
  }
}
