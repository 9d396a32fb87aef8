/** Units' outputs over the plane, as colours: the same as in the live plot. */

import { classColour, mix } from "../theme.js";

const STEPS = 255; // on either side of zero
const MAP_STRENGTH = 0.92;

const pixel = ([red, green, blue]) => (255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red);

function ramp(theme, below, above) {
  return Uint32Array.from({ length: 2 * STEPS + 1 }, (_, index) => {
    const share = (index - STEPS) / STEPS;
    const colour = share < 0 ? below : above;
    return pixel(mix(theme.paper, colour, Math.abs(share) * MAP_STRENGTH));
  });
}

/** Paints maps with the colours of a theme. */
export class MapPainter {
  constructor(theme) {
    this.theme = theme;
    this.signed = ramp(theme, theme.negative, theme.positive);
    this.classes = ramp(theme, classColour(theme, 0), classColour(theme, 1));
    this.shares = [];
  }

  /** Colours for a unit and how its values, -1 to 1, lie on them: `factor * value + offset`. */
  rule(role, row, count, classes, [low, high]) {
    if (role === "outputs" && classes && count === 1) return { colours: this.classes, factor: 2, offset: -1 };
    if (role === "outputs" && classes) {
      this.shares[row] ??= ramp(this.theme, this.theme.paper, classColour(this.theme, row));
      return { colours: this.shares[row], factor: 1, offset: 0 };
    }
    return { colours: this.signed, factor: 1 / (Math.max(Math.abs(low), Math.abs(high)) || 1), offset: 0 };
  }

  /** Paint `cells`, bytes of a scale, on every one of the canvases. */
  paint(canvases, cells, side, [low, high], { colours, factor, offset }) {
    if (this.image?.width !== side) this.image = new ImageData(side, side);
    const pixels = new Uint32Array(this.image.data.buffer);
    const start = STEPS * (1 + offset + factor * low) + 0.5;
    const step = (STEPS * factor * (high - low)) / 255;
    for (let cell = 0; cell < pixels.length; cell++) {
      pixels[cell] = colours[Math.max(0, Math.min(2 * STEPS, start + step * cells[cell])) | 0];
    }
    for (const canvas of canvases) {
      if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
      canvas.getContext("2d").putImageData(this.image, 0, 0);
    }
  }
}
