/** @import { MapPlane } from "./plane.js" */

/** The points in CSS pixels, and which is nearest, among those that `seen(index)` lets through. */
export class Neighbours {
  /** @param {Numbers} points @param {MapPlane} plane */
  constructor(points, plane) {
    this.count = points.length / 2;
    this.x = new Float32Array(this.count);
    this.y = new Float32Array(this.count);
    for (let index = 0; index < this.count; index++) {
      [this.x[index], this.y[index]] = plane.pixels([points[2 * index], points[2 * index + 1]]);
    }
  }

  /**
   * The one nearest to (x, y), at most `reach` away, or null.
   * @param {number} x @param {number} y @param {(index: number) => boolean} seen @param {number} [reach]
   */
  nearest(x, y, seen, reach = Infinity) {
    return this.least(seen, (index) => {
      const distance = Math.hypot(this.x[index] - x, this.y[index] - y);
      return distance <= reach ? distance : Infinity;
    });
  }

  /**
   * The one nearest to point `from` in a direction, within 45° of it, or null.
   * @param {number} from @param {Point} direction @param {(index: number) => boolean} seen
   */
  towards(from, [right, below], seen) {
    return this.least(seen, (index) => {
      const [across, down] = [this.x[index] - this.x[from], this.y[index] - this.y[from]];
      const along = across * right + down * below;
      const aside = Math.abs(across * below) + Math.abs(down * right);
      return along > 0 && aside <= along ? Math.hypot(across, down) : Infinity;
    });
  }

  /** @param {(index: number) => boolean} seen @param {(index: number) => number} measure */
  least(seen, measure) {
    /** @type {number | null} */
    let found = null;
    let least = Infinity;
    for (let index = 0; index < this.count; index++) {
      if (!seen(index)) continue;
      const size = measure(index);
      if (size >= least) continue;
      found = index;
      least = size;
    }
    return found;
  }
}
