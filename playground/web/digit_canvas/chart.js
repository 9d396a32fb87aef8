// A canvas as wide as its place, sharp on every screen.

import { contextOf, element } from "../elements.js";

/**
 * The theme's colours, as the style sheet gives them to the canvas.
 * @typedef {{ ink: string, accent: string }} ChartColours
 * @typedef {(ink: CanvasRenderingContext2D, width: number, colours: ChartColours) => void} Paint
 */

export class Chart {
  /**
   * `paint(ink, width, colours)` draws on the cleared canvas of `height(width)` CSS pixels.
   * @param {(width: number) => number} height @param {Paint} paint
   */
  constructor(height, paint) {
    this.height = height;
    this.paint = paint;
    this.width = 0;
    this.canvas = element("canvas", { class: "chart", role: "img" });
    this.watch = new ResizeObserver(([{ contentRect }]) => {
      this.width = contentRect.width;
      this.draw();
    });
    this.watch.observe(this.canvas);
    // The style sheet gives the colour a transition of 1 ms, so that a change of theme is heard of.
    this.canvas.addEventListener("transitionend", () => this.draw());
  }

  close() {
    this.watch.disconnect();
  }

  draw() {
    const { canvas, width } = this;
    if (!width) return;
    const height = this.height(width);
    const ratio = window.devicePixelRatio;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== across || canvas.height !== down) {
      Object.assign(canvas, { width: across, height: down });
      canvas.style.height = `${height}px`;
    }
    const { color, accentColor, fontFamily } = getComputedStyle(canvas);
    const ink = contextOf(canvas);
    ink.setTransform(ratio, 0, 0, ratio, 0, 0);
    ink.clearRect(0, 0, width, height);
    Object.assign(ink, { font: `13px ${fontFamily}`, fillStyle: color, textAlign: "left", textBaseline: "middle" });
    this.paint(ink, width, { ink: color, accent: accentColor });
  }
}

/**
 * Fill a rectangle with so much of a colour.
 * @param {CanvasRenderingContext2D} ink @param {string} colour @param {number} share @param {number} x
 * @param {number} y @param {number} width @param {number} height
 */
export function tint(ink, colour, share, x, y, width, height) {
  ink.globalAlpha = share;
  ink.fillStyle = colour;
  ink.fillRect(x, y, width, height);
  ink.globalAlpha = 1;
}
