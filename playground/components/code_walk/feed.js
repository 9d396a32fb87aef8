// The few lines that go to the browser with every answer; what draws comes once, by code_walk.js.
const codeWalks = new WeakMap();

export default function (component) {
  const { parentElement } = component;
  const offer = (globalThis.playgroundCodeWalk ??= { waiting: [] });
  const show = () => {
    if (!codeWalks.has(parentElement)) codeWalks.set(parentElement, offer.make(parentElement));
    codeWalks.get(parentElement).show(component);
  };
  if (offer.make) show();
  else offer.waiting.push(show);
  return () => {
    // Streamlit also calls this when a frame overtakes the first loading of these lines: then the sliders stay.
    if (parentElement.isConnected) return;
    codeWalks.get(parentElement)?.close();
    codeWalks.delete(parentElement);
  };
}
