import { mix } from "../theme.js";

/** What paints, each on a canvas of its own, images of 255 for full ink in the theme's colours. */
export function inkPainter(theme, [, height, width]) {
  const colours = Uint32Array.from({ length: 256 }, (_, ink) => {
    const [red, green, blue] = mix(theme.paper, theme.ink, ink / 255).map(Math.round);
    return (255 << 24) | (blue << 16) | (green << 8) | red;
  });
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  return (canvas, images, number) => {
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const start = number * pixels.length;
    for (let pixel = 0; pixel < pixels.length; pixel++) pixels[pixel] = colours[images[start + pixel]];
    canvas.getContext("2d").putImageData(image, 0, 0);
  };
}
