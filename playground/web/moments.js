/**
 * The moment of a run that a picture is of: the run's name, and a number that grows.
 * @typedef {[run: string, version: number]} Moment
 */

/**
 * True where what is of a moment may take the place of what is shown: a page that is drawn anew may bring an older picture
 * of a run than the live channel has brought meanwhile. What is of no run, or of another one, always may.
 * @param {Moment | null | undefined} moment @param {Moment | null} shown
 */
export function follows(moment, shown) {
  return !moment || !shown || moment[0] !== shown[0] || moment[1] >= shown[1];
}
