import { element } from "./elements.js";

/** The event by which a word asks the page's glossary for its meaning. */
export const ASKED = "playground-term";
/** The style sheet of such words. */
export const TERM_SHEET = new URL("term.css", import.meta.url);

/**
 * A word that is dotted, and that opens its meaning; `text` is what is seen of it.
 * @param {string} word @param {string} [text]
 */
export function term(word, text = word) {
  // a button beside it may have the same word for a name
  const looks = { type: "button", class: "term", "aria-haspopup": "dialog", "aria-label": `What is ${word}?` };
  const button = element("button", looks, text);
  button.addEventListener("click", () => {
    button.dispatchEvent(new CustomEvent(ASKED, { detail: word, bubbles: true, composed: true }));
  });
  return button;
}
