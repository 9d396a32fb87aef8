// The few lines that go to the browser with every mark; the map itself is drawn by code_map.js.
export default function (component) {
  const meeting = (globalThis.playgroundCodeMap ??= { map: null, marker: null });
  meeting.marker = component;
  meeting.map?.hear(component);
  return () => {
    const { parentElement } = component;
    if (!parentElement.isConnected && meeting.marker?.parentElement === parentElement) meeting.marker = null;
  };
}
