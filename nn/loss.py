"""Loss: the base of the losses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar, NamedTuple, NoReturn

import numpy as np

from nn.buffers import samples_first, samples_last
from nn.module import Array, Module, Shape
from nn.registry import Registered, Symbols

Rows = list[list[float]]

ROUNDING = 1e-3
"""Rounding, at the worst to half precision, that shares and their sums are allowed."""


def weighted_sum(weights: Array, values: Array) -> float:
    """Σ w v, to which a value without weight adds nothing, be it infinite."""
    total = float(np.vdot(weights, values))
    return float(np.vdot(weights, np.where(weights == 0, 0, values))) if math.isnan(total) else total


def mean_of_outputs(values: Array) -> Array:
    """Of values (*shape, n), one for each output, the mean for each sample (n,)."""
    rows = values.reshape(-1, values.shape[-1])
    means: Array = np.add.reduce(rows) / len(rows)
    return means


def weighted_products(weights: Array, values: Array) -> Array:
    """The products w v, 0 without weight, be the value infinite."""
    return np.multiply(weights, values, out=np.zeros_like(values), where=weights != 0)


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

    def of_each(self, z: Array, y: Array) -> Array:
        """The loss of each sample (n,), in z's dtype, whose mean is the value."""
        # one at a time: a loss that can tell all at once does so
        return np.array(
            [self.value_and_gradient(z[row : row + 1], y[row : row + 1])[0] for row in range(len(z))], z.dtype
        )

    def weighted(self, z: Array, y: Array, weights: Array, mean: float | None = None) -> tuple[float, Array]:
        """Σ w ℓ / Σ w over samples of loss ℓ and weights w (n,) of at least 0, and its gradient; 0 where all weigh 0.

        With the `mean` of the weights of a whole training set it is Σ w ℓ / (n mean) of a batch: so what its batches
        give is on average what it gives itself, and a batch of one heavy sample is not taken for one of a light one.
        """
        # with w̄ the mean, the value is Σ (w / w̄) ℓ / n; of the mean loss each row is dℓ / n, and here (w / w̄) dℓ / n
        self.require_weights(z, weights)
        if mean is None:
            mean = float(weights.mean(dtype=np.float64)) or 1.0
        factors = np.asarray(weights / mean, z.dtype)
        gradient = samples_last(self.value_and_gradient(z, y)[1]) * factors
        if not factors.all():
            gradient[..., factors == 0] = 0  # also where it was not finite
        return weighted_sum(factors, self.of_each(z, y)) / len(z), samples_first(gradient)

    def value(self, z: Array, y: Array, weights: Array | None = None) -> float:
        """The mean loss alone, weighted where there are `weights` (n,)."""
        with np.errstate(over="ignore", invalid="ignore"):  # an infinite loss says so itself
            if weights is None:
                return self.value_and_gradient(z, y)[0]
            return self.weighted(z, y, weights)[0]

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

    def require_weights(self, z: Array, weights: Array) -> None:
        """Raise ValueError unless there is a weight for every sample."""
        if weights.shape != z.shape[:1]:
            raise ValueError(
                f"{self.title()}: {len(z):,} samples and weights {weights.shape}; give one weight a sample."
            )

    def difference(self, z: Array, y: Array) -> Array:
        """z - y, samples last as a network's outputs lie; ValueError unless there is a target for every output."""
        self.require_same_shape(z, y)
        return samples_last(z) - samples_last(np.asarray(y, z.dtype))

    def require_same_shape(self, z: Array, y: Array) -> None:
        """Raise ValueError unless there is a target for every output."""
        if z.shape != y.shape:
            self._refuse_shapes(z.shape, y.shape)

    def _refuse_shapes(self, outputs: Shape, targets: Shape) -> NoReturn:
        raise ValueError(
            f"{self.title()}: outputs {outputs} and targets {targets} differ in shape; give a target for each output."
        )
