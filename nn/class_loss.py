"""ClassLoss: the base of the losses that compare classes, and what their targets may be."""

from __future__ import annotations

import math
from typing import NoReturn

import numpy as np

from nn.loss import ROUNDING, Loss
from nn.module import Array, Shape

ONE_EACH = "give the last layer one output a class"


class ClassLoss(Loss):
    """Base of the losses over classes, whose targets are class numbers (n,) or rows (n, k), such as one-hot rows.

    Outputs of samples with positions, (n, *positions, k), have rows of targets at each: what is made small is the mean
    over the samples of the sum over their positions.
    """

    least_outputs = 2
    needs_shares = True

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        # all turned to (k, n): over few classes NumPy adds up faster across the rows than along them
        if z.ndim > 2:
            return self._at_every_position(z, y)
        return self.of_rows(z, self._turned_rows(z, y))

    def of_rows(self, z: Array, y: Array) -> tuple[float, Array]:
        """The mean loss of outputs z (n, k) against targets y (k, n), which may be written over, and its gradient."""
        raise NotImplementedError

    def of_each(self, z: Array, y: Array) -> Array:
        if z.ndim > 2:
            self.require_same_shape(z, y)
            classes = z.shape[-1]
            rows = self.of_each(z.reshape(-1, classes), y.reshape(-1, classes))
            sums: Array = rows.reshape(len(z), -1).sum(axis=1)
            return sums
        return self.of_each_row(z, self._turned_rows(z, y))

    def of_each_row(self, z: Array, y: Array) -> Array:
        """The loss (n,) of each row of outputs z (n, k) against targets y (k, n), which may be written over."""
        return np.array([self.of_rows(z[row : row + 1], y[:, row : row + 1])[0] for row in range(len(z))], z.dtype)

    def _at_every_position(self, z: Array, y: Array) -> tuple[float, Array]:
        """The same of outputs (n, *positions, k): the mean over the samples of the sum over their positions."""
        self.require_same_shape(z, y)
        classes, positions = z.shape[-1], math.prod(z.shape[1:-1])
        value, gradient = self.value_and_gradient(z.reshape(-1, classes), y.reshape(-1, classes))
        return value * positions, gradient.reshape(z.shape) * positions

    def require_targets(self, y: Array, shape: Shape) -> None:
        if shape[-1] < self.least_outputs:
            raise ValueError(f"{self.title()} compares classes, but there is one output; {ONE_EACH}.")
        if y.ndim == 1:
            self._require_class_numbers(y, (len(y), *shape))
            return
        super().require_targets(y, shape)
        sums = y.sum(axis=-1, dtype=np.float64).reshape(len(y), -1)
        wrong = np.argwhere(np.abs(sums - 1) > ROUNDING)
        if len(wrong):
            sample, place = wrong[0].tolist()
            raise ValueError(
                f"{self.title()}: the targets of sample {sample} add up to {sums[sample, place]:g}; "
                "give shares that add up to 1, or one whole class number a sample."
            )

    def _turned_rows(self, z: Array, y: Array) -> Array:
        """The targets as one-hot columns (k, n) in the outputs' dtype; ValueError if they do not fit."""
        if y.ndim != 1:
            self.require_same_shape(z, y)
            return np.array(y.T, z.dtype, order="C")
        columns = np.equal(np.arange(z.shape[1])[:, None], y)
        if y.dtype.kind not in "iu" or len(y) != len(z) or np.count_nonzero(columns) != len(z):
            self._require_class_numbers(y, z.shape)
        return columns.astype(z.dtype)

    def _refuse_shapes(self, outputs: Shape, targets: Shape) -> NoReturn:
        raise ValueError(
            f"{self.title()}: outputs {outputs} and targets {targets} differ in shape; give a share for each output, "
            f"or class numbers {outputs[:1]}, one a sample."
        )

    def _require_class_numbers(self, y: Array, outputs: Shape) -> None:
        if len(outputs) != 2:
            raise ValueError(
                f"{self.title()}: class numbers {y.shape} are for outputs (n, classes), and these are {outputs}; "
                "give shares of the outputs' shape, or flat outputs."
            )
        if len(y) != outputs[0] or y.dtype.kind not in "iu":
            raise ValueError(
                f"{self.title()}: targets {y.shape} of {y.dtype} do not fit outputs {outputs}; "
                "give one whole class number a sample, such as y.astype(int)."
            )
        if len(y) and not 0 <= y.min() <= y.max() < outputs[1]:
            raise ValueError(
                f"{self.title()}: class numbers run from {y.min()} to {y.max()}, but there are {outputs[1]} outputs; "
                f"{ONE_EACH}."
            )
