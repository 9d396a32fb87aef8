"""Formulas of classes, written with numbers."""

from __future__ import annotations

from playground.analysis.step.expression import Expression, Numbers, Over, Relation, UnknownError, With
from playground.analysis.step.formula import FormulaError, read
from playground.analysis.step.numerals import numeral


def right_side(formula: str) -> Expression:
    """What stands behind the = or ← of a formula, or all of one without; FormulaError where it cannot be read."""
    expression = read(formula)
    return expression.right if isinstance(expression, Relation) and expression.text in "=←" else expression


def of_one(formula: str) -> Expression:
    """What a loss takes the mean of, for one output; FormulaError where the formula is no mean."""
    expression = read(formula)
    mean = expression.body if isinstance(expression, With) else expression
    if not isinstance(mean, Over) or mean.text != "mean":
        raise FormulaError(f"{formula!r} is no mean.")
    return With(expression.text, mean.body, expression.definition) if isinstance(expression, With) else mean.body


def filled(formula: str, numbers: Numbers, result: float) -> str:
    """LaTeX of a formula with its numbers and the result: of one that cannot be read or computed, the result alone."""
    try:
        return f"{right_side(formula).latex(numbers)} = {numeral(result)}"
    except (FormulaError, UnknownError):
        return numeral(result)
