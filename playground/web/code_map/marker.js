import { meeting } from "./code_map.js";

/**
 * The marks for the map on the page, and its way to the server: the component.
 * @param {Component} component
 */
export default function (component) {
  meeting.marker = component;
  meeting.map?.hear(component);
  return () => {
    const { parentElement } = component;
    if (!parentElement.isConnected && meeting.marker?.parentElement === parentElement) meeting.marker = null;
  };
}
