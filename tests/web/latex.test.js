import assert from "node:assert/strict";
import test from "node:test";

import { mathTree } from "../../playground/web/step_view/latex.js";

/** A tree as text: tags in short, what is in them, and nothing of attributes. */
const text = (tree) => (typeof tree === "string" ? tree : `${tree[0]}(${tree.slice(2).map(text).join(" ")})`);
const inside = (latex) => mathTree(latex)[2].slice(2).map(text).join(" ");

test("letters, numbers and signs stand as what they are", () => {
  assert.equal(inside("y = -2.5 x"), "mi(y) mo(=) mo(−) mn(2.5) mi(x)");
  assert.equal(inside(String.raw`\theta \leftarrow \infty`), "mi(θ) mo(←) mi(∞)");
});

test("what stands above and below is a part's own, in either order", () => {
  assert.equal(inside("x_i^2"), "msubsup(mi(x) mi(i) mn(2))");
  assert.equal(inside("x^2_i"), "msubsup(mi(x) mi(i) mn(2))");
  assert.equal(inside("e^{x_i - 1} y"), "msup(mi(e) mrow(msub(mi(x) mi(i)) mo(−) mn(1))) mi(y)");
  assert.equal(inside(String.raw`\sum_{j} x_j`), "munder(mo(∑) mi(j)) msub(mi(x) mi(j))");
});

test("fractions, roots and brackets enclose groups", () => {
  assert.equal(inside(String.raw`\frac{\partial L}{\sqrt{v}}`), "mfrac(mrow(mi(∂) mi(L)) msqrt(mi(v)))");
  assert.equal(inside(String.raw`\left(1 - d\right) a`), "mrow(mo(() mn(1) mo(−) mi(d) mo())) mi(a)");
  assert.equal(inside(String.raw`\left|\left(x\right)\right|`), "mrow(mo(|) mrow(mo(() mi(x) mo())) mo(|))");
});

test("a brace below carries what it stands for", () => {
  const braced = inside(String.raw`\underbrace{0.5}_{\text{246 more}} + \hat{m}`);
  assert.equal(braced, "munder(mrow(mn(0.5)) mtext(246 more)) mo(+) mover(mi(m) mo(^))");
});

test("cases stand behind a brace, lines below each other", () => {
  const cases = inside(String.raw`\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases} + 1`);
  const rows = "mtr(mtd(mi(x)) mtd(mtext(if ) mi(x) mo(>) mn(0))) mtr(mtd(mn(0)) mtd(mtext(else)))";
  assert.equal(cases, `mrow(mo({) mtable(${rows})) mo(+) mn(1)`);
  const lines = inside(String.raw`\begin{gathered} a = 1 \\ b = 2 \end{gathered}`);
  assert.equal(lines, "mtable(mtr(mtd(mi(a) mo(=) mn(1))) mtr(mtd(mi(b) mo(=) mn(2))))");
});

test("a word is one word, upright, and a function has a gap behind it", () => {
  assert.equal(inside(String.raw`\operatorname{sign} w`), "mi(sign) mspace() mi(w)");
  assert.equal(inside(String.raw`\text{no number}`), "mtext(no number)");
});

test("a minus belongs to its number behind nothing or another sign", () => {
  const form = (latex) => JSON.stringify(mathTree(latex)).includes('"prefix"');
  assert.ok(form("-1") && form("a = -1") && form(String.raw`\left(-1\right)`));
  assert.ok(!form("a - 1") && !form(String.raw`\left(a\right) - 1`));
});

test("what is damaged is read to its end, and what is unknown is marked", () => {
  for (const latex of [String.raw`\frac{1}`, "x^", String.raw`\left(`, String.raw`\begin{cases} x`, "}", "{", "_"]) mathTree(latex);
  assert.match(JSON.stringify(mathTree(String.raw`\href{x}`)), /"unknown"/);
});
