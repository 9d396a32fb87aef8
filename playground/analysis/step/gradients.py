"""Gradients of parameters: the share of every sample, and of every position, in the gradient of a weight."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from nn.layers.batch_norm import BatchNorm
from nn.layers.convolutions import Convolution
from nn.layers.layer_norm import LayerNorm
from nn.layers.linear import Linear
from nn.module import Array, Module
from playground.analysis.step.explanation import Explanation, Symbols, Terms, summed
from playground.analysis.step.links import normalised
from playground.analysis.step.passes import alone
from playground.analysis.step.pictures import Picture, Reached
from playground.analysis.step.places import Place, Places, labels, require_row, row_text
from playground.analysis.step.recording import Parameter, Row, Step
from playground.training.finite import overflow_allowed

BY_Y = r"\frac{\partial L}{\partial y}"
LETTERS = {"weights": "W", "bias": "b", "scale": r"\text{scale}", "shift": r"\text{shift}"}
SYMBOLS: Symbols = (("x", "input"), ("y", "output"), (BY_Y, "gradient of the loss by the output"))


def require_parameter(step: Step, row: int, name: str, place: Place) -> Parameter:
    """A row's parameter; ValueError where there is none such, or no such place in it."""
    found = require_row(step, row)
    parameter = found.parameters.get(name)
    if parameter is None:
        known = ", ".join(found.parameters) or "none"
        raise ValueError(f"Row {row} has no parameter {name!r:.60}; it has {known}.")
    shape = parameter.before.shape
    if len(place) != len(shape) or not all(0 <= at < size for at, size in zip(place, shape, strict=True)):
        raise ValueError(f"There is no {name} {place} in row {row}, whose {name} are {' × '.join(map(str, shape))}.")
    return parameter


def parameter_text(step: Step, row: int, name: str, place: Place) -> str:
    """A number among parameters in words: weights (3, 1) of row 1, Linear."""
    return f"{name} ({', '.join(str(at + 1) for at in place)}) of {row_text(step, row)}"


@overflow_allowed
def explain_gradient(step: Step, row: int, name: str, place: Place) -> Explanation:
    """The gradient of the loss by a number among a row's parameters; ValueError where there is none such."""
    parameter, found = require_parameter(step, row, name, place), step.rows[row]
    title = f"Gradient of the loss by {parameter_text(step, row, name, place)}"
    made = shares(found.layer, found, name, place)
    symbols = ((rf"\frac{{\partial L}}{{\partial {LETTERS.get(name, name)}}}", "the gradient"), *SYMBOLS)
    return summed(title, made.formula, symbols, made.terms, float(parameter.gradient[place]), picture=made.picture)


@dataclass(frozen=True, eq=False)
class Shares:
    """Shares that the samples, and the positions, have in the gradient of a number among parameters."""

    terms: Terms
    formula: str
    picture: Picture | None = None


@functools.singledispatch
def shares(layer: Module, row: Row, name: str, place: Place) -> Shares:
    """The share of each sample, which is what backward finds for it alone."""
    found = []
    for sample in range(len(row.inputs)):
        _, back = alone(layer, row.inputs[sample : sample + 1])
        back(row.output_slopes[sample : sample + 1])
        found.append(float(layer.grads[name][place]))
    formula = r"\frac{\partial L}{\partial \theta} = \sum_s \frac{\partial L_s}{\partial \theta}"
    return Shares(Terms((np.array(found),), _sample), formula)


def _sample(number: int) -> str:
    return f"sample {number + 1}"


@shares.register
def _(layer: Linear, row: Row, name: str, place: Place) -> Shares:
    slopes = row.output_slopes[:, place[-1]]
    if name == "bias":
        return Shares(Terms((slopes,), _sample), _sum("b", BY_Y))
    return Shares(Terms((row.inputs[:, place[0]], slopes), _sample), _sum("W_{ij}", rf"x_i \, {BY_Y}_j"))


def _sum(by: str, of: str) -> str:
    return rf"\frac{{\partial L}}{{\partial {by}}} = \sum {of}"


@shares.register
def _(layer: Convolution, row: Row, name: str, place: Place) -> Shares:
    axes, samples = layer.windows_over(layer.shape), np.arange(len(row.inputs))
    if name == "bias":
        windows = [np.arange(along.count) for along in axes]
    else:  # those that have the weight's place on the input, and not on the zeros around it
        windows = [np.arange(along.count)[along.at(offset)[0]] for along, offset in zip(axes, place, strict=False)]
    where = tuple(axis.ravel() for axis in np.meshgrid(samples, *windows, indexing="ij"))
    slopes = row.output_slopes[(*where, np.full(len(where[0]), place[-1]))]
    label = labels("window", (*where, np.zeros_like(where[0])), (*row.outputs.shape[1:-1], 1))
    picture = Reached(np.stack(where, axis=-1), slopes)
    if name == "bias":
        return Shares(Terms((slopes,), label), _sum("b", BY_Y), picture)
    positions = [
        window * along.stride - along.before + offset
        for window, along, offset in zip(where[1:], axes, place, strict=False)
    ]
    values = row.inputs[(where[0], *positions, np.full(len(where[0]), place[-2]))]
    return Shares(Terms((values, slopes), label), _sum("W_k", rf"x_{{p + k}} \, {BY_Y}_p"), picture)


@shares.register(BatchNorm)
@shares.register(LayerNorm)
def _(layer: BatchNorm | LayerNorm, row: Row, name: str, place: Place) -> Shares:
    if name not in ("scale", "shift"):  # running statistics, which no gradient moves
        return Shares(Terms((np.zeros(0),), _sample), r"\frac{\partial L}{\partial \theta} = 0")
    channel = np.array(place)
    each = np.meshgrid(np.arange(len(row.inputs)), *map(np.arange, layer.shape[:-1]), channel, indexing="ij")
    places = tuple(axis.ravel() for axis in each)
    slopes, label = row.output_slopes[places], labels("output", places, row.inputs.shape[1:])
    if name == "shift":
        return Shares(Terms((slopes,), label), _sum(r"\text{shift}", BY_Y))
    return Shares(Terms((slopes, _z(layer, row, places)), label), _sum(r"\text{scale}", rf"{BY_Y} \, z"))


def _z(layer: BatchNorm | LayerNorm, row: Row, places: Places) -> Array:
    """The normalised inputs at places of one channel, in any sample and at any position."""
    if isinstance(layer, BatchNorm):
        return normalised(layer, row.inputs[places])[0]
    exact = row.inputs.astype(np.float64)
    mean, variance = exact.mean(axis=-1, keepdims=True), exact.var(axis=-1, keepdims=True)
    z: Array = ((exact - mean) / np.sqrt(variance + layer.epsilon))[places]
    return z
