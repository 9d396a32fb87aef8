import { element } from "../elements.js";
import { view } from "../view.js";

class CopyLink {
  token = "";

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.place = place;
    this.said = element("span", { role: "status" });
    place.append(element("button", { type: "button", onclick: () => this.copy() }, "Copy link"), this.said);
  }

  /** @param {Component<{ token: string }>} component */
  receive({ data }) {
    this.token = data.token;
  }

  async copy() {
    const address = new URL(location.href);
    address.search = new URLSearchParams({ e: this.token }).toString();
    address.hash = "";
    this.said.textContent = (await copied(address.href, this.place)) ? "Copied" : address.href;
  }
}

/** @param {string} text @param {ShadowRoot} place */
async function copied(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages served over plain HTTP have no clipboard of their own: select a field and let the browser copy it.
    const field = document.createElement("textarea");
    field.value = text;
    place.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

export default view((place) => new CopyLink(place), new URL("copy_link.css", import.meta.url));
