import { Questions } from "../channel.js";
import { element } from "../elements.js";
import { channel } from "../live.js";
import { ASKED } from "../term.js";
import { view } from "../view.js";
import { readJson } from "../wire.js";
import { picture } from "./picture.js";
import { find, matching } from "./terms.js";

const GAP = 6;
/** Streamlit's ? of a setting names it; that of a heading does not, and stands within it. */
const HELP = ".stTooltipIcon button";
const NAMES = "Help for ";
const HOW = "Every dotted word, and every ? beside a setting, opens its meaning.";

/** The page's glossary: a button for the list of terms, and a panel that opens beside whatever word is asked for. */
class Glossary {
  /** @type {Component<object> | null} */
  component = null;
  /** @type {GlossaryData | null} */
  data = null;
  /** What is to be shown once the terms are here: a word, or the list (null). @type {string | null | undefined} */
  wanted = undefined;
  /** @type {Element} */
  opener;

  /** @param {ShadowRoot} place */
  constructor(place) {
    this.place = place;
    const icon = element("span", { class: "icon", "aria-hidden": "true" }, "help");
    const properties = { type: "button", class: "open", "aria-haspopup": "dialog" };
    const button = element("button", properties, icon, "Glossary");
    button.addEventListener("click", () => this.open(null, button));
    this.opener = button;
    this.panel = element("div", { class: "panel", popover: "auto", role: "dialog", "aria-label": "Glossary" });
    this.panel.addEventListener("toggle", (event) => this.giveBack(/** @type {ToggleEvent} */ (event)));
    place.append(button, this.panel);
    this.questions = new Questions(channel, "glossary", (bytes) => this.hear(bytes));
    this.asked = (/** @type {Event} */ event) => {
      const { detail } = /** @type {CustomEvent<string>} */ (event);
      this.open(detail, /** @type {Element} */ (event.composedPath()[0]));
    };
    this.clicked = (/** @type {Event} */ event) => this.hearHelp(event);
    document.addEventListener(ASKED, this.asked);
    document.addEventListener("click", this.clicked);
  }

  /** @param {Component<object>} component */
  receive(component) {
    this.component = component;
    // a page that has only just opened has other things to ask for first
    if (!this.data && !this.questions.busy) requestIdleCallback?.(() => this.questions.ask({}));
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    this.data = readJson(bytes);
    if (this.wanted !== undefined) this.open(this.wanted, this.opener);
  }

  /**
   * The ? of a setting says a sentence where it is pointed at; a press of it opens the whole meaning.
   * @param {Event} event
   */
  hearHelp(event) {
    const [pressed] = event.composedPath();
    const help = pressed instanceof Element ? pressed.closest(HELP) : null;
    if (!help) return;
    const name = help.getAttribute("aria-label") ?? "";
    const heading = help.closest(".stHeading")?.querySelector("h1, h2, h3");
    const word = name.startsWith(NAMES) ? name.slice(NAMES.length) : heading?.textContent;
    if (word) this.open(word, help);
  }

  /**
   * Open a word's meaning beside what asks for it, or the list of all: null.
   * @param {string | null} word @param {Element} opener
   */
  open(word, opener) {
    this.opener = opener;
    this.wanted = word;
    if (!this.data) {
      if (!this.questions.busy) this.questions.ask({});
      return;
    }
    const found = word === null ? null : find(this.data.terms, word);
    this.wanted = undefined;
    if (found === undefined) return;
    this.panel.hidePopover();
    if (found) this.showTerm(found);
    else this.showList();
    this.panel.showPopover();
    this.stand();
    const first = this.panel.querySelector("input") ?? this.panel.querySelector("h2");
    first?.focus({ preventScroll: true });
  }

  /** @param {GlossaryTerm} found */
  showTerm(found) {
    const { size } = /** @type {GlossaryData} */ (this.data);
    this.panel.setAttribute("aria-label", found.name);
    this.panel.classList.remove("list");
    this.panel.replaceChildren(
      element("h2", { tabindex: "-1" }, found.name),
      picture(found.picture, size),
      element("p", {}, found.text),
      element(
        "div",
        { class: "buttons" },
        element("button", { type: "button", class: "show", onclick: () => this.bring(found) }, found.shows),
        element("button", { type: "button", onclick: () => this.open(null, this.opener) }, "All terms"),
        this.closing(),
      ),
    );
  }

  showList() {
    const { terms } = /** @type {GlossaryData} */ (this.data);
    const list = element("ul", {});
    const fill = () => {
      const found = matching(terms, search.value);
      const entries = found.map((each) =>
        element(
          "li",
          {},
          element("button", { type: "button", onclick: () => this.open(each.name, this.opener) }, each.name),
        ),
      );
      list.replaceChildren(...entries);
      said.textContent = found.length ? "" : "No term has these letters.";
    };
    const search = element("input", {
      type: "search",
      "aria-label": "Find a term",
      placeholder: "Find a term",
      oninput: fill,
    });
    const said = element("p", { role: "status" });
    this.panel.setAttribute("aria-label", "Glossary");
    this.panel.classList.add("list");
    this.panel.replaceChildren(
      element("h2", { tabindex: "-1" }, "Glossary"),
      element("p", {}, HOW),
      element("div", { class: "buttons" }, search, this.closing()),
      said,
      list,
    );
    fill();
  }

  closing() {
    return element("button", { type: "button", onclick: () => this.panel.hidePopover() }, "Close");
  }

  /**
   * Whoever closed it goes on where they were, unless they have gone elsewhere by themselves.
   * @param {ToggleEvent} event
   */
  giveBack(event) {
    const { activeElement: inside, host } = this.place;
    const { activeElement: at, body } = document;
    const elsewhere = inside ? !this.panel.contains(inside) : at !== body && at !== host;
    if (event.newState !== "closed" || elsewhere) return;
    if (this.opener instanceof HTMLElement) this.opener.focus({ preventScroll: true });
  }

  /** @param {GlossaryTerm} found */
  bring(found) {
    this.panel.hidePopover();
    this.component?.setTriggerValue("chosen", found.name);
  }

  /** Stand below what has asked, or above it where there is more room, and within the window. */
  stand() {
    const asked = this.opener.getBoundingClientRect();
    const { width, height } = this.panel.getBoundingClientRect();
    const below = asked.bottom + GAP;
    const top = below + height <= innerHeight - GAP ? below : Math.max(GAP, asked.top - GAP - height);
    const left = Math.min(Math.max(GAP, asked.left), innerWidth - GAP - width);
    const within = Math.min(top, Math.max(GAP, innerHeight - GAP - height));
    Object.assign(this.panel.style, { top: `${within}px`, left: `${Math.max(GAP, left)}px` });
  }

  close() {
    this.questions.close();
    document.removeEventListener(ASKED, this.asked);
    document.removeEventListener("click", this.clicked);
  }
}

/** It has no data: the terms come over the live channel. */
const SHEETS = ["../popover.css", "glossary.css"].map((name) => new URL(name, import.meta.url));
export default view((place) => new Glossary(place), ...SHEETS);
