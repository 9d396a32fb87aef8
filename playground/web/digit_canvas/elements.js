// Elements are made without innerHTML: every text is set as text.

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// Writing only what differs leaves screen readers alone.
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// A button that can do nothing keeps its focus: `disabled` would throw it to the page's start.
export function enable(button, able) {
  button.setAttribute("aria-disabled", String(!able));
}
