/** Colours as [red, green, blue], from Streamlit's variables as they are at this moment. */

// Okabe and Ito's colours, which people with every kind of colour vision tell apart.
const CLASS_COLOURS = [
  [0, 114, 178],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [213, 94, 0],
  [86, 180, 233],
  [240, 228, 66],
  [140, 140, 140],
];
const TEST_CURVE = [204, 121, 167];

const probe = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
  willReadFrequently: true,
});

function channels(colour) {
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

export const mix = (from, to, share) => from.map((channel, index) => channel + (to[index] - channel) * share);
export const css = (colour) => `rgb(${colour.map(Math.round).join(" ")})`;

/** The theme around a node; the very theme of before where nothing has changed. */
export function readTheme(node, before) {
  const styles = getComputedStyle(node);
  const [back, front, font] = ["background-color", "text-color", "font"].map((name) =>
    styles.getPropertyValue(`--st-${name}`).trim(),
  );
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
    faint: mix(paper, ink, 0.14),
    test: mix(TEST_CURVE, ink, 0.3),
    // On dark paper the colours are lighter, as ink is.
    classes: CLASS_COLOURS.map((colour) => mix(colour, ink, paper[1] < 128 ? 0.25 : 0)),
  };
}

export const classColour = (theme, number) => theme.classes[number % theme.classes.length];
