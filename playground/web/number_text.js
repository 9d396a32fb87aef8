import { signed } from "./words.js";

/**
 * A value in three digits.
 * @param {number} value
 */
export function valueText(value) {
  const size = Math.abs(value);
  if (!size) return "0";
  if (size >= 1e5 || size < 1e-3) return signed(value.toExponential(1));
  return signed(String(+value.toPrecision(3)));
}

/** @param {Shape} shape */
export const shapeText = (shape) => shape.join(" × ");
