// The few lines that go to the browser with every frame; the picture stands elsewhere on the page.
export default function ({ parentElement, data }) {
  const exchange = (globalThis.playgroundNetworkPicture ??= { pictures: new Set() });
  Object.assign(exchange, { frame: data, source: parentElement });
  exchange.pictures.forEach((picture) => picture.show(data));
  return () => {
    // Streamlit also calls this between two frames: only a feed that has left the page takes its frame along.
    if (!parentElement.isConnected && exchange.source === parentElement) exchange.frame = null;
  };
}
