"""Batches of a training set, reshuffled every epoch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nn.arguments import samples
from nn.module import Array
from nn.settings import brief

BLOCK_VALUES = 1 << 18
"""Samples are gathered a block of about so many values at a time: large enough to be rare, small enough to be cheap."""


Augment = Callable[[Array, Array, np.random.Generator], tuple[Array, Array]]
"""Makes of a batch's samples and targets, which it must not write into, what the model is shown and what it shall give;
it draws from the generator."""


def varied(augment: Augment, x: Array, y: Array) -> tuple[Array, Array]:
    """Samples and targets as `augment` makes them; TypeError or ValueError where nothing can be trained with that."""
    if not callable(augment):
        raise TypeError(f"augment must be a function of samples, targets and a generator; it is {brief(augment)}.")
    given = augment(x, y, np.random.default_rng(0))
    if not isinstance(given, tuple) or len(given) != 2:
        raise TypeError(f"augment must give samples and targets, two arrays; it gives {brief(given)}.")
    return samples(given[0], "x from augment"), samples(given[1], "y from augment")


def require_pairs(x: Array, y: Array) -> None:
    """Raise ValueError unless there is a target for every sample, and a sample."""
    if len(x) == 0 or len(x) != len(y):
        raise ValueError(f"Training needs as many targets as samples, and at least one; got {len(x)} and {len(y)}.")


class Batches:
    """Hands out samples x (n, *shape) and their targets y (n, ...) in a new random order every epoch.

    A rest of fewer than `least` samples joins the batch before it.
    `order` holds the numbers of the samples still to come in this epoch, and is empty between epochs.
    """

    def __init__(self, x: Array, y: Array, rng: np.random.Generator, least: int = 1) -> None:
        self.x, self.y, self.rng, self.least = x, y, rng, least
        self.count = len(x)
        self.order = np.empty(0, np.intp)
        self.chosen: Array | slice = slice(0)
        """Numbers of the samples in the last batch, as an index of arrays (n, ...)."""

    @property
    def order(self) -> Array:
        """Numbers of the samples still to come in this epoch, in their order; assignable."""
        return self._order[self._position :]

    @order.setter
    def order(self, order: Array) -> None:
        self._order, self._position = order, 0
        self._block_start = self._block_stop = 0

    @property
    def epoch_ended(self) -> bool:
        """Whether the next batch opens a new epoch."""
        return self._position == len(self._order)

    def require_order(self, order: Array) -> None:
        """Raise ValueError unless `order` names samples of this training set, each at most once."""
        numbers = np.unique(order)
        if (
            order.ndim != 1
            or order.dtype.kind not in "iu"
            or len(numbers) != len(order)
            or (len(order) and not 0 <= numbers[0] <= numbers[-1] < self.count)
        ):
            raise ValueError(f"The state's order is not one of {self.count:,} samples.")

    def next(self, size: int) -> tuple[Array, Array]:
        """The next batch of about `size` samples: x (size, *shape) and y (size, ...), only to be read."""
        start = self._position
        if start == len(self._order):
            if size >= self.count:
                self.chosen = slice(None)
                return self.x, self.y
            self.order = self.rng.permutation(self.count)
            start = 0
        stop = start + size
        if stop + self.least > len(self._order):
            stop = len(self._order)
        if stop > self._block_stop:
            self._gather(start, size)
        self._position, self.chosen = stop, self._order[start:stop]
        first, last = start - self._block_start, stop - self._block_start
        return self._x[first:last], self._y[first:last]

    def _gather(self, start: int, size: int) -> None:
        rows = max(size + self.least - 1, BLOCK_VALUES * self.count // self.x.size)
        block = self._order[start : start + rows]
        self._x, self._y = self.x.take(block, axis=0), self.y.take(block, axis=0)
        self._block_start, self._block_stop = start, start + len(block)
