import { signed } from "./words.js";

/**
 * The value, or the end of the range that is nearest to it.
 * @param {number} value @param {number} [low] @param {number} [high]
 */
export const within = (value, low = 0, high = 1) => Math.max(low, Math.min(high, value));

/** @param {number | null} share */
export const percent = (share) =>
  share !== null && Number.isFinite(share) ? `${(100 * share).toFixed(1)}\u00a0%` : "–";
/** @param {number} value @param {number} [digits] */
export const fixed = (value, digits = 2) => signed(value.toFixed(digits));

/**
 * A cost in a width that changes little while it falls.
 * @param {number | null} value
 */
export function cost(value) {
  if (value === null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e5 || (size < 1e-4 && size > 0)) return signed(value.toExponential(2));
  return fixed(value, size < 10 ? 4 : 2);
}

/** @param {number} value */
export function epochs(value) {
  return value.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** @param {number} value */
export function tickText(value) {
  const size = Math.abs(value);
  return signed(size && (size >= 1e5 || size < 1e-3) ? value.toExponential(0) : String(+value.toPrecision(4)));
}

/** @param {number} low @param {number} high @param {number} most */
function roundStep(low, high, most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
}

/**
 * Round numbers from low to high, at most about `most` of them.
 * @param {number} low @param {number} high @param {number} most
 */
export function ticks(low, high, most) {
  const step = roundStep(low, high, most);
  const first = Math.ceil(low / step - 1e-6);
  return Array.from({ length: Math.floor(high / step + 1e-6) - first + 1 }, (_, index) => (first + index) * step);
}

/**
 * Marks, and where values lie between 0 and 1, for an axis that takes in zero and ends at a round number.
 * @param {number[]} values @returns {Scale}
 */
export function linearScale(values) {
  const low = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const high = most > low ? most : low + 1;
  const step = roundStep(low, high, 4);
  const [start, end] = [Math.floor(low / step + 1e-6) * step, Math.ceil(high / step - 1e-6) * step];
  return { marks: ticks(start, end, (end - start) / step), place: (value) => (value - start) / (end - start) };
}

/**
 * The same in powers of ten; only values above zero have a place.
 * @param {number[]} values @returns {Scale}
 */
export function logScale(values) {
  const above = values.filter((value) => value > 0);
  const low = Math.log10(above.length ? Math.min(...above) : 0.01) - 0.05;
  const high = Math.max(low + 0.5, Math.log10(above.length ? Math.max(...above) : 1) + 0.05);
  const [first, last] = [Math.floor(low), Math.ceil(high)];
  const every = Math.ceil((high - low) / 5);
  const marks = [];
  for (let power = first; power <= last; power += every) {
    for (const factor of high - low < 2.5 ? [1, 2, 5] : [1]) marks.push(factor * 10 ** power);
  }
  /** @param {number} value */
  const place = (value) => (value > 0 ? (Math.log10(value) - low) / (high - low) : NaN);
  return { marks: marks.filter((mark) => place(mark) >= 0 && place(mark) <= 1), place };
}
