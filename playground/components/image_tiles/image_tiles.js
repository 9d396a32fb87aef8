import { unpackWire } from "../wire.js";
import { element } from "../live_plot/elements.js";
import { tile } from "./tile.js";

export default function ({ parentElement, data }) {
  const { header, arrays, shapes } = unpackWire(data);
  const [, height, width] = shapes.images;
  const tiles = header.tiles.map((described, number) =>
    tile(described, arrays.images.slice(number * height * width, (number + 1) * height * width), height, width),
  );
  let list = parentElement.querySelector(".image-tiles");
  if (!list) parentElement.append((list = element("ul", { class: "image-tiles" })));
  list.style.setProperty("--width", `${header.width}px`);
  list.replaceChildren(...tiles.map(({ node }) => node));
  // only what is in the page has a colour
  tiles.forEach(({ paint }) => paint());
}
