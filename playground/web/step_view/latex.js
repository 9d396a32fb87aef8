/**
 * LaTeX of the kind that `playground.analysis.step` writes, read into trees of MathML: `[tag, attributes, ...children]`,
 * where a child is a tree or a text. KaTeX, which Streamlit has, cannot be reached from a component; browsers draw MathML
 * themselves, and screen readers speak it.
 */

/** @typedef {[tag: string, attributes: Record<string, string>, ...children: (MathTree | string)[]]} MathTree */

const TOKEN = /\\(text|operatorname)\{([^{}]*)\}|\\([a-zA-Z]+)|\\([\\,;! ])|(\d+(?:[.,]\d+)*)|([^\s])/gu;
/** @type {Record<string, string>} */
const LETTERS = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", varepsilon: "ε", theta: "θ", pi: "π", sigma: "σ", ell: "ℓ",
  Delta: "Δ", partial: "∂", infty: "∞",
};
/** @type {Record<string, string>} */
const SIGNS = {
  cdot: "·", leftarrow: "←", rightarrow: "→", le: "≤", ne: "≠", lfloor: "⌊", rfloor: "⌋", lVert: "‖", rVert: "‖", "-": "−",
};
/** Names that are set upright, and below which an index stands. */
const FUNCTIONS = ["max", "min", "log", "tanh", "cos"];
/** @type {Record<string, string>} Spaces, in em. */
const SPACES = { ",": "0.17", ";": "0.28", " ": "0.25", "!": "0", quad: "1" };

/** Signs in front of which a line may break. */
const BREAKS = ["+", "−", "=", "←", "→"];

/** @typedef {{ kind: string, text: string }} Token */

/** @param {string} latex @returns {Token[]} */
function tokens(latex) {
  return [...latex.matchAll(TOKEN)].map(([whole, named, inside, command, escaped, number]) => {
    if (named) return { kind: named, text: inside };
    if (command) return { kind: "command", text: command };
    if (escaped) return { kind: "command", text: escaped };
    return number ? { kind: "number", text: number } : { kind: "sign", text: whole };
  });
}

/** @param {MathTree[]} parts @returns {MathTree} */
const rowOf = (parts) => (parts.length === 1 ? parts[0] : ["mrow", {}, ...parts]);

class Reader {
  at = 0;

  /** @param {string} latex */
  constructor(latex) {
    this.tokens = tokens(latex);
  }

  /** @param {...string} texts True where the next token is one of these signs or commands. */
  next(...texts) {
    const token = this.tokens[this.at];
    return token !== undefined && ["sign", "command"].includes(token.kind) && texts.includes(token.text);
  }

  /** All up to one of these, which is left there. @param {...string} ends @returns {MathTree[]} */
  row(...ends) {
    /** @type {MathTree[]} */
    const parts = [];
    while (this.at < this.tokens.length && !this.next(...ends)) {
      const before = parts.at(-1);
      const found = this.scripted();
      // behind nothing, or another sign, a minus belongs to its number
      if (found[0]?.[2] === "−" && (!before || before[0] === "mo")) found[0] = ["mo", { form: "prefix" }, "−"];
      parts.push(...found);
    }
    return parts;
  }

  /** A group in braces, or a single part. @returns {MathTree} */
  group() {
    if (!this.next("{")) return rowOf(this.part());
    this.at += 1;
    const parts = this.row("}");
    this.at += 1;
    return rowOf(parts);
  }

  /** A part with what stands above and below it. @returns {MathTree[]} */
  scripted() {
    const limits = this.takesLimits();
    const parts = this.part();
    /** @type {Record<string, MathTree>} */
    const scripts = {};
    while (this.next("^", "_")) {
      const { text } = this.tokens[this.at++];
      scripts[text] = this.group();
    }
    const base = parts.pop();
    if (!base) return [];
    const { _: below, "^": above } = scripts;
    if (below && above) return [...parts, ["msubsup", {}, base, below, above]];
    if (below) return [...parts, [limits ? "munder" : "msub", {}, base, below], ...(limits ? thin(base) : [])];
    if (above) return [...parts, ["msup", {}, base, above]];
    return [...parts, base, ...(limits ? thin(base) : [])];
  }

  takesLimits() {
    const token = this.tokens[this.at];
    const named = token.kind === "command" && ["sum", "underbrace", ...FUNCTIONS].includes(token.text);
    return named || token.kind === "operatorname";
  }

