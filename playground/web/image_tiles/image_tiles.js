import { element } from "../elements.js";
import { view } from "../view.js";
import { unpackWire } from "../wire.js";
import { tile } from "./tile.js";

class ImageTiles {
  /** @param {ShadowRoot} place */
  constructor(place) {
    this.list = element("ul", { class: "image-tiles" });
    place.append(this.list);
  }

  /** @param {Component} component */
  receive({ data }) {
    const { header, arrays, shapes } = /** @type {ImageTilesFrame} */ (unpackWire(data));
    const [, height, width] = shapes.images;
    const tiles = header.tiles.map((described, number) =>
      tile(described, arrays.images.slice(number * height * width, (number + 1) * height * width), height, width),
    );
    this.list.style.setProperty("--width", `${header.width}px`);
    this.list.style.setProperty("--count", String(tiles.length));
    this.list.classList.toggle("in-one-row", header.in_one_row);
    this.list.replaceChildren(...tiles.map(({ node }) => node));
    // only what is in the page has a colour
    tiles.forEach(({ paint }) => paint());
  }
}

export default view((place) => new ImageTiles(place), new URL("image_tiles.css", import.meta.url));
