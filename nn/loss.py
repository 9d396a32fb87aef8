"""What every loss is."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from nn.module import Array, Module
from nn.registry import Registered

Rows = list[list[float]]


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
    examples: ClassVar[tuple[Example, ...]]
    """What the tests try."""
    activation: ClassVar[type[Module] | None] = None
    least_outputs: ClassVar[int] = 1
    """Outputs without which it has nothing to compare."""
    needs_shares: ClassVar[bool] = False
    """Whether its targets must lie between 0 and 1."""

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        """The mean loss of outputs z (n, *shape) against targets y, and its gradient by z, of z's shape and dtype.

        Targets are of z's shape unless the loss says otherwise; ValueError if they do not fit. Neither is written to.
        """
        raise NotImplementedError

    def value(self, z: Array, y: Array) -> float:
        """The mean loss alone."""
        return self.value_and_gradient(z, y)[0]

    def require_same_shape(self, z: Array, y: Array) -> None:
        """Raise ValueError unless there is a target for every output."""
        if z.shape != y.shape:
            raise ValueError(
                f"{self.title()}: outputs {z.shape} and targets {y.shape} differ in shape; "
                "give a target for each output."
            )
