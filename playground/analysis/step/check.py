"""Check: the derivative that backward found, beside the central difference of the loss, in double precision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn import Sequential
from nn.buffers import samples_last
from nn.module import Array, Module
from playground.analysis.step.gradients import require_parameter
from playground.analysis.step.places import Place, require_place, require_row
from playground.analysis.step.recording import Step
from playground.training.finite import overflow_allowed

STEP = 1e-5
"""As in `nn.gradient_check`: ten digits are left to compare."""
KINK = 1e-3
"""Share of the larger side by which the slopes on both sides differ where the loss has a corner, and no slope."""
FAINT = 1e-9
"""Slopes below this are rounding."""


@dataclass(frozen=True)
class Check:
    """A derivative as backward has it, and as the differences of the loss have it."""

    backward: float
    difference: float
    """(L(v + h) - L(v - h)) / 2h."""
    above: float
    """(L(v + h) - L(v)) / h."""
    below: float
    """(L(v) - L(v - h)) / h."""
    step: float

    @property
    def at_kink(self) -> bool:
        """True where the loss has a corner at v, as a rectifier's at 0: there is no one slope to compare with."""
        return abs(self.above - self.below) > KINK * max(abs(self.above), abs(self.below)) + FAINT


def check_gradient(step: Step, row: int, name: str, place: Place) -> Check:
    """The derivative of the loss by a number among a row's parameters, checked; ValueError where there is none such."""
    parameter = require_parameter(step, row, name, place)
    network = step.start.network(step.loss)
    values = network.layers[row].params[name]
    here = float(values[place])

    def cost(change: float) -> float:
        values[place] = here + change
        return _cost(step, network)

    return _compared(cost, float(parameter.gradient[place]), max(1.0, abs(here)) * STEP)


def check_output_delta(step: Step, row: int, sample: int, place: Place) -> Check:
    """The derivative of the loss by an output of a row, checked; ValueError where there is none such."""
    found = require_row(step, row)
    require_place(found.outputs, sample, place, "output")
    network, change = step.start.network(step.loss), np.zeros(found.outputs.shape)
    _nudge(network.layers[row], change)
    network.fuse(step.loss)  # which takes hold of the layer's pass
    at = (sample, *place)

    def cost(by: float) -> float:
        change[at] = by
        return _cost(step, network)

    return _compared(cost, float(found.output_slopes[at]), max(1.0, abs(float(found.outputs[at]))) * STEP)


def _nudge(layer: Module, change: Array) -> None:
    """Let the layer's outputs (n, *output_shape) be moved by `change`, as it is then."""
    once = layer.forward

    def forward(x: Array) -> Array:
        moved: Array = once(x) + samples_last(change)
        return moved

    vars(layer)["forward"] = forward


@overflow_allowed
def _cost(step: Step, network: Sequential) -> float:
    step.start.rewind(network)
    z = network.forward(step.inputs, training=True)
    return (
        step.loss.value(z, step.targets)
        if step.weights is None
        else step.loss.weighted(z, step.targets, *step.weights)[0]
    )


def _compared(cost: Callable[[float], float], backward: float, width: float) -> Check:
    above, here, below = cost(width), cost(0.0), cost(-width)
    return Check(backward, (above - below) / (2 * width), (above - here) / width, (here - below) / width, width)
