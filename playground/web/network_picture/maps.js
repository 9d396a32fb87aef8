/** Units' outputs, weights and images as colours: the same as in the live plot. */

import { contextOf } from "../elements.js";
import { classColour, mix, pixel } from "../theme.js";

const STEPS = 255; // on either side of zero
const MAP_STRENGTH = 0.92;

/** @param {Theme} theme @param {Colour} below @param {Colour} above */
function ramp(theme, below, above) {
  return Uint32Array.from({ length: 2 * STEPS + 1 }, (_, index) => {
    const share = (index - STEPS) / STEPS;
    const colour = share < 0 ? below : above;
    return pixel(mix(theme.paper, colour, Math.abs(share) * MAP_STRENGTH));
  });
}

/** @typedef {{ colours: Palette, factor: number, offset: number }} Rule */

/** Paints maps with the colours of a theme. */
export class MapPainter {
  /** @param {Theme} theme */
  constructor(theme) {
    this.theme = theme;
    this.signed = ramp(theme, theme.negative, theme.positive);
    this.classes = ramp(theme, classColour(theme, 0), classColour(theme, 1));
    /** @type {Palette[]} */
    this.shares = [];
    this.ink = ramp(theme, theme.paper, theme.ink);
    /** @type {Map<string, ImageData>} */
    this.images = new Map();
  }

  /**
   * Colours for a unit and how its values, -1 to 1, lie on them: `factor * value + offset`.
   * @param {Pick<NetworkColumn, "role" | "tile">} column @param {number} row @param {number} count
   * @param {number} classes @param {Span} span @returns {Rule}
   */
  rule({ role, tile }, row, count, classes, [low, high]) {
    if (tile === "ink") return { colours: this.ink, factor: 1, offset: 0 };
    if (role === "outputs" && classes && count === 1) return { colours: this.classes, factor: 2, offset: -1 };
    if (role === "outputs" && classes) {
      this.shares[row] ??= ramp(this.theme, this.theme.paper, classColour(this.theme, row));
      return { colours: this.shares[row], factor: 1, offset: 0 };
    }
    return { colours: this.signed, factor: 1 / (Math.max(Math.abs(low), Math.abs(high)) || 1), offset: 0 };
  }

  /**
   * Paint `cells`, bytes of a scale, on every one of the canvases.
   * @param {HTMLCanvasElement[]} canvases @param {Uint8Array} cells @param {Shape} shape rows and columns
   * @param {Span} span @param {Rule} rule
   */
  paint(canvases, cells, [rows, columns], [low, high], { colours, factor, offset }) {
    const size = `${rows} ${columns}`;
    const image = this.images.get(size) ?? new ImageData(columns, rows);
    this.images.set(size, image);
    const pixels = new Uint32Array(image.data.buffer);
    const start = STEPS * (1 + offset + factor * low) + 0.5;
    const step = (STEPS * factor * (high - low)) / 255;
    for (let cell = 0; cell < pixels.length; cell++) {
      pixels[cell] = colours[Math.max(0, Math.min(2 * STEPS, start + step * cells[cell])) | 0];
    }
    for (const canvas of canvases) {
      if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
      contextOf(canvas).putImageData(image, 0, 0);
    }
  }
}
