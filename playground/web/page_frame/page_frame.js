import { Questions } from "../channel.js";
import { element, write } from "../elements.js";
import { channel } from "../live.js";
import { view } from "../view.js";
import { readJson } from "../wire.js";

// What holds on every page, whatever is on it: a wheel scrolls, and what happens to the connection is said.

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

const NOTICES = {
  broken: "The connection to the server is interrupted. This page tries again by itself.",
  stopped: "The server has stopped. This page tries again by itself; what is trained and drawn here goes with the server.",
  lost:
    "What was trained and drawn here before is gone: the server was started anew, or no page was open for half an hour. " +
    "The experiment itself is in this page's address, and is here.",
};
const SESSION = "playground session";
const TAB = "playground tab";
const RELOADED = "playground reloaded";
// A page that is not known however often it is run anew is loaded anew, but not again and again.
const PATIENCE = 2;
const RELOAD_AFTER = 60_000;

/** The tab's own name, kept while its page is loaded again; one made from another tab, or come from elsewhere, has a new one. */
function nameOfTab() {
  const made = [...crypto.getRandomValues(new Uint32Array(4))].map((number) => number.toString(36)).join("");
  try {
    const [loading] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    const name = (loading?.type === "reload" && sessionStorage.getItem(TAB)) || made;
    sessionStorage.setItem(TAB, name);
    return name;
  } catch {
    return made;
  }
}

const tab = nameOfTab();

/**
 * The session that the tab had open before it is given that of this token; null where there is none, or the same.
 * @param {string} token
 */
function sessionBefore(token) {
  try {
    const kept = sessionStorage.getItem(SESSION);
    return kept && kept !== token ? kept : null;
  } catch {
    return null;
  }
}

/** Keep the token of a session that is open now: one that was only given may have to go back to the one before. */
function keepSession() {
  try {
    sessionStorage.setItem(SESSION, channel.token ?? "");
  } catch {
    // The tab is found again by its cookie, or not at all.
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
    this.notice = new Notice();
    this.told = (/** @type {import("../channel.js").ChannelState} */ state) => this.hear(state);
    channel.states.add(this.told);
    this.turns = new Questions(channel, "turn", (bytes) => this.runAnew(bytes), { waits: true });
  }

  /** @param {Component<FrameData>} component */
  receive(component) {
    this.component = component;
    const { token, page, turn } = component.data;
    if (channel.token !== token) channel.join(token, page, tab, sessionBefore(token));
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
    if (state === "open" || state === "lost") {
      this.strangeness = 0;
      keepSession();
    }
    this.notice.show(state);
  }

  /** @param {Uint8Array} bytes */
  runAnew(bytes) {
    this.component?.setTriggerValue("turn", readJson(bytes));
  }

  close() {
    document.removeEventListener("wheel", scroll, { capture: true });
    channel.states.delete(this.told);
    this.turns.close();
    this.notice.node.remove();
  }
}

/** `data` has the session's `token`, the page's name, and the `turn` that the page was drawn at. */
export default view(() => new PageFrame());
