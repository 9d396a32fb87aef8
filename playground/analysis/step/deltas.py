"""Backward: how the gradient of the loss by an input or an output of a row comes about, by the chain rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nn.module import Module
from playground.analysis.step.explanation import Explanation, Terms, summed
from playground.analysis.step.expression import PRODUCT
from playground.analysis.step.formula import FormulaError, read
from playground.analysis.step.links import Links, reaches
from playground.analysis.step.losses import explain_score_delta
from playground.analysis.step.numerals import factor, numeral
from playground.analysis.step.pictures import Reached
from playground.analysis.step.places import Place, labels, place_text, require_place, require_row, row_text
from playground.analysis.step.recording import Row, Step
from playground.analysis.step.symbols import settings_numbers, symbols_of
from playground.analysis.step.written import filled
from playground.training.finite import overflow_allowed

BY_X, BY_Y = r"\frac{\partial L}{\partial x}", r"\frac{\partial L}{\partial y}"


@overflow_allowed
def explain_delta(step: Step, row: int, sample: int, place: Place) -> Explanation:
    """The gradient of the loss by an output of a row, from 0: ValueError where there is none such.

    It is that by the input of the row below, or by a score of the loss; and where another row, further below, looks
    back at the output too, what comes from there.
    """
    found = require_row(step, row)
    require_place(found.outputs, sample, place, "output")
    below = (
        explain_score_delta(step, sample, place)
        if row == len(step.rows) - 1
        else explain_input_delta(step, row + 1, sample, place)
    )
    title = f"Gradient of the loss by output {place_text(place, found.outputs.shape[1:])} of {row_text(step, row)}"
    result = float(found.output_slopes[(sample, *place)])
    if result == below.result:
        return replace(below, title=title)
    terms = Terms.listed(("by the row below", (below.result,)), ("by rows that look back", (result - below.result,)))
    return summed(
        title, rf"{BY_X} = \sum {BY_Y} \cdot \frac{{\partial y}}{{\partial x}}", (), terms, result, steps=(below,)
    )


@overflow_allowed
def explain_input_delta(step: Step, row: int, sample: int, place: Place) -> Explanation:
    """The gradient of the loss by an input of a row, from 0: what each output that it reaches has, times the slope."""
    found = require_row(step, row)
    require_place(found.inputs, sample, place, "input")
    layer = found.layer
    title = f"Gradient of the loss by input {place_text(place, found.inputs.shape[1:])} of {row_text(step, row)}"
    result = float(found.input_slopes[(sample, *place)])
    links = reaches(layer, found, sample, place)
    if links is None:
        terms = Terms.listed(("what the row's backward pass gives", (result,)))
        return summed(title, rf"{BY_X} = \sum {BY_Y} \cdot \frac{{\partial y}}{{\partial x}}", (), terms, result)
    slopes = found.output_slopes[links.places]
    terms = Terms((slopes, links.weights), labels("output", links.places, found.outputs.shape[1:], sample))
    single = layer.elementwise
    formula = f"{BY_X} = {'' if single else chr(92) + 'sum '}{BY_Y} \\cdot {_derivative(layer)}"
    symbols = (
        (BY_X, "gradient of the loss by the input"),
        (BY_Y, "gradient of the loss by the output"),
        *symbols_of(type(layer), layer.derivative),
    )
    shown = _with_slope(layer, found, sample, place, links, result) if single and layer.derivative else ""
    picture = Reached(np.stack(links.places, axis=-1), slopes)
    return summed(title, formula, symbols, terms, result, filled=shown, picture=picture)


def _derivative(layer: Module) -> str:
    """LaTeX of a layer's derivative, as a factor of a product."""
    try:
        return read(layer.derivative).within(PRODUCT, {})
    except FormulaError:
        return r"\frac{\partial y}{\partial x}"


def _with_slope(layer: Module, row: Row, sample: int, place: Place, links: Links, result: float) -> str:
    at = (sample, *place)
    numbers = {"x": float(row.inputs[at]), "y": float(row.outputs[at]), **settings_numbers(layer)}
    weight = float(links.weights[0])
    slope = rf"\underbrace{{{factor(weight)}}}_{{{filled(layer.derivative, numbers, weight)}}}"
    return rf"{factor(float(row.output_slopes[at]))} \cdot {slope} = {numeral(result)}"
