/** Style sheets, fetched and read once for all the places that they dress. */

const COLOURS = new URL("colours.css", import.meta.url);
const fetched = new Map();

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The style sheet ${address.pathname} cannot be read: ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

function sheet({ href }) {
  if (!fetched.has(href)) {
    const reading = read(new URL(href));
    fetched.set(href, reading);
    reading.catch(() => fetched.delete(href)); // so that the next place tries again
  }
  return fetched.get(href);
}

/** Put the app's colours and the sheets at these addresses in force around an element, before anything is drawn in it. */
export async function dress(element, addresses) {
  const sheets = await Promise.all([COLOURS, ...addresses].map(sheet));
  const root = element.getRootNode();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((each) => !sheets.includes(each)), ...sheets];
}
