import { view } from "../view.js";

/** Names the container that it stands in: what Streamlit draws has no role of its own for it. */
class Landmark {
  /** @param {ShadowRoot} place */
  constructor(place) {
    this.container = place.host.closest("[class*=st-key-]:not([class*=st-key-landmark])");
  }

  /** @param {Component<LandmarkData>} component */
  receive({ data }) {
    this.container?.setAttribute("role", data.role);
    this.container?.setAttribute("aria-label", data.name);
  }

  close() {
    this.container?.removeAttribute("role");
    this.container?.removeAttribute("aria-label");
  }
}

/** `data` has the container's `role` and `name`. */
export default view((place) => new Landmark(place));
