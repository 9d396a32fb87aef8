// What holds on every page, whatever is on it: a wheel scrolls, and the menu closes once a page is chosen.

const SET_BY_WHEEL = "input[type=number], input[type=range], select";

// A browser turns the wheel over a focused field into another value, and Streamlit's own number field keeps the page
// from being scrolled: the field lets its focus go, and nobody else hears of the wheel, so that the page has it.
function scroll(event) {
  const field = event.composedPath()[0];
  if (!(field instanceof Element) || !field.matches(SET_BY_WHEEL)) return;
  field.blur();
  event.stopPropagation();
}

// Streamlit closes the menu of a phone, but leaves it over the page in a window that is as narrow. It is looked at
// again once the click is over, for it may be closed by then.
function closeMenu(event) {
  if (event.target instanceof Element && event.target.closest("[data-testid=stSidebarNavLink]"))
    setTimeout(() => document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click());
}

export default function () {
  document.addEventListener("wheel", scroll, { capture: true, passive: true });
  document.addEventListener("click", closeMenu);
  return () => {
    document.removeEventListener("wheel", scroll, { capture: true });
    document.removeEventListener("click", closeMenu);
  };
}
