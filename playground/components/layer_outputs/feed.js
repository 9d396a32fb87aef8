// The few lines that go to the browser with every frame; what draws comes once, by layer_outputs.js.
const pictures = new WeakMap();

export default function ({ parentElement, data }) {
  const offer = (globalThis.playgroundLayerOutputs ??= { waiting: [] });
  const show = () => {
    if (!pictures.has(parentElement)) pictures.set(parentElement, offer.make(parentElement));
    pictures.get(parentElement).show(data);
  };
  if (offer.make) show();
  else offer.waiting.push(show);
  return () => {
    // Streamlit also calls this when a frame overtakes the first loading of these lines: then the picture stays.
    if (parentElement.isConnected) return;
    pictures.get(parentElement)?.close();
    pictures.delete(parentElement);
  };
}
