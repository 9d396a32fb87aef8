// The points' marks: a point is its class's name in its group's colour, with a halo of paper; a wrong one is ringed.

import { contextOf } from "../elements.js";
import { classColour, css } from "../theme.js";

/**
 * CSS pixels of a mark: the more points there are, the smaller.
 * @param {number} count
 */
export const glyphSize = (count) => (count <= 300 ? 15 : count <= 1500 ? 13 : 11);

/** Marks drawn once and stamped many times: text is too slow for thousands of points. */
export class Glyphs {
  /** @param {Theme} theme @param {number} size */
  constructor(theme, size) {
    this.theme = theme;
    this.size = size;
    this.ratio = window.devicePixelRatio || 1;
    /** @type {Map<string, HTMLCanvasElement>} */
    this.stamps = new Map();
  }

  /** @param {string} name @param {number} group @param {number} wrong */
  stamp(name, group, wrong) {
    const key = `${name} ${group} ${wrong}`;
    const stamp = this.stamps.get(key) ?? this.make(name, group, wrong);
    this.stamps.set(key, stamp);
    return stamp;
  }

  /** @param {string} name @param {number} group @param {number} wrong */
  make(name, group, wrong) {
    const { theme, size, ratio } = this;
    const side = 2 * size + 2;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(side * ratio);
    const context = contextOf(canvas);
    context.setTransform(ratio, 0, 0, ratio, (canvas.width / 2) | 0, (canvas.height / 2) | 0);
    const font = theme.font.replace(/^\S+/, `700 ${size}px`);
    Object.assign(context, { font, textAlign: "center", textBaseline: "alphabetic", lineJoin: "round" });
    // The middle of a digit's height lies on the point: fonts set "middle" for letters with descenders.
    const { actualBoundingBoxAscent, actualBoundingBoxDescent } = context.measureText(name);
    const base = (actualBoundingBoxAscent - actualBoundingBoxDescent) / 2;
    Object.assign(context, { strokeStyle: css(theme.paper), lineWidth: Math.max(2, size / 5) });
    context.strokeText(name, 0, base);
    context.fillStyle = css(classColour(theme, group));
    context.fillText(name, 0, base);
    if (wrong) {
      context.beginPath();
      context.arc(0, 0, size * 0.72, 0, 7);
      context.lineWidth = 3.2;
      context.stroke();
      Object.assign(context, { strokeStyle: css(theme.ink), lineWidth: 1.3 });
      context.stroke();
    }
    return canvas;
  }

  /** @param {CanvasRenderingContext2D} context @param {HTMLCanvasElement} stamp @param {number} x @param {number} y */
  draw(context, stamp, x, y) {
    // On whole device pixels stamps stay sharp.
    const [left, top] = [x, y].map((middle) => Math.round(middle * this.ratio - stamp.width / 2) / this.ratio);
    context.drawImage(stamp, left, top, stamp.width / this.ratio, stamp.height / this.ratio);
  }
}
