"""Loss: the base of the losses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, NamedTuple, NoReturn

import numpy as np

from nn.module import Array, Module, Shape
from nn.registry import Registered, Symbols

Rows = list[list[float]]

ROUNDING = 1e-3
"""Rounding, at the worst to half precision, that shares and their sums are allowed."""


def weighted_sum(weights: Array, values: Array) -> float:
    """Σ w v, to which a value without weight adds nothing, be it infinite."""
    total = float(np.vdot(weights, values))
    return float(np.vdot(weights, np.where(weights == 0, 0, values))) if math.isnan(total) else total


class Example(NamedTuple):
    """Outputs and targets, one row a sample, and the loss that a hand finds for them."""

    z: Rows
    y: Rows | list[int]
    value: float


class Loss(Registered):
    """Base of the losses: a number to make small, and its gradient by the network's output.

    A loss that owns an output activation works on the values before it.
    """

    family = "loss"
    formula: ClassVar[str]
    derivative: ClassVar[str] = ""
    """Formula of the gradient of one sample's loss by an output z."""
    symbols: ClassVar[Symbols] = (("z", "output that the loss works on"), ("y", "target"), ("m", "number of outputs"))
    examples: ClassVar[tuple[Example, ...]]
    """What the tests try."""
    activation: ClassVar[type[Module] | None] = None
    least_outputs: ClassVar[int] = 1
    """Outputs without which it has nothing to compare."""
    needs_shares: ClassVar[bool] = False
    """Whether its targets must lie between 0 and 1."""

    def owns_end_of(self, layers: Sequence[Module]) -> bool:
        """True where the last of the layers is the output activation that the loss owns, which takes its place."""
        return self.activation is not None and bool(layers) and isinstance(layers[-1], self.activation)

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        """The mean loss of outputs z (n, *shape) against targets y, and its gradient by z, of z's shape and dtype.

        Targets are of z's shape unless the loss says otherwise; ValueError if they do not fit. Neither is written to.
        The gradient is the value's for any finite targets; whether these make sense, `require_targets` tells.
        """
        raise NotImplementedError

    def value(self, z: Array, y: Array) -> float:
        """The mean loss alone."""
        with np.errstate(over="ignore", invalid="ignore"):  # an infinite loss says so itself
            return self.value_and_gradient(z, y)[0]

    def require_targets(self, y: Array, shape: Shape) -> None:
        """Raise ValueError unless outputs (n, *shape) can be trained towards all of the targets y (n, ...).

        It looks at every value, so it is for once, before the first update.
        """
        if y.dtype.kind not in "biuf":
            raise ValueError(f"{self.title()}: the targets are of type {y.dtype}; give numbers.")
        if y.shape[1:] != shape:
            self._refuse_shapes((len(y), *shape), y.shape)
        taken = (y >= -ROUNDING) & (y <= 1 + ROUNDING) if self.needs_shares else np.isfinite(y)
        if not taken.all():
            place = tuple(np.argwhere(~taken)[0].tolist())
            fix = (
                "give 0 for no, 1 for yes, or a share in between (divide 0 to 255 by 255; make 0 and 1 of -1 and 1)"
                if self.needs_shares
                else "give finite numbers"
            )
            raise ValueError(f"{self.title()}: a target of sample {place[0]} is {y[place]:g}; {fix}.")

    def require_same_shape(self, z: Array, y: Array) -> None:
        """Raise ValueError unless there is a target for every output."""
        if z.shape != y.shape:
            self._refuse_shapes(z.shape, y.shape)

    def _refuse_shapes(self, outputs: Shape, targets: Shape) -> NoReturn:
        raise ValueError(
            f"{self.title()}: outputs {outputs} and targets {targets} differ in shape; give a target for each output."
        )
