import { exchange } from "./network_picture.js";

/** The frame for the pictures on the page: `data`. */
export default function ({ parentElement, data }) {
  Object.assign(exchange, { frame: data, source: parentElement });
  exchange.pictures.forEach((picture) => picture.show(data));
  return () => {
    // Streamlit also calls this between two frames: only a feed that has left the page takes its frame along.
    if (!parentElement.isConnected && exchange.source === parentElement) exchange.frame = null;
  };
}
