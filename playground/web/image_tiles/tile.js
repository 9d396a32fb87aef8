import { element } from "../elements.js";
import { InkPicture } from "../ink_picture.js";

/**
 * One image with its words; `pixels` has ink from 0 to 255.
 * @param {ImageTile} described @param {Uint8Array} pixels @param {number} height @param {number} width
 */
export function tile({ title, lines, wrong, bars }, pixels, height, width) {
  const picture = new InkPicture({ "aria-hidden": "true" });
  const words = element("div", { class: "words" }, element("strong", {}, title));
  words.append(...lines.map((line) => element("span", {}, line)));
  const node = element("li", { class: wrong ? "wrong" : "right" }, picture.canvas, words);
  if (bars.length) node.append(element("ul", { class: "bars", "aria-label": "Probabilities" }, ...bars.map(bar)));
  return { node, paint: () => picture.show(pixels, [height, width]) };
}

/** @param {ImageTile["bars"][number]} described */
function bar([name, share, isTrue]) {
  const filled = element("span", { class: "share" });
  filled.style.width = `${100 * share}%`;
  const track = element("span", { class: "track", "aria-hidden": "true" }, filled);
  const percent = `${(100 * share).toFixed(1)} %`;
  const truth = element("span", { class: "truth" }, isTrue ? "◂ it is" : "");
  return element("li", isTrue ? { class: "true" } : {}, element("span", {}, name), track, percent, truth);
}
