/** A Streamlit component as a view: one instance for each place on a page, dressed once and kept while data come in. */

import { dress } from "./style_sheets.js";

/**
 * The function that Streamlit calls with a component, at first and whenever its data have changed.
 * `make(place, component)` gives the instance for an element of the page and its first data; its `receive(component)` takes the data in, and its
 * `close()`, where it has one, is called once the place has left the page. `sheets` are the addresses of its style sheets.
 * @template Data @param {(place: ShadowRoot, component: Component<Data>) => View<Data>} make @param {...URL} sheets
 */
export function view(make, ...sheets) {
  /** @type {WeakMap<ShadowRoot, Promise<View<Data>>>} */
  const instances = new WeakMap();
  return async (/** @type {Component<Data>} */ component) => {
    const place = component.parentElement;
    const making = instances.get(place) ?? dress(place, sheets).then(() => make(place, component));
    instances.set(place, making);
    making.catch(() => instances.delete(place)); // so that the next data try again
    const instance = await making;
    instance.receive(component);
    return () => {
      // Streamlit also calls this between two sets of data: only what has left the page is closed.
      if (place.isConnected) return;
      instances.delete(place);
      instance.close?.();
    };
  };
}
