/**
 * The version of a run that a picture is of: the run's name, and a number that grows.
 * @typedef {[run: string, version: number]} RunVersion
 */

/**
 * True where what is of a version may take the place of what is shown: a page that is drawn anew may bring an older picture
 * of a run than the live channel has brought meanwhile. What is of no run, or of another one, always may.
 * @param {RunVersion | null | undefined} version @param {RunVersion | null} shown
 */
export function follows(version, shown) {
  return !version || !shown || version[0] !== shown[0] || version[1] >= shown[1];
}