  /** @returns {MathTree[]} */
  part() {
    const { kind, text } = this.tokens[this.at++] ?? { kind: "sign", text: "" };
    if (kind === "text") return [["mtext", {}, text]];
    if (kind === "operatorname") return [["mi", {}, text]];
    if (kind === "number") return [["mn", {}, text]];
    if (kind === "command") return this.command(text);
    if (text === "{") {
      this.at -= 1;
      return [this.group()];
    }
    return [/\p{L}/u.test(text) ? ["mi", {}, text] : ["mo", {}, SIGNS[text] ?? text]];
  }

  /** @param {string} name @returns {MathTree[]} */
  command(name) {
    if (name in LETTERS) return [["mi", {}, LETTERS[name]]];
    if (name in SIGNS) return [["mo", {}, SIGNS[name]]];
    if (name in SPACES) return [["mspace", { width: `${SPACES[name]}em` }]];
    if (FUNCTIONS.includes(name)) return [["mi", {}, name]];
    switch (name) {
      case "sum":
        return [["mo", { largeop: "true" }, "∑"]];
      case "frac":
      case "tfrac":
        return [["mfrac", name === "tfrac" ? { displaystyle: "false" } : {}, this.group(), this.group()]];
      case "sqrt":
        return [["msqrt", {}, this.group()]];
      case "hat":
        return [["mover", { accent: "true" }, this.group(), ["mo", {}, "^"]]];
      case "underbrace":
        // a border, for a brace is only stretched where there is a font for formulas
        return [["mrow", { class: "braced" }, this.group()]];
      case "left":
        return [this.enclosed()];
      case "begin":
        return [this.table()];
    }
    return [["mtext", { class: "unknown" }, name]];
  }

  /** What stands between \left and \right, with both. @returns {MathTree} */
  enclosed() {
    const [open] = this.part();
    const inside = this.row("right");
    this.at += 1;
    const [close] = this.part();
    const fence = (/** @type {MathTree} */ [, , sign]) => /** @type {MathTree} */ (["mo", { fence: "true" }, sign]);
    return ["mrow", {}, fence(open), ...inside, fence(close)];
  }

  /** Cases behind a brace, or lines below each other. @returns {MathTree} */
  table() {
    const kind = this.name();
    /** @type {MathTree[]} */
    const lines = [];
    /** @type {MathTree[]} */
    let cells = [];
    while (this.at < this.tokens.length) {
      cells.push(["mtd", {}, ...this.row("&", "\\", "end")]);
      const end = this.tokens[this.at++];
      if (end?.text === "&") continue;
      lines.push(["mtr", {}, ...cells]);
      cells = [];
      if (end?.text === "end") this.name();
      if (end?.text !== "\\") break;
    }
    /** @type {MathTree} */
    const table = ["mtable", kind === "cases" ? { class: "cases" } : {}, ...lines];
    return kind === "cases" ? ["mrow", {}, ["mo", { fence: "true" }, "{"], table] : table;
  }

  /** A word in braces. */
  name() {
    let text = "";
    this.at += 1;
    while (this.at < this.tokens.length && !this.next("}")) text += this.tokens[this.at++].text;
    this.at += 1;
    return text;
  }
}

/** A gap behind a function's name. @param {MathTree} base @returns {MathTree[]} */
const thin = ([tag]) => (tag === "mi" ? [["mspace", { width: "0.17em" }]] : []);

/** The tree of a formula. @param {string} latex @returns {MathTree} */
export function mathTree(latex) {
  return ["math", {}, ["mrow", {}, ...new Reader(latex).row()]];
}

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** @param {MathTree | string} tree @returns {Node} */
function made(tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [tag, attributes, ...children] = tree;
  const node = document.createElementNS(MATHML, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.map(made));
  return node;
}

/** The formula, to be put into a text. @param {string} latex */
export const math = (latex) => made(mathTree(latex));

/**
 * The formula in pieces, between which a line may break: MathML itself is never broken.
 * @param {string} latex @returns {(Node | string)[]}
 */
export function brokenMath(latex) {
  /** @type {MathTree[][]} */
  const pieces = [[]];
  for (const part of new Reader(latex).row()) {
    const breaks = part[0] === "mo" && !part[1].form && BREAKS.includes(String(part[2]));
    // at the beginning of a piece a sign would be taken for one of the number behind it
    if (breaks) pieces.push([["mo", { form: "infix", lspace: "0.1em", rspace: "0.22em" }, String(part[2])]]);
    else pieces[pieces.length - 1].push(part);
  }
  return pieces.filter((piece) => piece.length).flatMap((piece) => [
    made(["math", { displaystyle: "true" }, ["mrow", {}, ...piece]]),
    " ",
  ]);
}
