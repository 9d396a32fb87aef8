"""What every module of a network is: settings, a shape rule, parameters, a forward and a backward pass."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from nn.registry import Data, Registered

Array = npt.NDArray[Any]
Shape = tuple[int, ...]
"""Shape of one sample, without the batch axis: (2,) points, (28, 28, 1) image."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A module whose insertion before the failing one would mend its shape error."""

    label: str
    kind: str


class ShapeError(ValueError):
    """A module cannot take what it receives; the message says what came, what was needed and what would mend it."""

    def __init__(self, message: str, mend: Mend | None = None) -> None:
        super().__init__(message)
        self.mend = mend


class Module(Registered):
    """Base of the modules: a dataclass whose fields are its settings, registered under its `kind`."""

    family = "module"
    group: ClassVar[str] = "Activation"
    formula: ClassVar[str] = ""
    examples: ClassVar[tuple[tuple[Data, Shape], ...]] = (({}, (3,)),)
    """Settings and sample shapes that the tests build the module with."""
    penalised: ClassVar[tuple[str, ...]] = ()
    """Parameters that L1 and L2 penalties act on: weights, never biases."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}
        self.dtype: npt.DTypeLike = np.float32
        self.rng = np.random.default_rng(0)
        self.wants_input_gradient = True
        self._blocks: dict[str, Array] = {}
        self._views: dict[tuple[str, Shape], Array] = {}
        self._kept: Array | None = None

    def output_shape(self, shape: Shape) -> Shape:
        """Shape of one output sample; raises ShapeError and allocates nothing."""
        return shape

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        """Name and shape of each parameter for samples of `shape`."""
        return {}

    def memory(self, shape: Shape) -> int:
        """Values kept per sample for the backward pass: the output and its gradient."""
        return 2 * math.prod(self.output_shape(shape))

    def initialise(self, rng: np.random.Generator) -> None:
        """Fill `params`; modules without parameters have nothing to do."""

    def forward(self, x: Array, *, training: bool = False) -> Array:
        """Output (n, *output_shape) for x (n, *shape); only `training=True` keeps what backward needs."""
        raise NotImplementedError

    def backward(self, dy: Array) -> Array:
        """Gradient of the loss by the input, from that by the output; overwrites `grads`."""
        raise NotImplementedError

    def keep(self, values: Array) -> None:
        """Keep the values that `backward` will need."""
        self._kept = values

    @property
    def kept(self) -> Array:
        """What the last forward pass in training kept."""
        if self._kept is None:
            raise RuntimeError(f"{self.title()}: call forward(x, training=True) before backward.")
        return self._kept

    def scratch(self, name: str, shape: Shape, dtype: npt.DTypeLike | None = None) -> Array:
        """An uninitialised array kept from step to step, one block a name, grown to the largest batch seen."""
        view = self._views.get((name, shape))
        if view is None:
            size = math.prod(shape)
            block = self._blocks.get(name)
            if block is None or block.size < size:
                block = self._blocks[name] = np.empty(size, dtype or self.dtype)
                self._views = {key: value for key, value in self._views.items() if key[0] != name}
            view = self._views[name, shape] = block[:size].reshape(shape)
        return view
