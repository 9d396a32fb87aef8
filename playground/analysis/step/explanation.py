"""Explanation of one number of a step: its formula, the formula with its numbers, and the terms that make it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.step.numerals import factor, numeral
from playground.analysis.step.pictures import Picture

MOST_TERMS = 12
"""Terms that are told one by one; the others are told together."""
WRITTEN = 3
"""Of these, so many stand in the formula with its numbers."""
Symbols = tuple[tuple[str, str], ...]
"""Letters and names, in LaTeX, with their meanings."""


@dataclass(frozen=True)
class Term:
    """One term of a sum: what it is, in words or as its formula, its factors, and their product."""

    label: str
    factors: tuple[float, ...]
    product: float


@dataclass(frozen=True)
class Rest:
    """The terms that are not told one by one."""

    count: int
    sum: float

    @property
    def label(self) -> str:
        """It in words: and 246 more."""
        return f"and {self.count:,} more"


@dataclass(frozen=True, eq=False)
class Explanation:
    """One number of a step, and how it comes about.

    `result` is the number as nn has it. It is the sum of the terms, the largest of which come first, and the rest.
    """

    title: str
    formula: str
    """In LaTeX."""
    filled: str
    """The same with its numbers, and the result."""
    symbols: Symbols
    terms: tuple[Term, ...]
    rest: Rest | None
    result: float
    steps: tuple[Explanation, ...] = ()
    """Numbers that are found before this one, in their order."""
    picture: Picture | None = None

    @property
    def sum(self) -> float:
        """All terms together, in double precision."""
        return sum(term.product for term in self.terms) + (0.0 if self.rest is None else self.rest.sum)


@dataclass(frozen=True, eq=False)
class Terms:
    """The terms of a sum, before it is known which of them are large: factors (m,) each, and how each is called."""

    factors: tuple[Array, ...]
    label: Callable[[int], str]

    @classmethod
    def listed(cls, *terms: tuple[str, tuple[float, ...]]) -> Terms:
        """A few terms with their labels and factors, of which some may have more than others: these are times 1."""
        most = max((len(factors) for _, factors in terms), default=1)
        rows = [(*factors, *(1.0,) * (most - len(factors))) for _, factors in terms]
        return cls(tuple(np.array(rows, np.float64).reshape(-1, most).T), lambda number: terms[number][0])

    def and_then(self, label: str, value: float) -> Terms:
        """The same with another term, of a single factor."""
        count = len(self.factors[0])
        first, *others = self.factors
        factors = (np.append(first, value), *(np.append(each, 1.0) for each in others))
        return Terms(factors, lambda number: label if number == count else self.label(number))

    def largest(self) -> tuple[tuple[Term, ...], Rest | None]:
        """The largest `MOST_TERMS`, the largest first, and the rest."""
        exact = [np.asarray(each, np.float64) for each in self.factors]
        products = np.prod(exact, axis=0)
        # of equals the first: the order of the terms, and not of the sort, is what a person sees
        order = np.argsort(-np.abs(products), kind="stable")
        named, others = order[:MOST_TERMS], order[MOST_TERMS:]
        terms = tuple(
            Term(self.label(int(number)), tuple(float(each[number]) for each in exact), float(products[number]))
            for number in named
        )
        return terms, Rest(len(others), float(products[others].sum())) if len(others) else None


def summed(
    title: str,
    formula: str,
    symbols: Symbols,
    terms: Terms,
    result: float,
    *,
    steps: Sequence[Explanation] = (),
    picture: Picture | None = None,
    filled: str = "",
) -> Explanation:
    """The explanation of a sum, whose formula with its numbers is made of the largest terms, unless it is given."""
    largest, rest = terms.largest()
    filled = filled or f"{_written(largest, rest)} = {numeral(result)}"
    return Explanation(title, formula, filled, symbols, largest, rest, float(result), tuple(steps), picture)


def _written(terms: tuple[Term, ...], rest: Rest | None) -> str:
    """The largest terms in LaTeX, and the others together."""
    texts = [_product(term.factors) for term in terms[:WRITTEN]]
    untold = sum(term.product for term in terms[WRITTEN:]) + (rest.sum if rest else 0.0)
    count = len(terms[WRITTEN:]) + (rest.count if rest else 0)
    if count:
        texts.append(rf"\underbrace{{{factor(untold)}}}_{{\text{{{count:,} more}}}}")
    return " + ".join(texts) or "0"


def _product(factors: tuple[float, ...]) -> str:
    shown = [each for number, each in enumerate(factors) if number == 0 or each != 1] or [1.0]
    return r" \cdot ".join(map(factor, shown))
