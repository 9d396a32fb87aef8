"""Forward: how an output of a row comes about."""

from __future__ import annotations

import functools

import numpy as np

from nn.layers.activations import Softmax
from nn.layers.batch_norm import BatchNorm
from nn.layers.convolutions import Convolution
from nn.layers.layer_norm import LayerNorm
from nn.layers.pools import Pool
from nn.layers.residual import Residual
from nn.module import Array, Module
from nn.registry import copy_of
from playground.analysis.step.explanation import Explanation, Symbols, Terms, summed
from playground.analysis.step.formula import latex_of
from playground.analysis.step.links import Links, compared, corner, inside, normalised, sees, slope_at
from playground.analysis.step.numerals import numeral
from playground.analysis.step.pictures import Curve, Picture, Spread, Window, Winner
from playground.analysis.step.places import (
    Place,
    labels,
    place_text,
    require_place,
    require_row,
    row_text,
)
from playground.analysis.step.recording import Row, Step
from playground.analysis.step.symbols import settings_numbers, symbols_of
from playground.analysis.step.written import filled
from playground.training.finite import overflow_allowed

CURVE_POINTS = 121
CURVE_REACH = 4.0
"""A curve goes at least so far to both sides of 0, and half as far again as its point."""


@overflow_allowed
def explain_output(step: Step, row: int, sample: int, place: Place) -> Explanation:
    """The output of a row, from 0, at a place within a sample; ValueError where there is none such."""
    found = require_row(step, row)
    require_place(found.outputs, sample, place, "output")
    title = f"Output {place_text(place, found.outputs.shape[1:])} of {row_text(step, row)}"
    return of_layer(found.layer, title, found, sample, place)


@functools.singledispatch
def of_layer(layer: Module, title: str, row: Row, sample: int, place: Place) -> Explanation:
    """The output of a layer: a weighted sum, a curve, or, where nothing more is known, itself."""
    links = sees(layer, row, sample, place)
    result = float(row.outputs[(sample, *place)])
    formula, symbols = latex_of(layer.formula), symbols_of(type(layer), layer.formula)
    if links is not None:
        return _weighted_sum(layer, title, row, sample, place, links)
    if layer.elementwise:
        return of_activation(layer, title, float(row.inputs[(sample, *place)]), result)
    terms = Terms.listed(("what the row gives", (result,)))
    return summed(title, formula, symbols, terms, result)


def of_activation(layer: Module, title: str, value: float, result: float) -> Explanation:
    """An activation of one value, on its curve."""
    numbers = {"x": value, **settings_numbers(layer)}
    shown = filled(layer.formula, numbers, result)
    applied = _applied(layer, np.array([value]))
    terms = Terms.listed((f"{layer.title()} of the input", (float(applied[0]),)))
    symbols = symbols_of(type(layer), layer.formula)
    return summed(
        title, latex_of(layer.formula), symbols, terms, result, filled=shown, picture=_curve(layer, value, result)
    )


def _applied(layer: Module, values: Array) -> Array:
    """An activation of values (k,), in double precision."""
    applied: Array = copy_of(layer).predict(values[:, None].astype(np.float64))[:, 0]
    return applied


def _curve(layer: Module, value: float, result: float) -> Curve | None:
    if not np.isfinite([value, result]).all():
        return None
    reach = max(CURVE_REACH, 1.5 * abs(value))
    x = np.linspace(-reach, reach, CURVE_POINTS)
    return Curve(x, _applied(layer, x), (value, result), slope_at(layer, value))


def _weighted_sum(layer: Module, title: str, row: Row, sample: int, place: Place, links: Links) -> Explanation:
    terms = Terms(
        (row.inputs[links.places], links.weights), labels("input", links.places, row.inputs.shape[1:], sample)
    )
    if "bias" in row.parameters:
        terms = terms.and_then("bias", float(row.parameters["bias"].before[place[-1]]))
    return summed(
        title,
        latex_of(layer.formula),
        symbols_of(type(layer), layer.formula),
        terms,
        float(row.outputs[(sample, *place)]),
        picture=_picture(layer, row, sample, place, links),
    )


