// The walk through a step: its stops, its tabs, and who it is that chooses the sample.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenSample } from "../../playground/web/chosen_sample.js";
import { Player } from "../../playground/web/step_view/player.js";
import { SampleChooser } from "../../playground/web/step_view/sample_chooser.js";
import { FakeElement, openPage, stopClock } from "./fakes.js";

openPage();
FakeElement.prototype.click = function click() {
  this.dispatchEvent(new Event("click"));
};
Object.defineProperty(FakeElement.prototype, "firstChild", {
  get() {
    return this.children[0];
  },
});

const PHASES = ["forward", "forward", "loss", "backward", "update"];
const STOPS = PHASES.map((phase, index) => ({ phase, column: index, block: 0, index }));

function playing() {
  const visited = [];
  const player = new Player((stop) => visited.push(stop.index));
  player.show(STOPS);
  return { player, visited };
}

test("back and next go from stop to stop, and end with the walk", () => {
  const { player, visited } = playing();
  player.next.click();
  player.next.click();
  player.back.click();
  assert.deepEqual(visited, [1, 2, 1]);
  player.jump(4);
  player.next.click();
  assert.deepEqual(visited, [1, 2, 1, 4]);
  assert.equal(player.next.getAttribute("aria-disabled"), "true");
  assert.equal(player.slider.getAttribute("aria-valuetext"), "Update, 5 of 5");
});

test("a tab leads to its phase's first stop, and shows it is chosen", () => {
  const { player, visited } = playing();
  player.tabs[2].click();
  assert.deepEqual(visited, [3]);
  assert.deepEqual(player.tabs.map((tab) => tab.getAttribute("aria-pressed")), ["false", "false", "true", "false"]);
});

test("what plays stands still at each stop, ends at the last, and stops where a hand takes over", (t) => {
  const pass = stopClock(t);
  const { player, visited } = playing();
  player.play.click();
  pass(2000);
  assert.deepEqual(visited, [0, 1]);
  assert.equal(player.play.getAttribute("aria-label"), "Stop");
  player.back.click();
  pass(10_000);
  assert.deepEqual(visited, [0, 1, 0]);
  player.play.click();
  pass(60_000);
  assert.deepEqual(visited.slice(3), [0, 1, 2, 3, 4]);
  assert.equal(player.playing, null);
  player.play.click();
  assert.equal(visited.at(-1), 0, "from the beginning again");
  player.close();
});

test("another step of fewer stops keeps the place within them", () => {
  const { player } = playing();
  player.jump(4);
  player.show(STOPS.slice(0, 2));
  assert.equal(player.at, 1);
});

test("a sample is chosen by its kind and its number, which counts from 1", () => {
  const told = [];
  const chooser = new SampleChooser((source, sample) => told.push([source, sample]));
  const header = { sample: 2, count: 10, counts: { training: 50, test: 20, validation: 0, own: 0 }, name: "a 7" };
  chooser.show({ ...header, source: { kind: "batch", number: 0 } });
  assert.equal(chooser.number.value, "3");
  assert.ok(chooser.options.get("own").hidden && !chooser.options.get("test").hidden);
  chooser.number.value = "99";
  chooser.number.dispatchEvent(new Event("change"));
  chooser.kind.value = "test";
  chooser.kind.dispatchEvent(new Event("change"));
  assert.deepEqual(told, [
    [{ kind: "batch", number: 0 }, 9],
    [{ kind: "test", number: 0 }, 0],
  ]);
  chooser.show({ ...header, sample: 0, count: 1, source: { kind: "test", number: 4 } });
  assert.equal(chooser.number.value, "5");
  assert.equal(chooser.number.max, "20");
});

test("a sample that is picked in one view reaches those that listen", () => {
  const heard = [];
  const listen = (sample) => heard.push(sample);
  chosenSample.listeners.add(listen);
  chosenSample.choose({ kind: "training", number: 4 });
  chosenSample.listeners.delete(listen);
  chosenSample.choose({ kind: "test", number: 5 });
  assert.deepEqual(heard, [{ kind: "training", number: 4 }]);
});
