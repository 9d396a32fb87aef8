"""Expressions: the parts of a formula, which can be written in LaTeX, with or without numbers, and computed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from playground.analysis.step.numerals import numeral

Numbers = Mapping[str, float]
"""Values by the names that a formula has for them."""
NOTHING: Numbers = {}
LOOSE, PRODUCT, TIGHT = 0, 1, 2
"""Precedence of the parts of an expression: sums, products, and what needs no brackets."""


class UnknownError(ValueError):
    """A formula has a part that is there to be read, and cannot be computed."""


@dataclass(frozen=True)
class Expression:
    """Base of the expressions; `text` is a name, a sign or a kind, whatever tells one from another."""

    text: str

    @property
    def firmness(self) -> int:
        """Its precedence, with names in it."""
        return TIGHT

    def latex(self, numbers: Numbers = NOTHING) -> str:
        """LaTeX of it, with a number for each name that has one."""
        raise NotImplementedError

    def value(self, numbers: Numbers) -> float:
        """Its value; `UnknownError` where a name has no number, or where there is nothing to compute."""
        raise UnknownError(f"{self.latex()!r} cannot be computed.")

    def within(self, firmness: int, numbers: Numbers) -> str:
        """LaTeX of it as a part of something as firm as this: in brackets where it holds together less."""
        latex = self.latex(numbers)
        loose = self.firmness < firmness or (firmness > LOOSE and latex.startswith("-"))
        return rf"\left({latex}\right)" if loose else latex


GREEK = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "θ": r"\theta",
    "π": r"\pi", "σ": r"\sigma",
}  # fmt: skip
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₙ", "0123456789ijkln")
CONSTANTS = {"e": math.e, "π": math.pi}


@dataclass(frozen=True)
class Name(Expression):
    """A letter, with what stands below or above it, or a word."""

    def latex(self, numbers: Numbers = NOTHING) -> str:
        if self.text in numbers:
            return numeral(numbers[self.text])
        body = self.text.rstrip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₙ")
        below = self.text[len(body) :].translate(SUBSCRIPTS)
        if len(body) == 1 or body.endswith(HAT):
            letter = GREEK.get(body[0], body[0])
            latex = rf"\hat{{{letter}}}" if body.endswith(HAT) else letter
        else:
            latex = rf"\text{{{body}}}"
        return f"{latex}_{{{below}}}" if below else latex

    def value(self, numbers: Numbers) -> float:
        if self.text in numbers:
            return numbers[self.text]
        if self.text in CONSTANTS:
            return CONSTANTS[self.text]
        raise UnknownError(f"{self.text!r} has no number.")


HAT = "\u0302"


@dataclass(frozen=True)
class Number(Expression):
    """A number."""

    def latex(self, numbers: Numbers = NOTHING) -> str:
        return r"\tfrac{1}{2}" if self.text == "½" else self.text

    def value(self, numbers: Numbers) -> float:
        return 0.5 if self.text == "½" else float(self.text)


@dataclass(frozen=True)
class Sum(Expression):
    """Parts that are added, or taken off where they are negative."""

    parts: tuple[tuple[int, Expression], ...]
    """A sign, 1 or -1, and what it stands before."""

    @property
    def firmness(self) -> int:
        return LOOSE

    def latex(self, numbers: Numbers = NOTHING) -> str:
        signs = {1: " + ", -1: " - "}
        text = "".join(signs[sign] + part.within(PRODUCT, numbers) for sign, part in self.parts)
        return text.removeprefix(" + ").replace(" - ", "-", 1) if text.startswith(" - ") else text.removeprefix(" + ")

    def value(self, numbers: Numbers) -> float:
        return sum(sign * part.value(numbers) for sign, part in self.parts)


@dataclass(frozen=True)
class Product(Expression):
    """Parts that are multiplied."""

    parts: tuple[Expression, ...]

    @property
    def firmness(self) -> int:
        return PRODUCT

    def latex(self, numbers: Numbers = NOTHING) -> str:
        texts = [part.within(TIGHT, numbers) for part in self.parts]
        plain = all(len(part.text) == 1 or isinstance(part, (Number, Sum)) for part in self.parts) and not numbers
        return (r" \, " if plain else r" \cdot ").join(texts)

    def value(self, numbers: Numbers) -> float:
        return math.prod(part.value(numbers) for part in self.parts)


@dataclass(frozen=True)
class Quotient(Expression):
    """A fraction."""

    above: Expression
    below: Expression

    def latex(self, numbers: Numbers = NOTHING) -> str:
        return rf"\frac{{{self.above.latex(numbers)}}}{{{self.below.latex(numbers)}}}"

    def value(self, numbers: Numbers) -> float:
        with np.errstate(all="ignore"):
            return float(np.divide(self.above.value(numbers), self.below.value(numbers)))


@dataclass(frozen=True)
class Power(Expression):
    """A base with an exponent."""

    base: Expression
    exponent: Expression

    def latex(self, numbers: Numbers = NOTHING) -> str:
        if self.text in numbers:
            return numeral(numbers[self.text])
        base = self.base.within(TIGHT, numbers)
        if "10^" in base and not base.startswith(r"\left("):
            base = rf"\left({base}\right)"
        return f"{base}^{{{self.exponent.latex(numbers)}}}"

    def value(self, numbers: Numbers) -> float:
        if self.text in numbers:
            return numbers[self.text]
        with np.errstate(all="ignore"):
            return float(np.power(self.base.value(numbers), self.exponent.value(numbers)))


FUNCTIONS: Mapping[str, tuple[str, Callable[..., float]]] = {
    "tanh": (r"\tanh", np.tanh), "log": (r"\log", np.log), "cos": (r"\cos", np.cos), "max": (r"\max", max),
    "min": (r"\min", min), "σ": (r"\sigma", lambda x: 0.5 + 0.5 * np.tanh(x / 2)),
}  # fmt: skip


@dataclass(frozen=True)
class Call(Expression):
    """A function of one or more values."""

    arguments: tuple[Expression, ...]

    def latex(self, numbers: Numbers = NOTHING) -> str:
        name = FUNCTIONS[self.text][0] if self.text in FUNCTIONS else rf"\operatorname{{{self.text}}}"
        return rf"{name}\left({', '.join(each.latex(numbers) for each in self.arguments)}\right)"

    def value(self, numbers: Numbers) -> float:
        if self.text not in FUNCTIONS:
            raise UnknownError(f"{self.text!r} cannot be computed.")
        with np.errstate(all="ignore"):  # log 0 is -∞
            return float(FUNCTIONS[self.text][1](*(each.value(numbers) for each in self.arguments)))


BRACKETS = {"√": (r"\sqrt{", "}"), "|": (r"\left|", r"\right|"), "[": (r"\left[", r"\right]"),
            "⌊": (r"\lfloor ", r" \rfloor"), "(": (r"\left(", r"\right)")}  # fmt: skip


@dataclass(frozen=True)
class Enclosed(Expression):
    """A root, or an expression in brackets that are part of it; several are separated by commas."""

    inside: tuple[Expression, ...]

    def latex(self, numbers: Numbers = NOTHING) -> str:
        before, behind = BRACKETS[self.text]
        return f"{before}{', '.join(each.latex(numbers) for each in self.inside)}{behind}"

    def value(self, numbers: Numbers) -> float:
        if self.text not in ("√", "|", "[") or len(self.inside) != 1:
            raise UnknownError(f"{self.latex()!r} cannot be computed.")
        value = self.inside[0].value(numbers)
        return math.sqrt(value) if self.text == "√" else abs(value) if self.text == "|" else value


@dataclass(frozen=True)
class At(Expression):
    """A value at an index: x[i + k]."""

    whole: Expression
    places: tuple[Expression, ...]

    def latex(self, numbers: Numbers = NOTHING) -> str:
        places = ", ".join(each.latex(numbers) for each in self.places)
        return f"{self.whole.latex(numbers)}_{{{places}}}"


@dataclass(frozen=True)
class Over(Expression):
    """A sum, a mean or a maximum over an index that may be named."""

    index: str
    body: Expression

    @property
    def firmness(self) -> int:
        return PRODUCT

    def latex(self, numbers: Numbers = NOTHING) -> str:
        name = {"Σ": r"\sum", "max": r"\max", "mean": r"\operatorname{mean}"}[self.text]
        below = f"_{{{self.index.translate(SUBSCRIPTS)}}}" if self.index else ""
        return f"{name}{below} {self.body.within(PRODUCT, numbers)}"


SIGNS = {"=": "=", "←": r"\leftarrow", "→": r"\rightarrow", ">": ">", "<": "<", "≤": r"\le", "≠": r"\ne"}


@dataclass(frozen=True)
class Relation(Expression):
    """Two expressions and the sign between them."""

    left: Expression
    right: Expression

    @property
    def firmness(self) -> int:
        return LOOSE

    def latex(self, numbers: Numbers = NOTHING) -> str:
        return f"{self.left.latex(numbers)} {SIGNS[self.text]} {self.right.latex(numbers)}"

    def value(self, numbers: Numbers) -> float:
        left, right = self.left.value(numbers), self.right.value(numbers)
        holds = {"=": left == right, "≠": left != right, ">": left > right, "<": left < right, "≤": left <= right}
        return float(holds[self.text])


@dataclass(frozen=True)
class Cases(Expression):
    """One value where a condition holds, else another."""

    first: Expression
    condition: Expression
    other: Expression

    @property
    def firmness(self) -> int:
        return LOOSE

    def latex(self, numbers: Numbers = NOTHING) -> str:
        first, condition, other = (each.latex(numbers) for each in (self.first, self.condition, self.other))
        return rf"\begin{{cases}} {first} & \text{{if }} {condition} \\ {other} & \text{{else}} \end{{cases}}"

    def value(self, numbers: Numbers) -> float:
        return (self.first if self.condition.value(numbers) else self.other).value(numbers)


@dataclass(frozen=True)
class With(Expression):
    """An expression in which a name stands for another; its text is the name."""

    body: Expression
    definition: Expression

    @property
    def firmness(self) -> int:
        return LOOSE

    def _known(self, numbers: Numbers) -> Numbers:
        return {**numbers, self.text: self.definition.value(numbers)} if numbers else numbers

    def latex(self, numbers: Numbers = NOTHING) -> str:
        name, known = Name(self.text).latex(), self._known(numbers)
        return rf"{self.body.latex(known)} \quad \text{{with }} {name} = {self.definition.latex(numbers)}"

    def value(self, numbers: Numbers) -> float:
        return self.body.value(self._known(numbers))
