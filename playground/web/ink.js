import { contextOf } from "./elements.js";

/**
 * Paint pixels, 0 to 255, onto a canvas of as many, as so much ink in the theme's text colour.
 * @param {HTMLCanvasElement} canvas @param {Uint8Array} pixels
 */
export function paintInk(canvas, pixels) {
  const { width, height } = canvas;
  const ink = contextOf(canvas, { willReadFrequently: true });
  ink.globalCompositeOperation = "copy";
  ink.fillStyle = getComputedStyle(canvas).color;
  ink.fillRect(0, 0, width, height);
  const image = ink.getImageData(0, 0, width, height);
  pixels.forEach((value, index) => (image.data[4 * index + 3] = value));
  ink.putImageData(image, 0, 0);
}
