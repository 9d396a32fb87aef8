// Twelve colours a theme, found by a search: no two are near each other, in Oklab, to normal, protan, deutan or tritan
// eyes (simulated as by Machado, Oliveira and Fernandes, 2009), and each stands out from the paper by 3 to 1.
const ON_LIGHT = "330089 e96a0a 2b9af1 008277 53113f 8450d3 ab552d bf6ab7 43420c 889970 881d61 13529a";
const ON_DARK = "4d81fa f8e817 d03706 40cf9e c79ffe 9c51b8 51795a eaae25 df68bb 8f9c64 bcd3f6 74fdbc";
const [LIGHT_COLOURS, DARK_COLOURS] = [ON_LIGHT, ON_DARK].map((all) => all.split(" ").map((each) => `#${each}`));

/** The colour of a group on the theme's paper; after twelve groups they come again. */
export function groupColour(theme, group) {
  const colours = theme.paper[1] < 128 ? DARK_COLOURS : LIGHT_COLOURS;
  return colours[group % colours.length];
}