def _picture(layer: Module, row: Row, sample: int, place: Place, links: Links) -> Picture | None:
    if isinstance(layer, Convolution):
        axes = layer.windows_over(layer.shape)
        weights = row.parameters["weights"].before[..., place[-1]]
        values = np.zeros(weights.shape, row.inputs.dtype)
        offsets = [*inside(axes, place[:-1]), np.arange(weights.shape[-1])]
        values[np.ix_(*offsets)] = row.inputs[links.places].reshape([len(each) for each in offsets])
        return Window(corner(axes, place[:-1]), values, weights, values * weights)
    if isinstance(layer, Pool):
        positions = np.stack(links.places[1:-1], axis=-1)
        return Winner(positions, row.inputs[links.places], links.weights.astype(np.float64))
    return None


@of_layer.register
def _(layer: Residual, title: str, row: Row, sample: int, place: Place) -> Explanation:
    given, result = (float(values[(sample, *place)]) for values in (row.inputs, row.outputs))
    terms = Terms.listed(("what the row above gives", (given,)), ("the earlier row's output", (result - given,)))
    return summed(title, latex_of(layer.formula), symbols_of(type(layer), layer.formula), terms, result)


@of_layer.register
def _(layer: Softmax, title: str, row: Row, sample: int, place: Place) -> Explanation:
    scores = row.inputs[(sample, *place[:-1])]
    symbols = symbols_of(type(layer), layer.formula)
    return softmax_share(title, scores, place[-1], float(row.outputs[(sample, *place)]), symbols)


def softmax_share(title: str, scores: Array, number: int, result: float, symbols: Symbols) -> Explanation:
    """The share of one of the scores (k,), of which the largest is taken off first, as in nn."""
    exact = scores.astype(np.float64)
    exact -= exact.max()
    exponentials = np.exp(exact)
    total = float(exponentials.sum())
    below = summed(
        "Sum of the exponentials, each of a score less the largest",
        r"\sum_j e^{x_j - \max x}",
        symbols,
        Terms((exponentials,), lambda each: f"class {each + 1}"),
        total,
    )
    own = float(exponentials[number])
    return summed(
        title,
        r"y_i = \frac{e^{x_i - \max x}}{\sum_j e^{x_j - \max x}}",
        symbols,
        Terms.listed(("its exponential, divided by the sum of all", (own, 1 / total))),
        result,
        steps=(below,),
        filled=rf"\frac{{e^{{{numeral(float(exact[number]))}}}}}{{{numeral(total)}}} = {numeral(result)}",
    )


@of_layer.register(BatchNorm)
@of_layer.register(LayerNorm)
def _(layer: BatchNorm | LayerNorm, title: str, row: Row, sample: int, place: Place) -> Explanation:
    places = compared(layer, row, sample, place)
    values = row.inputs[places]
    _, mean, variance = normalised(layer, values)
    own = float(row.inputs[(sample, *place)])
    scale, shift = (float(row.parameters[name].before[place[-1]]) for name in ("scale", "shift"))
    numbers = {"x": own, "scale": scale, "shift": shift, "mean": mean, "variance": variance, **settings_numbers(layer)}
    result = float(row.outputs[(sample, *place)])
    symbols, count = symbols_of(type(layer), layer.formula), len(values)
    label = labels("input", places, row.inputs.shape[1:], sample)
    before = (
        summed("Mean", r"\frac{1}{m} \sum x", symbols, Terms((values, np.full(count, 1 / count)), label), mean),
        summed(
            "Variance",
            r"\frac{1}{m} \sum (x - \text{mean})^2",
            symbols,
            Terms((values - mean, values - mean, np.full(count, 1 / count)), label),
            variance,
        ),
    )
    z = (own - mean) / np.sqrt(variance + layer.epsilon)
    return summed(
        title,
        latex_of(layer.formula),
        symbols,
        Terms.listed(("scale times the normalised input", (scale, float(z))), ("shift", (shift,))),
        result,
        steps=before,
        picture=Spread(values, mean, variance, own),
        filled=filled(layer.formula, numbers, result),
    )
