/** Elements of the page, made without innerHTML: every text is set as text. */

/**
 * An element with attributes, listeners (`onclick: ...`) and children. An attribute that is `true` stands without a
 * value, one that is false, null or undefined is left out.
 * @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag @param {Attributes} [attributes]
 * @param {...Node | string} children @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/**
 * Set a node's text. Writing only what differs costs no layout and leaves selections and screen readers alone.
 * @param {Node} node @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Set a node's name for screen readers.
 * @param {Element} node @param {string} text
 */
export function label(node, text) {
  if (node.getAttribute("aria-label") !== text) node.setAttribute("aria-label", text);
}

/**
 * Tell screen readers at which of the values from 0 to `most` a slider is, and in words.
 * @param {Element} slider @param {number} now @param {number} most @param {string} text
 */
export function tellValue(slider, now, most, text) {
  for (const [name, value] of [["max", most], ["now", now], ["text", text]]) {
    const attribute = `aria-value${name}`;
    if (slider.getAttribute(attribute) !== String(value)) slider.setAttribute(attribute, String(value));
  }
}

/**
 * A button that can do nothing keeps its focus: `disabled` would throw it to the page's start.
 * @param {Element} button @param {unknown} can
 */
export function enable(button, can) {
  if (can) button.removeAttribute("aria-disabled");
  else button.setAttribute("aria-disabled", "true");
}

/**
 * True where a press of the button does something.
 * @param {Element} button
 */
export function able(button) {
  return button.getAttribute("aria-disabled") !== "true";
}

/**
 * The drawing context of a canvas, which each has: none is drawn on in another way.
 * @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [settings]
 */
export function contextOf(canvas, settings) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", settings));
}

/**
 * A cleared drawing context of so many CSS pixels, sharp on every screen.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 */
export function fit(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    Object.assign(canvas, { width: across, height: down });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
