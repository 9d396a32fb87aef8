/** Parts of a browser, and of each as little as the modules under test ask for. */

/** An element: listeners, attributes, children, and a box that a test may set. */
export class FakeElement extends EventTarget {
  constructor(tag = "div") {
    super();
    const properties = new Map();
    Object.assign(this, { tag, attributes: new Map(), children: [], parentNode: null, text: "", hidden: false });
    this.style = { properties, setProperty: (name, value) => properties.set(name, value) };
    this.dataset = {};
    this.box = { left: 0, top: 0, width: 100, height: 100 };
    const classes = new Set();
    this.classList = {
      add: (name) => classes.add(name),
      remove: (name) => classes.delete(name),
      toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)),
      contains: (name) => classes.has(name),
    };
  }

  get textContent() {
    return this.text + this.children.map((child) => child.textContent ?? child).join("");
  }

  set textContent(text) {
    this.writes = (this.writes ?? 0) + 1;
    this.children = [];
    this.text = text;
  }

  setAttribute(name, value) {
    if (typeof value !== "string") throw new TypeError(`The attribute ${name} is set to ${typeof value}.`);
    this.attributes.set(name, value);
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  removeAttribute(name) {
    this.attributes.delete(name);
  }

  append(...nodes) {
    for (const node of nodes) this.insertBefore(node, null);
  }

  replaceChildren(...nodes) {
    for (const child of [...this.children]) child.remove?.();
    this.children = [];
    this.append(...nodes);
  }

  insertBefore(node, next) {
    this.moves = (this.moves ?? 0) + 1;
    if (node instanceof FakeElement) {
      node.remove();
      node.parentNode = this;
    }
    const place = next === null ? this.children.length : this.children.indexOf(next);
    this.children.splice(place, 0, node);
  }

  remove() {
    const { parentNode } = this;
    if (parentNode) parentNode.children = parentNode.children.filter((child) => child !== this);
    this.parentNode = null;
  }

  contains(node) {
    return this === node || this.children.some((child) => child instanceof FakeElement && child.contains(node));
  }

  getBoundingClientRect() {
    const { left, top, width, height } = this.box;
    return { left, top, width, height, right: left + width, bottom: top + height };
  }

  setPointerCapture(pointerId) {
    this.captured = pointerId;
  }

  matches(selector) {
    return selector === ":focus-visible" && this.focusVisible === true;
  }
}

/** An event of a kind, with what a listener reads of it. */
export function event(kind, properties = {}) {
  const made = new Event(kind, { cancelable: true });
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(made, name, { value });
  return made;
}

/** A press of a key, with no other key held unless said. */
export function keydown(key, properties = {}) {
  const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, repeat: false };
  return event("keydown", { key, ...none, ...properties });
}

/** A pointer event of a mouse's left button. */
export function pointer(kind, x, y, properties = {}) {
  const usual = { clientX: x, clientY: y, pointerId: 1, button: 0, isPrimary: true, pointerType: "mouse" };
  return event(kind, { ...usual, ...properties });
}

/** Frames of the screen that come when a test says so. */
export class FakeScreen {
  asked = new Map();
  last = 0;

  request = (draw) => {
    this.last += 1;
    this.asked.set(this.last, draw);
    return this.last;
  };

  cancel = (number) => this.asked.delete(number);

  refresh() {
    const due = [...this.asked.values()];
    this.asked.clear();
    for (const draw of due) draw();
  }
}

/** Timers that go off when a test lets time pass, in place of Node's own, where a test `t` is given until it is over. */
export function stopClock(t = null) {
  const waiting = new Map();
  const names = ["setTimeout", "clearTimeout", "setInterval", "clearInterval"];
  const own = Object.fromEntries(names.map((name) => [name, globalThis[name]]));
  let [now, last] = [0, 0];
  const wait = (act, pause, every) => {
    last += 1;
    waiting.set(last, { act, at: now + pause, every });
    return last;
  };
  const stop = (number) => waiting.delete(number);
  globalThis.setTimeout = (act, pause = 0) => wait(act, pause, null);
  globalThis.setInterval = (act, pause) => wait(act, pause, pause);
  Object.assign(globalThis, { clearTimeout: stop, clearInterval: stop });
  t?.after(() => Object.assign(globalThis, own));
  /** Let so many milliseconds pass. */
  return (milliseconds) => {
    const end = now + milliseconds;
    const next = () => [...waiting].sort(([, one], [, other]) => one.at - other.at).find(([, { at }]) => at <= end);
    for (let due = next(); due; due = next()) {
      const [number, { act, at, every }] = due;
      now = at;
      if (every === null) waiting.delete(number);
      else waiting.set(number, { act, at: at + every, every });
      act();
    }
    now = end;
  };
}

/** Puts a page in place of the browser's, for modules that make elements or wait for frames; gives its screen. */
export function openPage() {
  const screen = new FakeScreen();
  const scrolling = new FakeElement("html");
  Object.assign(scrolling, { scrollTop: 0, scrollHeight: 100, clientHeight: 100 });
  const document = Object.assign(new EventTarget(), {
    createElement: (tag) => new FakeElement(tag),
    fonts: new EventTarget(),
    scrollingElement: scrolling,
    documentElement: scrolling,
  });
  class ResizeObserver {
    constructor(changed) {
      openPage.observers.push(Object.assign(this, { changed, nodes: [] }));
    }

    observe(node) {
      this.nodes.push(node);
    }

    disconnect() {
      this.nodes = [];
    }
  }
  openPage.observers = [];
  Object.assign(globalThis, {
    document,
    window: Object.assign(new EventTarget(), { innerHeight: 1000, devicePixelRatio: 1 }),
    Element: FakeElement,
    HTMLElement: FakeElement,
    ShadowRoot: class {},
    ResizeObserver,
    requestAnimationFrame: screen.request,
    cancelAnimationFrame: screen.cancel,
    getComputedStyle: () => ({ overflowY: "visible" }),
  });
  return screen;
}

/** Numbers from 0 to 1 that look random and are the same in every run: a linear congruential generator. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Give the page a storage that keeps `kept`, or refuses everything.
 * @param {Record<string, string>} kept
 */
export function openStorage(kept = {}, refuses = false) {
  const refuse = () => {
    if (refuses) throw new DOMException("denied", "SecurityError");
  };
  globalThis.localStorage = {
    getItem: (name) => (refuse(), kept[name] ?? null),
    setItem: (name, value) => (refuse(), (kept[name] = value)),
  };
  return kept;
}

/** A whole number from 0 up to, and without, `count`. */
export const below = (random, count) => Math.floor(random() * count);

/** A theme of colours that are easily told apart. */
export const THEME = {
  key: "test",
  paper: [255, 255, 255],
  ink: [0, 0, 0],
  font: "12px sans-serif",
  muted: [64, 64, 64],
  line: [192, 192, 192],
  faint: [219, 219, 219],
  negative: [0, 0, 255],
  positive: [255, 128, 0],
  test: [0, 128, 0],
  validation: [90, 138, 31],
  mark: [255, 0, 255],
  classes: [[0, 0, 200], [200, 100, 0], [0, 200, 0]],
};

/** Red, green, blue and opacity of a pixel. */
export const channelsOf = (pixel) => [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255, pixel >>> 24];
