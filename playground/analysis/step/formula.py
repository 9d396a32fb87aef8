"""Formulas: the text that a class of `nn` has for people, read into expressions.

So a formula has one home, its class. The grammar is that of the texts: a product needs no sign, powers may be raised
letters, `Σⱼ`, `mean` and `max` take all of the product behind them, `if`, `where`, `else` and `of` make cases.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from playground.analysis.step.expression import (
    FUNCTIONS,
    SIGNS,
    At,
    Call,
    Cases,
    Enclosed,
    Expression,
    Name,
    Number,
    Over,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    With,
)

_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹ˣʸᶻᵗⁿ", "−0123456789xyztn")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>½|\d+(?:\.\d+)?)|(?P<word>[A-Za-z]{2,}[ⱼᵢₖ]?)|(?P<name>[A-Za-zŝΑ-ΡΤ-ω]\u0302?[₀-₉ᵢⱼₖₗₙ]*)"
    r"|(?P<raised>[⁻⁰¹²³⁴-⁹ˣʸᶻᵗⁿ]+)|(?P<sign>Σ[ⱼᵢₖ]?|[-+−·/^()\[\]|√⌊⌋,=←→><≤≠]))"
)
_CONNECTORS = frozenset(("if", "where", "else", "of", "or", "then"))
_NO_NAMES = _CONNECTORS | FUNCTIONS.keys() - {"σ"} | {"softmax", "mean", "maxⱼ", "maxᵢ"}
_CLOSING = {"(": ")", "[": "]", "|": "|", "⌊": "⌋"}


class FormulaError(ValueError):
    """A text that is no formula of this grammar; the message says where."""


@functools.lru_cache(maxsize=256)
def read(text: str) -> Expression:
    """The expression that a formula, without `;`, is; FormulaError where it is none."""
    reader = _Reader(text)
    expression = reader.statement()
    reader.expect_end()
    return expression


def steps_in(text: str) -> list[str]:
    """The steps of a formula, which `;` separates."""
    return re.split(r";\s*", text)


def terms_in(text: str) -> list[str]:
    """The terms of the sum behind the = or ← of a formula, as it has them, each with its sign but for a plus."""
    terms, depth = [""], 0
    for sign in re.split(r"[=←]", text)[-1].strip():
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and sign in "+−":
            terms.append("" if sign == "+" else sign)
        else:
            terms[-1] += sign
    return [term.strip() for term in terms if term.strip()]


def spelled(text: str) -> str:
    """A text in which hats are signs of their own, also above the letter that Unicode has a sign for."""
    return text.replace("ŝ", "s\u0302")


def name_latex(name: str) -> str:
    """LaTeX of a name that `names_in` has found."""
    return Name(name).latex() if name in FUNCTIONS else read(name).latex()


@functools.lru_cache(maxsize=256)
def names_in(text: str) -> tuple[str, ...]:
    """Names in a formula, each once, in their order: letters with what stands at them, and words; none in any text."""
    found: dict[str, None] = {}
    try:
        for step in steps_in(text):
            read(step)
            tokens = _Reader(step).tokens
            for token, behind in zip(tokens, [*tokens[1:], None], strict=True):
                if token.kind in ("name", "word") and token.text not in _NO_NAMES:
                    found[token.text] = None
                    if behind is not None and behind.kind == "raised":
                        found[token.text + behind.text] = None
    except FormulaError:
        return ()
    return tuple(found)


@functools.lru_cache(maxsize=256)
def latex_of(text: str) -> str:
    """LaTeX of a formula, whose steps may be separated by `;`: of one that cannot be read, its text."""
    try:
        steps = [read(step).latex() for step in steps_in(text)]
        return steps[0] if len(steps) == 1 else r"\begin{gathered} " + r" \\ ".join(steps) + r" \end{gathered}"
    except FormulaError:
        # a person's own class may have any text: what LaTeX would take for a command is no part of it
        harmless = re.sub(r"[\\{}$%&#_^~]", " ", text)
        return rf"\text{{{harmless}}}"


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    apart: bool
    """True where there is a space before it."""


class _Reader:
    """A reader of one formula, from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.at = text, list[_Token](), 0
        end = 0
        while end < len(text.rstrip()):
            match = _TOKEN.match(text, end)
            if match is None:
                raise FormulaError(f"{text!r} has no meaning here: {text[end:]!r}.")
            end = match.end()
            kind = str(match.lastgroup)
            self.tokens.append(_Token(kind, spelled(match[kind]), match.start(kind) > match.start()))

    def next_is(self, *texts: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text in texts

    def take(self, *texts: str) -> _Token:
        if self.at == len(self.tokens) or (texts and not self.next_is(*texts)):
            raise FormulaError(f"{self.text!r} lacks {' or '.join(texts) or 'an end'}.")
        self.at += 1
        return self.tokens[self.at - 1]

    def expect_end(self) -> None:
        if self.at < len(self.tokens):
            raise FormulaError(f"{self.text!r} goes on with {self.tokens[self.at].text!r}.")

    def statement(self) -> Expression:
        """A clause, behind which a name in it may be defined."""
        clause = self.clause()
        if not self.next_is(","):
            return clause
        self.take()
        self.take("of")
        name = self.take()
        self.take("=")
        return With(name.text, clause, self.sum())

    def clause(self) -> Expression:
        """A relation, or cases."""
        first = self.relation()
        if not self.next_is("if", "where"):
            return first
        self.take()
        condition = self.relation()
        if self.next_is(","):
            self.take()
        self.take("else")
        other = self.sum()
        if isinstance(first, Relation) and first.text in "=←":
            return Relation(first.text, first.left, Cases("cases", first.right, condition, other))
        if isinstance(first, Over) and first.text == "mean":
            return Over("mean", "", Cases("cases", first.body, condition, other))
        return Cases("cases", first, condition, other)

    def relation(self) -> Expression:
        left = self.sum()
        while self.next_is(*SIGNS):
            sign = self.take().text
            left = Relation(sign, left, self.sum())
        return left

    def sum(self) -> Expression:
        if self.next_is("mean"):
            self.take()
            return Over("mean", "", self.sum())
        sign = -1 if self.next_is("−", "-") and self.take() else 1
        parts = [(sign, self.product())]
        while self.next_is("+", "−", "-"):
            sign = 1 if self.take().text == "+" else -1
            parts.append((sign, self.product()))
        return parts[0][1] if len(parts) == 1 and sign == 1 else Sum("sum", tuple(parts))

    def product(self) -> Expression:
        factors = [self.power()]
        while self.next_is("·", "/") or self._begins_a_factor():
            if self.next_is("/"):
                self.take()
                factors[-1] = Quotient("quotient", factors[-1], self.power())
            else:
                if self.next_is("·"):
                    self.take()
                factors.append(self.power())
        return factors[0] if len(factors) == 1 else Product("product", tuple(factors))

    def _begins_a_factor(self) -> bool:
        if self.at == len(self.tokens):
            return False
        token = self.tokens[self.at]
        if token.kind == "sign":
            return token.text[0] in "([√⌊Σ"
        return token.kind != "raised" and token.text not in _CONNECTORS

    def power(self) -> Expression:
        base = self.primary()
        while self.next_is("["):
            if self.tokens[self.at].apart:
                break
            base = At("at", base, self.enclosed())
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "raised":
            raised = self.take().text
            return Power(base.text + raised, base, _Reader(raised.translate(_RAISED)).sum())
        if self.next_is("^"):
            self.take()
            return Power("power", base, self.exponent())
        return base

    def exponent(self) -> Expression:
        """All of a pair of brackets, else what stands without a space, with its sign."""
        if self.next_is("("):
            return self.enclosed()[0]
        sign = -1 if self.next_is("−") and self.take() else 1
        factors = [self.primary()]
        while self._begins_a_factor() and not self.tokens[self.at].apart:
            factors.append(self.primary())
        product = factors[0] if len(factors) == 1 else Product("product", tuple(factors))
        return product if sign == 1 else Sum("sum", ((-1, product),))

    def enclosed(self) -> tuple[Expression, ...]:
        """Parts in a pair of brackets, apart by commas."""
        closing = _CLOSING[self.take().text]
        inside = [self.relation()]
        while self.next_is(","):
            self.take()
            inside.append(self.relation())
        self.take(closing)
        return tuple(inside)

    def primary(self) -> Expression:
        if self.next_is("("):
            inside = self.enclosed()
            return inside[0] if len(inside) == 1 else Enclosed("(", inside)
        if self.next_is("[", "|", "⌊"):
            return Enclosed(self.tokens[self.at].text, self.enclosed())
        token = self.take()
        if token.text == "√":
            return Enclosed("√", (self.primary(),))
        if token.text.startswith("Σ"):
            return Over("Σ", token.text[1:], self.product())
        if token.text in FUNCTIONS or token.text == "softmax":
            if self.next_is("("):
                return Call(token.text, self.enclosed())
            if token.text == "max":
                return Over("max", "", self.product())
            return Call(token.text, (self.power(),))
        if token.text in ("maxⱼ", "maxᵢ"):
            return Over("max", token.text[-1], self.product())
        if token.kind == "number":
            return Number(token.text)
        if token.kind in ("name", "word") and token.text not in _CONNECTORS:
            return Name(token.text)
        raise FormulaError(f"{self.text!r} has {token.text!r} where a value should be.")
