"""Formulas of classes, written with numbers."""

from __future__ import annotations

from playground.analysis.step.expression import Expression, Numbers, Relation, UnknownError
from playground.analysis.step.formula import FormulaError, read
from playground.analysis.step.numerals import numeral


def right_side(formula: str) -> Expression:
    """What stands behind the = or ← of a formula, or all of one without; FormulaError where it cannot be read."""
    expression = read(formula)
    return expression.right if isinstance(expression, Relation) and expression.text in "=←" else expression


def filled(formula: str, numbers: Numbers, result: float) -> str:
    """LaTeX of a formula with its numbers and the result: of one that cannot be read or computed, the result alone."""
    try:
        return f"{right_side(formula).latex(numbers)} = {numeral(result)}"
    except (FormulaError, UnknownError):
        return numeral(result)
