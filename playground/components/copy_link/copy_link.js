const shown = new WeakMap();

export default function ({ parentElement, data }) {
  let link = shown.get(parentElement);
  if (!link) {
    link = build(parentElement);
    shown.set(parentElement, link);
  }
  link.token = data.token;
}

function build(parentElement) {
  const link = { token: "" };
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy link";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  parentElement.append(button, said);
  button.addEventListener("click", async () => {
    const address = new URL(location.href);
    address.search = new URLSearchParams({ e: link.token }).toString();
    address.hash = "";
    said.textContent = (await copied(address.href, parentElement)) ? "Copied" : address.href;
  });
  return link;
}

async function copied(text, parentElement) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages served over plain HTTP have no clipboard of their own: select a field and let the browser copy it.
    const field = document.createElement("textarea");
    field.value = text;
    parentElement.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
