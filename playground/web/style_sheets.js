/** Style sheets, fetched and read once for all the places that they dress. */

const COLOURS = new URL("colours.css", import.meta.url);
/** @type {Map<string, Promise<CSSStyleSheet>>} */
const fetched = new Map();

/** @param {URL} address */
async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The style sheet ${address.pathname} cannot be read: ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

/** @param {URL} address @returns {Promise<CSSStyleSheet>} */
function sheet(address) {
  let reading = fetched.get(address.href);
  if (!reading) {
    reading = read(address);
    fetched.set(address.href, reading);
    reading.catch(() => fetched.delete(address.href)); // so that the next place tries again
  }
  return reading;
}

/**
 * Put the app's colours and the sheets at these addresses in force in a place, before anything is drawn there.
 * @param {ShadowRoot} place @param {URL[]} addresses
 */
export async function dress(place, addresses) {
  const sheets = await Promise.all([COLOURS, ...addresses].map(sheet));
  place.adoptedStyleSheets = [...place.adoptedStyleSheets.filter((each) => !sheets.includes(each)), ...sheets];
}
