// The few lines that go to the browser with every frame; what draws comes once, by live_plot.js.
const plots = new WeakMap();

export default function ({ parentElement, data }) {
  const offer = (globalThis.playgroundLivePlot ??= { waiting: [] });
  const show = () => {
    if (!plots.has(parentElement)) plots.set(parentElement, offer.make(parentElement));
    plots.get(parentElement).show(data);
  };
  if (offer.make) show();
  else offer.waiting.push(show);
  return () => {
    // Streamlit also calls this when a frame overtakes the first loading of these lines: then the plot stays.
    if (parentElement.isConnected) return;
    plots.get(parentElement)?.close();
    plots.delete(parentElement);
  };
}
