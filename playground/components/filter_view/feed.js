// The few lines that go to the browser with every frame; what draws comes once, by filter_view.js.
const filterViews = new WeakMap();

export default function (component) {
  const { parentElement } = component;
  const offer = (globalThis.playgroundFilterView ??= { waiting: [] });
  const show = () => {
    if (!filterViews.has(parentElement)) filterViews.set(parentElement, offer.make(parentElement));
    filterViews.get(parentElement).show(component);
  };
  if (offer.make) show();
  else offer.waiting.push(show);
  return () => {
    // Streamlit also calls this when a frame overtakes the first loading of these lines: then the view stays.
    if (parentElement.isConnected) return;
    filterViews.get(parentElement)?.close();
    filterViews.delete(parentElement);
  };
}
