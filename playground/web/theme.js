/** Colours as [red, green, blue], from Streamlit's variables as they are at this moment and the app's own (colours.py). */

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

function classColours(property) {
  const colours = [];
  for (let colour = property("class-0"); colour; colour = property(`class-${colours.length}`)) colours.push(channels(colour));
  return colours;
}

/** The theme around a node; the very theme of before where nothing has changed. */
export function readTheme(node, before) {
  const styles = getComputedStyle(node);
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
    faint: mix(paper, ink, 0.14),
    negative: channels(property("negative")),
    positive: channels(property("positive")),
    test: channels(property("test")),
    mark: channels(property("mark")),
    classes: classColours(property),
  };
}

export const classColour = (theme, number) => theme.classes[number % theme.classes.length];
