import { ARROWS } from "../arrows.js";
import { element, write } from "../elements.js";
import { standBelow } from "../popover.js";
import { view } from "../view.js";

const NONE = "Your own experiment";

/** A button with the name of what is open, and below it all there is to open, in groups, each with what it shows. */
class PresetMenu {
  /** @type {Component<PresetsData> | null} */
  component = null;
  built = "";
  /** @type {HTMLButtonElement[]} */
  entries = [];

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.name = element("strong", {});
    this.panel = element("div", {
      id: "presets",
      popover: "auto",
      role: "dialog",
      "aria-label": "Examples",
      onkeydown: (event) => this.press(event),
    });
    this.panel.addEventListener("beforetoggle", (event) => this.stand(/** @type {ToggleEvent} */ (event)));
    this.button = element("button", { type: "button", popovertarget: "presets", class: "open" }, "Examples", this.name);
    place.append(this.button, this.panel);
  }

  /** @param {Component<PresetsData>} component */
  receive(component) {
    this.component = component;
    const { groups, present } = component.data;
    const asked = JSON.stringify(groups);
    if (asked !== this.built) this.build(groups);
    this.built = asked;
    write(this.name, present ?? NONE);
    for (const entry of this.entries) {
      if (entry.dataset.name === present) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  }

  /** @param {PresetsData["groups"]} groups */
  build(groups) {
    this.entries = [];
    const sections = groups.map(({ title, presets }) => {
      const entries = presets.map(({ name, shows }) =>
        element(
          "button",
          { type: "button", "data-name": name, onclick: () => this.choose(name) },
          element("strong", {}, name),
          element("span", {}, shows),
        ),
      );
      this.entries.push(...entries);
      return element("section", {}, element("h2", {}, title), ...entries);
    });
    this.panel.replaceChildren(...sections);
  }

  /** @param {string} name */
  choose(name) {
    this.panel.hidePopover();
    this.component?.setTriggerValue("chosen", name);
  }

  /**
   * Stand below the button, wherever the page has been scrolled to.
   * @param {ToggleEvent} event
   */
  stand(event) {
    if (event.newState === "open") standBelow(this.button, this.panel, 992);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const step = ARROWS[event.key]?.[1];
    const at = this.entries.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (!step || at < 0) return;
    event.preventDefault();
    this.entries[(at + step + this.entries.length) % this.entries.length].focus();
  }
}

const SHEETS = ["../popover.css", "preset_menu.css"].map((name) => new URL(name, import.meta.url));
/** `data` has `groups` of presets, and the name of the `present` one, or null. */
export default view((place) => new PresetMenu(place), ...SHEETS);
