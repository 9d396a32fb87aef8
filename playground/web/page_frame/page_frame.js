import { Questions } from "../channel.js";
import { element, write } from "../elements.js";
import { channel } from "../live.js";
import { view } from "../view.js";

// What holds on every page, whatever is on it: a wheel scrolls, and the menu closes once a page is chosen.

const SET_BY_WHEEL = "input[type=number], input[type=range], select";

/**
 * A browser turns the wheel over a focused field into another value, and Streamlit's own number field keeps the page
 * from being scrolled: the field lets its focus go, and nobody else hears of the wheel, so that the page has it.
 * @param {Event} event
 */
function scroll(event) {
  const field = event.composedPath()[0];
  if (!(field instanceof HTMLElement) || !field.matches(SET_BY_WHEEL)) return;
  field.blur();
  event.stopPropagation();
}

/**
 * Streamlit closes the menu of a phone, but leaves it over the page in a window that is as narrow. It is looked at
 * again once the click is over, for it may be closed by then.
 * @param {Event} event
 */
function closeMenu(event) {
  if (!(event.target instanceof Element) || !event.target.closest("[data-testid=stSidebarNavLink]")) return;
  const button = "[data-testid=stSidebarCollapseButton] button";
  setTimeout(() => /** @type {HTMLElement | null} */ (document.querySelector(button))?.click());
}

const NOTICES = {
  broken: "The connection to the server is interrupted. This page tries again by itself.",
  stopped: "The server has stopped. This page tries again by itself; what is trained and drawn here goes with the server.",
  lost:
    "What was trained and drawn here before is gone: the server was started anew, or no page was open for half an hour. " +
    "The experiment itself is in this page's address, and is here.",
};
const SESSION = "playground session";
const PAGE = "playground page";
const RELOADED = "playground reloaded";
// A page that is not known however often it is run anew is loaded anew, but not again and again.
const PATIENCE = 2;
const RELOAD_AFTER = 60_000;

/**
 * Keep a session's token and the page's name in place of those that the tab had before, and give these; null where there
 * are none. A tab that was made from another one, or has come from elsewhere, does not go on from there.
 * @param {string} token @param {string} page
 * @returns {import("../channel.js").Before | null}
 */
function exchange(token, page) {
  try {
    const [kept, name] = [sessionStorage.getItem(SESSION), sessionStorage.getItem(PAGE)];
    sessionStorage.setItem(SESSION, token);
    sessionStorage.setItem(PAGE, page);
    if (!kept || kept === token) return null;
    const [loading] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    return { token: kept, page: channel.token || loading?.type === "reload" ? name : null };
  } catch {
    return null;
  }
}

function reloadOnce() {
  try {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED)) < RELOAD_AFTER) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
  } catch {
    // Without a memory of its own the tab could not tell how often it has tried.
  }
}

/** A line over the page about the connection; only what will not pass by itself has to be closed by hand. */
class Notice {
  constructor() {
    this.words = element("span", { role: "status" });
    const close = element("button", { type: "button", "aria-label": "Close", onclick: () => this.show(null) }, "×");
    this.node = element("div", { class: "playground-notice", hidden: "" }, this.words, close);
    document.body.append(this.node);
  }

  /** @param {import("../channel.js").ChannelState | null} state */
  show(state) {
    const words = state === null || state === "open" || state === "unknown" ? "" : NOTICES[state];
    this.node.hidden = !words;
    if (state) this.node.dataset.state = state;
    write(this.words, words);
  }
}

class PageFrame {
  /** @type {Component<FrameData> | null} */
  component = null;
  strangeness = 0;

  constructor() {
    document.addEventListener("wheel", scroll, { capture: true, passive: true });
    document.addEventListener("click", closeMenu);
    this.notice = new Notice();
    this.told = (/** @type {import("../channel.js").ChannelState} */ state) => this.hear(state);
    channel.states.add(this.told);
    this.turns = new Questions(channel, "turn", (bytes) => this.runAnew(bytes), { waits: true });
  }

  /** @param {Component<FrameData>} component */
  receive(component) {
    this.component = component;
    const { token, page, turn } = component.data;
    if (channel.token !== token) channel.join(token, page, exchange(token, page));
    this.turns.ask({ turn });
  }

  /** @param {import("../channel.js").ChannelState} state */
  hear(state) {
    if (state === "unknown") {
      this.strangeness += 1;
      // A page that is run anew brings the token of a session that the server knows; one that is loaded anew, its cookie.
      if (this.strangeness <= PATIENCE) this.component?.setTriggerValue("turn", Date.now());
      else reloadOnce();
      return;
    }
    if (state === "open" || state === "lost") this.strangeness = 0;
    this.notice.show(state);
  }

  /** @param {Uint8Array} bytes */
  runAnew(bytes) {
    this.component?.setTriggerValue("turn", JSON.parse(new TextDecoder().decode(bytes)));
  }

  close() {
    document.removeEventListener("wheel", scroll, { capture: true });
    document.removeEventListener("click", closeMenu);
    channel.states.delete(this.told);
    this.turns.close();
    this.notice.node.remove();
  }
}

/** `data` has the session's `token`, the page's name, and the `turn` that the page was drawn at. */
export default view(() => new PageFrame());
