import { ARROWS } from "../arrows.js";
import { able, element } from "../elements.js";
import { within } from "../numbers.js";

// The list of modules for one place in the stack: those that fit there first, each with its sentence, the others behind
// More. It opens at a "+" between two rows, or at the palette's More; Escape and a press elsewhere close it.

/** A place in the stack: its gap, in words, and the kinds that Python found to fit; null where it could not know. */
/** @typedef {{ index: number, where: string, fits: string[] | null | undefined }} Place */
/**
 * What becomes of a module that is chosen: pressed in the palette, put at a place, or dragged.
 * @typedef {object} Choose
 * @property {(kind: Kind) => void} add
 * @property {(kind: Kind, index: number) => void} put
 * @property {(event: PointerEvent, source: Dragged) => void} press
 * @property {() => void} refuse Says why nothing can be added.
 */

const FIRST = 6;
const [MARGIN, TALLEST, WIDEST] = [8, 420, 360];

/**
 * The kinds as the list has them: at first those that fit, the likeliest; then the rest of these, and all others.
 * @param {Iterable<string>} kinds @param {string[] | null | undefined} fits
 */
export function sorted(kinds, fits) {
  if (!fits) return { first: [...kinds], also: [], others: [] };
  const others = [...kinds].filter((kind) => !fits.includes(kind));
  return { first: fits.slice(0, FIRST), also: fits.slice(FIRST), others };
}

/**
 * Where a list that belongs to a button stands on the screen: to its right, so that the other gaps can be seen, and below
 * it or above it, wherever there is more room.
 * @param {{ right: number, top: number, bottom: number }} button @param {{ width: number, height: number }} screen
 */
export function placed(button, { width, height }) {
  const wide = Math.min(WIDEST, width - 2 * MARGIN);
  const left = within(button.right + 4, MARGIN, width - MARGIN - wide);
  const [below, above] = [height - button.bottom, button.top];
  const tall = Math.min(TALLEST, Math.max(below, above) - 2 * MARGIN);
  const edge = below >= above ? { top: button.bottom + 4 } : { bottom: height - button.top + 4 };
  return { left, wide, tall, ...edge };
}

export class ModuleMenu {
  /** @type {HTMLElement | null} */
  opener = null;

  /** @param {Map<string, Kind>} kinds @param {Choose} chosen */
  constructor(kinds, chosen) {
    this.kinds = kinds;
    this.chosen = chosen;
    this.element = element("div", { class: "menu", popover: "auto", role: "dialog" });
    this.element.addEventListener("keydown", (event) => this.pressKey(event));
    this.element.addEventListener("beforetoggle", (event) => {
      // Before what has the focus is gone.
      const closes = /** @type {ToggleEvent} */ (event).newState === "closed";
      if (closes && this.element.matches(":focus-within")) this.opener?.focus({ preventScroll: true });
    });
    this.element.addEventListener("toggle", (event) => {
      const open = /** @type {ToggleEvent} */ (event).newState === "open";
      this.opener?.setAttribute("aria-expanded", String(open));
      if (open) this.buttons[0]?.focus({ preventScroll: true });
    });
  }

  /**
   * A button that opens the list for the place that it has when it is pressed.
   * @param {string} name @param {() => Place} place @param {...Node | string} content
   */
  button(name, place, ...content) {
    const properties = { type: "button", class: name, "aria-haspopup": "dialog", "aria-expanded": "false" };
    const button = element("button", properties, ...content);
    let closing = false;
    // The press itself closes the list, as one anywhere else would; the click that follows must not open it again.
    button.addEventListener("pointerdown", () => (closing = this.open && this.opener === button));
    button.addEventListener("click", () => {
      if (!able(button)) this.chosen.refuse();
      else if (!closing) this.show(button, place());
      closing = false;
    });
    return button;
  }

  get open() {
    return this.element.matches(":popover-open");
  }

  close() {
    if (this.open) this.element.hidePopover();
  }

  /** @param {HTMLElement} opener @param {Place} place */
  show(opener, place) {
    this.close();
    this.fill(opener, place);
    this.element.showPopover();
  }

  /** @param {HTMLElement} opener @param {Place} place */
  fill(opener, { index, where, fits }) {
    if (this.opener !== opener) this.opener?.setAttribute("aria-expanded", "false");
    this.opener = opener;
    const { first, also, others } = sorted(this.kinds.keys(), fits);
    const parts = [...this.part("Fits, too", also, index), ...this.part("Does not fit here as it is", others, index)];
    const rest = element("div", { hidden: first.length > 0 }, ...parts);
    const more = element(
      "button",
      {
        type: "button",
        class: "further",
        "aria-expanded": "false",
        onclick: () => {
          rest.hidden = !rest.hidden;
          more.setAttribute("aria-expanded", String(!rest.hidden));
        },
      },
      "More",
    );
    const unknown = element("p", { class: "group-name" }, "What fits here is known when the error above is fixed.");
    this.element.setAttribute("aria-label", `Add a module ${where}`);
    this.element.replaceChildren(
      element("p", { class: "menu-title", "aria-hidden": "true" }, `Add ${where}`),
      ...(fits === null ? [unknown] : []),
      ...this.part(fits ? "Fits here" : "", first, index),
      ...(fits && first.length ? [more] : []),
      rest,
    );
    const { left, wide, tall, top, bottom } = placed(opener.getBoundingClientRect(), {
      width: document.documentElement.clientWidth,
      height: window.innerHeight,
    });
    /** @param {number | undefined} length */
    const pixels = (length) => (length === undefined ? "auto" : `${length}px`);
    Object.assign(this.element.style, {
      left: pixels(left),
      width: pixels(wide),
      maxHeight: pixels(tall),
      top: pixels(top),
      bottom: pixels(bottom),
    });
  }

  /** @param {string} title @param {string[]} kinds @param {number} index */
  part(title, kinds, index) {
    if (!kinds.length) return [];
    const items = kinds.flatMap((name) => this.kinds.get(name) ?? []).map((kind) => this.item(kind, index));
    const heading = title ? [element("p", { class: "group-name", "aria-hidden": "true" }, title)] : [];
    return [...heading, element("ul", { role: "list", "aria-label": title || "Modules" }, ...items)];
  }

  /** @param {Kind} kind @param {number} index */
  item(kind, index) {
    /** @type {HTMLButtonElement} */
    const button = element(
      "button",
      {
        type: "button",
        class: "choice",
        "aria-label": kind.title,
        "aria-describedby": `choice-${kind.kind}`,
        title: kind.formula,
        style: `--accent: ${kind.accent}`,
        onclick: () => {
          this.close();
          this.chosen.put(kind, index);
        },
        onpointerdown: (/** @type {PointerEvent} */ event) => this.chosen.press(event, { kind, element: button }),
      },
      element("strong", {}, kind.title),
      " ",
      element("span", { id: `choice-${kind.kind}` }, kind.help),
    );
    return element("li", {}, button);
  }

  /** Those that are seen. */
  get buttons() {
    return /** @type {HTMLElement[]} */ ([...this.element.querySelectorAll(":scope > button, :scope > :not([hidden]) button")]);
  }

  /** @param {KeyboardEvent} event */
  pressKey(event) {
    const { buttons } = this;
    const last = buttons.length - 1;
    const at = buttons.findIndex((button) => button === event.target);
    const steps = { Home: -Infinity, End: Infinity }[event.key] ?? ARROWS[event.key]?.[1];
    if (!steps) return;
    event.preventDefault();
    buttons[within(at + steps, 0, last)].focus();
  }
}
