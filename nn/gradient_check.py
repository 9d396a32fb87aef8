"""Central differences against backward."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nn.arguments import require_instance, samples
from nn.loss import Loss
from nn.module import Array
from nn.sample_weights import checked
from nn.sequential import Sequential
from nn.settings import brief

VISIBLE = 1e-7
"""Relative error from which on a kink is looked for."""
FAINT = 1e-3
"""Slopes smaller than this share of the loss are blurred by its rounding: errors are never taken relative to less."""
ROUNDING = 1e-13
"""Share of the loss that rounding may add to a difference of losses."""


class GradientCheck(NamedTuple):
    """The largest relative error of backward, by the parameters and by the input, and how much could not be compared.

    `kinks` counts the numbers, of both, at which the loss has no slope to compare with.
    """

    parameters: float
    input: float
    kinks: int


def gradient_check(
    model: Sequential, loss: Loss, x: Array, y: Array, *, weights: Array | None = None, step: float = 1e-5
) -> GradientCheck:
    """Distance of backward from central differences, (L(v + step) - L(v - step)) / (2 step), for every number v.

    Errors are relative to the largest slope in the same array: the input, or one parameter of one module. The model
    must be built in float64, and is left as it was; ValueError otherwise, and for targets that the loss refuses. Random
    modules draw the same numbers every time. With `weights` (n,) of the samples it is the weighted loss's.
    """
    require_instance(model, Sequential, "model", "Sequential([Linear(1)]).build((2,), rng, np.float64)")
    require_instance(loss, Loss, "loss", "MSE()")
    if not 0 < step < 1:
        raise ValueError(f"The step must be between 0 and 1, such as 1e-5; it is {brief(step)}.")
    x, y = samples(x, "x"), samples(y, "y")
    if model.dtype != np.float64:
        raise ValueError(
            f"Differences of so small steps are lost in {model.dtype}; check a network that is built in float64: "
            "build(shape, rng, np.float64)."
        )
    loss.require_targets(y, model.output_shape)
    weights = None if weights is None else checked(weights, len(x), np.float64)
    # a copy to move about in, in one piece whatever the order of x in memory
    x = np.array(x, np.float64, order="C")
    states = [layer.state() for layer in model.layers]
    theta, dtheta = model.theta.copy(), model.dtheta.copy()

    def outputs() -> Array:
        for layer, state in zip(model.layers, states, strict=True):
            layer.restore(state)
        return model.forward(x, training=True)

    def cost() -> float:
        return loss.value(outputs(), y, weights)

    try:
        z = outputs()
        dz = (loss.value_and_gradient(z, y) if weights is None else loss.weighted(z, y, weights))[1]
        dx = model.backward(dz, input_gradient=True)
        assert dx is not None
        by_input = _compare(cost, x, dx.copy(), step)
        by_parameters = [
            _compare(cost, values, layer.grads[name], step)
            for layer in model.layers
            for name, values in layer.params.items()
        ]
    finally:
        model.theta[...], model.dtheta[...] = theta, dtheta
        for layer, state in zip(model.layers, states, strict=True):
            layer.restore(state)
    return GradientCheck(
        parameters=float(np.max([error for error, _kinks in by_parameters], initial=0)),
        input=by_input[0],
        kinks=by_input[1] + sum(kinks for _error, kinks in by_parameters),
    )


def _compare(cost: Callable[[], float], values: Array, gradient: Array, step: float) -> tuple[float, int]:
    """The largest relative error of `gradient` where the cost has a slope by `values`, and at how many it has none."""
    flat, here = values.reshape(-1), cost()
    level = max(1.0, abs(here))

    def sides(index: int, step: float) -> tuple[float, float]:
        """The slopes just above and just below a number."""
        value, slopes = float(flat[index]), []
        for moved in (value + step, value - step):
            flat[index] = moved
            slopes.append((cost() - here) / (moved - value))
        flat[index] = value
        return slopes[0], slopes[1]

    def at_kink(index: int) -> bool:
        """True where the sides differ by more than curvature, of which a quarter is left at a quarter of the step."""
        for part in (1, 4):
            wide, narrow = (abs(np.subtract(*sides(index, step / smaller))) for smaller in (part, 4 * part))
            if wide > ROUNDING * level * part / step and not wide / 8 < narrow < wide / 2:
                return True
        return False

    if not flat.size:
        return 0.0, 0
    both = np.array([sides(index, step) for index in range(flat.size)])
    slopes = both.mean(axis=1)
    errors = np.abs(gradient.reshape(-1) - slopes) / max(FAINT * level, float(np.abs(slopes).max()))
    kinks = [index for index in np.flatnonzero(errors > VISIBLE).tolist() if at_kink(index)]
    errors[kinks] = 0
    return float(errors.max()), len(kinks)
