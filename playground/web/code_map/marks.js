import { element, write } from "../elements.js";

/** @import { MapPlane } from "./plane.js" */

/** @param {HTMLElement} node @param {Point} at */
const put = (node, [x, y]) => (node.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`);

/** What lies over the points: the ring of the selected one, the cross with its handle, and where the own digit lands. */
export class MapMarks {
  constructor() {
    this.ring = element("div", { class: "mark ring" });
    this.handle = element("i", {});
    this.cross = element("div", { class: "mark cross" }, this.handle);
    this.words = element("span", {});
    this.drawn = element("div", { class: "mark drawn" }, element("i", {}), this.words);
    this.nodes = [this.ring, this.drawn, this.cross];
  }

  /**
   * Places are of the plane; each may be null.
   * @param {MapPlane} plane
   * @param {{ selected: Point | null, place: Point | null, drawn?: Point | null, title?: string }} marks
   */
  show(plane, { selected, place, drawn, title }) {
    this.ring.hidden = !selected;
    if (selected) put(this.ring, plane.pixels(selected));
    this.cross.hidden = !place;
    if (place) put(this.cross, plane.pixels(plane.inside(place)));
    this.drawn.hidden = !drawn;
    if (!drawn) return;
    const edge = plane.inside(drawn);
    const outside = edge[0] !== drawn[0] || edge[1] !== drawn[1];
    const [x, y] = plane.pixels(edge);
    put(this.drawn, [x, y]);
    this.drawn.classList.toggle("leftward", x > plane.width / 2);
    write(this.words, `${title}${outside ? " (outside the map)" : ""}`);
  }
}
