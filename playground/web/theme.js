/** Colours as [red, green, blue], from Streamlit's variables as they are at this moment and the app's own (colours.py). */

/** @type {OffscreenCanvasRenderingContext2D | null} */
let probe = null;

/** @param {string} colour @returns {Colour} */
function channels(colour) {
  const pen = (probe ??= /** @type {OffscreenCanvasRenderingContext2D} */ (
    new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
  ));
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** @param {Colour} from @param {Colour} to @param {number} share @returns {Colour} */
export const mix = (from, to, share) => from.map((channel, index) => channel + (to[index] - channel) * share);
/** @param {Colour} colour */
export const css = (colour) => `rgb(${colour.map(Math.round).join(" ")})`;

/**
 * A colour as canvases store it, where bytes stand in little-endian order.
 * @param {Colour} colour @param {number} [opacity]
 */
export function pixel([red, green, blue], opacity = 255) {
  return ((opacity << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
}

/** @param {(name: string) => string} property */
function classColours(property) {
  const colours = [];
  for (let colour = property("class-0"); colour; colour = property(`class-${colours.length}`)) colours.push(channels(colour));
  return colours;
}

/**
 * The theme around a node; the very theme of before where nothing has changed.
 * @param {Element} node @param {Theme | null | undefined} before @returns {Theme}
 */
export function readTheme(node, before) {
  const styles = getComputedStyle(node);
  /** @param {string} name */
  const property = (name) => styles.getPropertyValue(`--${name}`).trim();
  const [back, front, font] = [property("st-background-color"), property("st-text-color"), property("st-font")];
  // Until the page's font is loaded, texts are drawn in another.
  const key = `${back} ${front} ${font} ${document.fonts.status}`;
  if (before?.key === key) return before;
  const [paper, ink] = [channels(back || "white"), channels(front || "black")];
  return {
    key,
    paper,
    ink,
    font: `12px ${font || "sans-serif"}`,
    muted: mix(ink, paper, 0.25),
    line: mix(paper, ink, 0.25),
    faint: mix(paper, ink, 0.14),
    negative: channels(property("negative")),
    positive: channels(property("positive")),
    test: channels(property("test")),
    validation: channels(property("validation")),
    mark: channels(property("mark")),
    classes: classColours(property),
  };
}

/** @param {Theme} theme @param {number} number */
export const classColour = (theme, number) => theme.classes[number % theme.classes.length];
