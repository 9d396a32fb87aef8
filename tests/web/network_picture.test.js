import assert from "node:assert/strict";
import test from "node:test";

import { openPage } from "./fakes.js";

openPage();
const { ImageChoice } = await import("../../playground/web/network_picture/image_choice.js");
const { drawOutput, drawSkip } = await import("../../playground/web/network_picture/connections.js");
const { unitCalled } = await import("../../playground/web/network_picture/unit_grid.js");
const { gradientText, unitInWords } = await import("../../playground/web/network_picture/unit_reading.js");

const pressed = (choice) => choice.buttons.map((button) => button.getAttribute("aria-pressed"));

test("one image is chosen, and stays so while it is there", () => {
  let changes = 0;
  const choice = new ImageChoice(() => changes++);
  choice.build(["0", "1", "2"]);
  assert.deepEqual(pressed(choice), ["true", "false", "false"]);
  const before = changes;
  choice.choose(2);
  assert.equal(changes, before + 1);
  assert.deepEqual(pressed(choice), ["false", "false", "true"]);
  choice.build(["0", "1", "2", "3"]);
  assert.equal(choice.chosen, 2);
  choice.build(["0", "1"]);
  assert.equal(choice.chosen, 0);
  choice.build([]);
  assert.equal(choice.node.hidden, true);
});

test("units are called by what their tiles are", () => {
  assert.equal(unitCalled("inputs", "plane", "x₁", 0), "Input x₁");
  assert.equal(unitCalled("inputs", "ink", "", 0), "Image shown");
  assert.equal(unitCalled("hidden", "maps", "map 3", 2), "Map 3");
  assert.equal(unitCalled("hidden", "incoming", "unit 3", 2), "Unit 3");
  assert.equal(unitCalled("outputs", "share", "7", 7), "Output 7");
  assert.equal(unitCalled("outputs", "ink", "", 0), "Image rebuilt");
});

test("a small gradient is not called none", () => {
  assert.deepEqual([0.25, 0.0004, -0.0004, 0].map(gradientText), ["0.25", "4e−4", "−4e−4", "0.00"]);
});

test("a unit is told with its output for the image that is shown", () => {
  const inputs = { names: ["unit 1"], weights: [0.5], gradients: [0.1], all: 1, together: false, words: "" };
  const unit = { title: "Unit 2", place: "of layer 1", bias: 1, biasGradient: -0.001, range: [0, 3], outputs: [1, 2], image: 1, inputs };
  assert.equal(
    unitInWords(unit),
    "Unit 2, of layer 1: output from 0.00 to 3.00; for this image 2.00; bias 1.00, its gradient −1e−3; weights unit 1 0.50",
  );
});

/** A drawing context that writes down what is drawn. */
function pen() {
  const drawn = [];
  const note = (name) => (...numbers) => drawn.push([name, ...numbers]);
  const names = ["beginPath", "moveTo", "lineTo", "bezierCurveTo", "stroke", "fill", "fillRect"];
  return { drawn, ...Object.fromEntries(names.map((name) => [name, note(name)])) };
}

const THEME = { ink: [0, 0, 0], positive: [255, 0, 0], negative: [0, 0, 255] };
const place = (x, y) => ({ x, y, side: 20, width: 20, paired: false });

test("an output's bar stands on the foot of its unit, and is as high as the unit at most", () => {
  const context = pen();
  drawOutput(context, THEME, place(50, 50), 0.5);
  assert.deepEqual(context.drawn[0], ["fillRect", 61.5, 50, 3, 10]);
  assert.equal(context.fillStyle, "rgb(255 0 0)");
  drawOutput(context, THEME, place(50, 50), -7);
  assert.deepEqual(context.drawn[1], ["fillRect", 61.5, 40, 3, 20]);
  assert.equal(context.fillStyle, "rgb(0 0 255)");
});

test("what a row adds goes from one column to the other, above the units", () => {
  const context = pen();
  drawSkip(context, THEME, place(50, 50), place(150, 60));
  const [, [, x1, y1], [, , top, , , x2, y2]] = context.drawn;
  assert.ok(x1 > 50 && x2 < 150 && x2 > x1);
  assert.ok(top < Math.min(y1, y2) && y1 < 40 && y2 < 50);
});

