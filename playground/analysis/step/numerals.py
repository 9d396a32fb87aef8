"""Numerals: numbers as they stand in a formula."""

from __future__ import annotations

import math

DIGITS = 4
"""Significant digits: enough to see which number it is."""


def numeral(value: float) -> str:
    """LaTeX of a number: 0.1375, -2.5, 3 · 10⁻⁶ with its power, ∞; never -0."""
    if math.isnan(value):
        return r"\text{no number}"
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    mantissa, _, power = f"{value + 0.0:.{DIGITS}g}".partition("e")
    if not power:
        return mantissa
    ten = f"10^{{{int(power)}}}"
    return ten if mantissa == "1" else rf"{mantissa} \cdot {ten}"


def factor(value: float) -> str:
    """The same as a factor of a product: in brackets where it is negative."""
    text = numeral(value)
    return rf"\left({text}\right)" if text.startswith("-") else text
