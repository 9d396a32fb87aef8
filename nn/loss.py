"""What every loss is."""

from __future__ import annotations

from typing import ClassVar

from nn.module import Array, Module
from nn.registry import Registered


class Loss(Registered):
    """Base of the losses: a number to make small, and its gradient by the network's output.

    A loss that owns an output activation works on the values before it.
    """

    family = "loss"
    formula: ClassVar[str]
    activation: ClassVar[type[Module] | None] = None

    def value_and_gradient(self, z: Array, y: Array) -> tuple[float, Array]:
        """The mean loss of outputs z (n, k) against targets y, and its gradient by z; ValueError if they do not fit."""
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
