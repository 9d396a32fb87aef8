import { fit } from "../elements.js";
import { css } from "../theme.js";

/** @typedef {NonNullable<ReturnType<typeof arrangeBars>>} Bars */

const BARS_HIGH = 76;
const LABELS_HIGH = 18;
const NARROWEST = 3;

/**
 * A vector as bars, where there is room for them; else null, and it is drawn as rows of values.
 * @param {number} count @param {number} width @param {number} low @param {number} high @param {boolean} labelled
 */
export function arrangeBars(count, width, low, high, labelled) {
  const across = Math.min(labelled ? 44 : 20, Math.floor((width - 2) / count));
  if (across < NARROWEST) return null;
  const zero = low < 0 ? (high > 0 ? 0.5 : 0) : 1;
  return { across, zero, width, labelled, height: BARS_HIGH + (labelled ? LABELS_HIGH : 0) };
}

/**
 * Bars from a common zero; `share` is how much of the height the strongest value gets.
 * @param {HTMLCanvasElement} canvas @param {Bars} place @param {Int8Array} pixels @param {number} share
 * @param {Theme} theme @param {string[]} classes
 */
export function drawBars(canvas, place, pixels, share, theme, classes) {
  const context = fit(canvas, place.width, place.height);
  const room = place.zero === 0.5 ? BARS_HIGH / 2 : BARS_HIGH;
  const level = 1 + place.zero * (BARS_HIGH - 2);
  const gap = place.across > 6 ? 2 : place.across > 3 ? 1 : 0;
  pixels.forEach((byte, index) => {
    const size = (Math.abs(byte) / 127) * share * (room - 2);
    context.fillStyle = css(byte < 0 ? theme.negative : theme.positive);
    context.fillRect(1 + index * place.across, byte < 0 ? level : level - size, place.across - gap, size);
    if (!place.labelled) return;
    Object.assign(context, { font: theme.font, fillStyle: css(theme.ink), textAlign: "center", textBaseline: "middle" });
    context.fillText(classes[index], 1 + (index + 0.5) * place.across - gap / 2, BARS_HIGH + LABELS_HIGH / 2 + 1);
  });
  context.fillStyle = css(theme.muted);
  context.fillRect(0, level - 0.5, pixels.length * place.across + 2, 1);
  return context;
}

/** @param {Bars} place @param {number} count @param {number} x */
export function barAt(place, count, x) {
  const index = Math.floor((x - 1) / place.across);
  return index >= 0 && index < count ? index : null;
}

/** @param {Bars} place @param {number} index @returns {Box} */
export function barBox(place, index) {
  return [1 + index * place.across, 1, place.across, BARS_HIGH - 2];
}
