import assert from "node:assert/strict";
import test from "node:test";

import { FakeElement, openPage } from "./fakes.js";

openPage();
const { element } = await import("../../playground/web/elements.js");
const { view } = await import("../../playground/web/view.js");

globalThis.CSSStyleSheet = class {
  async replace(text) {
    this.text = text;
    return this;
  }
};

const asked = [];
/** Style sheets arrive when a test answers; until then they are under way. */
globalThis.fetch = (address) =>
  new Promise((resolve) => {
    const answer = (ok) => resolve({ ok, status: ok ? 200 : 500, text: async () => address.href });
    asked.push({ name: address.pathname.split("/").at(-1), answer });
  });

/** Answer all that is asked for, until nothing more is. */
async function arrive(ok = true) {
  while (asked.length) {
    for (const { answer } of asked.splice(0)) answer(ok);
    await settled();
  }
}

/** What waits for something that is there has gone on. */
const settled = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** A place on the page. */
const place = () => ({ isConnected: true, adoptedStyleSheets: [] });

/** A view whose instances write down what they are given. */
function noting(...sheets) {
  const instances = [];
  const show = view((parent) => {
    const instance = {
      parent,
      received: [],
      closed: 0,
      receive: ({ data }) => instance.received.push(data),
      close: () => (instance.closed += 1),
    };
    instances.push(instance);
    return instance;
  }, ...sheets.map((name) => new URL(`http://127.0.0.1/${name}`)));
  return { instances, show };
}

test("data that come before the style sheets are taken in when these are there, in their order", async () => {
  const { instances, show } = noting("order.css");
  const parentElement = place();
  const shown = [1, 2, 3].map((data) => show({ parentElement, data }));
  await settled();
  assert.deepEqual(instances, []);
  await arrive();
  await Promise.all(shown);
  assert.deepEqual(instances.map(({ received }) => received), [[1, 2, 3]]);
  assert.equal(instances[0].parent, parentElement);
  const names = parentElement.adoptedStyleSheets.map(({ text }) => text.split("/").at(-1));
  assert.deepEqual(names, ["colours.css", "order.css"]);
});

test("a place has its instance for as long as it is on the page, and then is closed, once", async () => {
  const { instances, show } = noting("close.css");
  const parentElement = place();
  const first = show({ parentElement, data: 1 });
  await arrive();
  const between = await first;
  between();
  assert.equal(instances[0].closed, 0);
  const leave = await show({ parentElement, data: 2 });
  assert.equal(instances.length, 1);
  parentElement.isConnected = false;
  leave();
  assert.equal(instances[0].closed, 1);
  parentElement.isConnected = true;
  await show({ parentElement, data: 3 });
  assert.deepEqual(instances.map(({ received }) => received), [[1, 2], [3]]);
});

test("two places have an instance and sheets each, fetched once", async () => {
  const { instances, show } = noting("twice.css");
  const [one, other] = [place(), place()];
  const shown = [show({ parentElement: one, data: 1 }), show({ parentElement: other, data: 2 })];
  assert.equal(asked.filter(({ name }) => name === "twice.css").length, 1);
  await arrive();
  await Promise.all(shown);
  assert.deepEqual(instances.map(({ received }) => received), [[1], [2]]);
  assert.deepEqual(one.adoptedStyleSheets, other.adoptedStyleSheets);
});

test("sheets that a place has already are not put there twice, and its others stay", async () => {
  const parentElement = place();
  const others = { text: "another's" };
  parentElement.adoptedStyleSheets = [others];
  for (const data of [1, 2]) {
    const shown = noting("again.css").show({ parentElement, data });
    await arrive();
    await shown;
  }
  assert.equal(parentElement.adoptedStyleSheets.length, 3);
  assert.equal(parentElement.adoptedStyleSheets[0], others);
});

test("a style sheet that cannot be read is said, and asked for again by the next place", async () => {
  const { instances, show } = noting("missing.css");
  const failing = show({ parentElement: place(), data: 1 });
  const refused = assert.rejects(failing, /missing\.css cannot be read: 500/);
  await arrive(false);
  await refused;
  const shown = show({ parentElement: place(), data: 2 });
  assert.deepEqual(asked.map(({ name }) => name), ["missing.css"]);
  await arrive();
  await shown;
  assert.deepEqual(instances.map(({ received }) => received), [[2]]);
});

test("an element has its attributes, listeners and children; texts are texts", () => {
  let pressed = 0;
  const child = element("b");
  const none = { checked: false, label: null, step: undefined };
  const attributes = { type: "button", hidden: true, min: 0, title: "", ...none, onclick: () => (pressed += 1) };
  const made = element("button", attributes, child, "<i>text</i>");
  assert.deepEqual(Object.fromEntries(made.attributes), { type: "button", hidden: "", min: "0", title: "" });
  assert.deepEqual(made.children, [child, "<i>text</i>"]);
  made.dispatchEvent(new Event("click"));
  assert.equal(pressed, 1);
});

test("a text, a name or a value that is there already is not written again", async () => {
  const { label, tellValue, write } = await import("../../playground/web/elements.js");
  const node = new FakeElement();
  write(node, "a");
  write(node, "a");
  assert.equal(node.writes, 1);
  let set = 0;
  const setAttribute = node.setAttribute.bind(node);
  node.setAttribute = (...what) => (set++, setAttribute(...what));
  label(node, "b");
  label(node, "b");
  assert.equal(set, 1);
  tellValue(node, 3, 9, "three");
  tellValue(node, 3, 9, "three");
  assert.equal(set, 4);
  const told = { "aria-valuemax": "9", "aria-valuenow": "3", "aria-valuetext": "three" };
  assert.deepEqual(Object.fromEntries(node.attributes), { "aria-label": "b", ...told });
});

test("a button that can do nothing says so, and only then", async () => {
  const { able, enable } = await import("../../playground/web/elements.js");
  const button = new FakeElement("button");
  assert.ok(able(button));
  enable(button, false);
  assert.ok(!able(button));
  assert.equal(button.getAttribute("aria-disabled"), "true");
  enable(button, true);
  assert.ok(able(button));
  assert.equal(button.getAttribute("aria-disabled"), null);
});
