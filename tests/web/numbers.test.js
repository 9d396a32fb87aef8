import assert from "node:assert/strict";
import test from "node:test";

import { cost, epochs, fixed, linearScale, logScale, percent, tickText, ticks } from "../../playground/web/numbers.js";
import { seeded } from "./fakes.js";

const close = (value, wanted, scale = 1) => Math.abs(value - wanted) <= 1e-9 * scale;

test("ticks are round numbers within the range, evenly spaced, and not too many", () => {
  const random = seeded(1);
  for (let round = 0; round < 500; round++) {
    const low = (random() - 0.5) * 10 ** (8 * random() - 4);
    const high = low + 10 ** (8 * random() - 4);
    const most = 2 + 8 * random();
    const marks = ticks(low, high, most);
    const step = marks.length > 1 ? marks[1] - marks[0] : NaN;
    assert.ok(marks.length <= most + 1.01, `${marks.length} of ${most}`);
    for (const [place, mark] of marks.entries()) {
      assert.ok(mark >= low - 1e-5 * (high - low) && mark <= high + 1e-5 * (high - low), `${mark} in ${low} to ${high}`);
      if (place) assert.ok(close(mark - marks[place - 1], step, Math.abs(mark) + step));
    }
    if (marks.length > 1) {
      const digit = step / 10 ** Math.floor(Math.log10(step * 1.0001));
      assert.ok([1, 2, 5].some((factor) => close(digit, factor, 1e4)), `a step of ${step}`);
    }
  }
});

test("the ticks of a known range", () => {
  assert.deepEqual(ticks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks(-1, 1, 4), [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(ticks(0, 30, 4), [0, 10, 20, 30]);
});

test("a linear scale takes in zero and every value, and has a mark at both ends", () => {
  const random = seeded(2);
  for (let round = 0; round < 300; round++) {
    const size = 10 ** (6 * random() - 3);
    const values = Array.from({ length: 1 + Math.floor(5 * random()) }, () => (random() - 0.3) * size);
    const { marks, place } = linearScale(values);
    for (const value of [0, ...values]) assert.ok(place(value) >= -1e-5 && place(value) <= 1 + 1e-5);
    assert.ok(Math.abs(place(marks[0])) < 1e-6);
    assert.ok(Math.abs(place(marks.at(-1)) - 1) < 1e-6);
    assert.ok(marks.length >= 2 && marks.length <= 7, `${marks}`);
    assert.ok(place(values[0] + size) > place(values[0]));
  }
});

test("a linear scale of nothing, or of zeros, is one from 0 to 1", () => {
  for (const values of [[], [0, 0]]) {
    const { place } = linearScale(values);
    assert.deepEqual([place(0), place(1)], [0, 1]);
  }
});

test("on a log scale equal factors are equally far apart, and zero has no place", () => {
  const { marks, place } = logScale([0.001, 0.1, 10]);
  assert.ok(close(place(0.1) - place(0.001), place(10) - place(0.1)));
  assert.deepEqual(marks.map((mark) => +mark.toPrecision(3)), [0.001, 0.01, 0.1, 1, 10]);
  assert.ok(place(0.001) > 0 && place(10) < 1);
  assert.ok(Number.isNaN(place(0)) && Number.isNaN(place(-1)));
});

test("a log scale of close values has marks between the powers, and one of nothing has some", () => {
  assert.deepEqual(logScale([0.4, 3]).marks.map((mark) => +mark.toPrecision(3)), [0.5, 1, 2]);
  assert.ok(logScale([0, -1]).marks.length > 0);
});

test("numbers in words", () => {
  assert.equal(percent(0.1234), "12.3\u00a0%");
  assert.equal(percent(null), "–");
  assert.equal(percent(NaN), "–");
  assert.equal(fixed(-1.005, 1), "−1.0");
  assert.equal(cost(null), "–");
  assert.equal(cost(0.12345678), "0.1235");
  assert.equal(cost(12.345), "12.35");
  assert.equal(cost(123456), "1.23e+5");
  assert.equal(epochs(1234.56), "1,234.6");
  assert.equal(tickText(-0.30000000000000004), "−0.3");
  assert.equal(tickText(100000), "1e+5");
  assert.equal(tickText(0), "0");
});
