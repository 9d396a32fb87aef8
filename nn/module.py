"""Module: the base of a network's modules: settings, a shape rule, parameters, a forward and a backward pass.

People give samples first, (n, *shape): to `Sequential`, to losses, to `Module.predict`. Inside a network samples are
last: flat values are (features, n), signals (length, channels, n), images (height, width, channels, n). So `forward`
takes x (*shape, n) and `backward` dy (*output_shape, n), in C order, but at a network's ends, where any view may come.
What is done at a position or to a feature is then done to a run of n numbers, which NumPy is fast at, and to flatten is
to name the same numbers otherwise. Which arrays passes write into, and who may write over them, `nn.buffers` says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from nn.buffers import Buffer, Missing, of_input, of_output, samples_first, samples_last
from nn.generators import resumed
from nn.registry import Data, Registered, Symbols
from nn.settings import settings_of

Array = npt.NDArray[Any]
Shape = tuple[int, ...]
"""Shape of one sample, without the axis of the samples: (2,) points, (28, 28, 1) image."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Change that fixes a shape error: a module before the failing one, settings of the failing one's own, or both."""

    label: str
    kind: str = ""
    """Of the module to insert; none where it is empty."""
    settings: Data = field(default_factory=dict)
    """Those of it that differ from its defaults."""
    own: Data = field(default_factory=dict)


class BatchError(ValueError):
    """A module cannot be trained on batches of so few samples; the message says how many it needs."""


class ShapeError(ValueError):
    """A module cannot take what it receives; the message says what came, what was needed and what would fix it."""

    def __init__(self, message: str, fix: Fix | None = None) -> None:
        super().__init__(message)
        self.fix = fix


NOT_YET: Any = Missing("call forward(x, training=True) before backward.")


class Module(Registered):
    """Base of the modules: a dataclass whose fields are its settings, registered under its `kind`.

    `Sequential.build` sets `shape` and makes `params` and `grads`. A copy has the same settings, and is not yet part of
    a network.
    """

    family = "module"
    group: ClassVar[str] = "Activation"
    formula: ClassVar[str] = ""
    derivative: ClassVar[str] = ""
    """Formula of how fast an output y rises with an input x that reaches it."""
    symbols: ClassVar[Symbols] = (("x", "input"), ("y", "output"))
    examples: ClassVar[tuple[tuple[Data, Shape], ...]] = (({}, (3,)),)
    """Settings and sample shapes that the tests build the module with; none where it is no network alone."""
    penalised: ClassVar[tuple[str, ...]] = ()
    """Parameters that L1 and L2 penalties act on: weights, never biases."""
    elementwise: ClassVar[bool] = False
    """Whether each output depends on the input at its own place alone."""
    needs_y: ClassVar[bool] = True
    """True where `backward` reads what `forward` gave: if not, the module behind may write over it."""
    passes_on: ClassVar[bool] = False
    """True where `forward` may give what it receives, as it is or reshaped."""

    count: int = NOT_YET
    """Samples of a batch."""
    x: Array = NOT_YET
    """The last input, for modules whose `backward` needs it."""
    buffers: ClassVar[dict[str, Buffer]]
    """By their names, those that follow among them."""
    y = Buffer(of_output)
    """Output of `forward`."""
    dx = Buffer(of_input)
    """Gradient by the input, which `backward` gives."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.network: object = None
        """Mark of the network that it was built into, which is the only one it can be part of."""
        self.shape: Shape = ()
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}
        self.dtype: npt.DTypeLike = np.float32
        self.rng = np.random.default_rng(0)
        self.training = True
        """True where `forward` is part of an update; else it is of a prediction."""
        self.wants_input_gradient = True
        self.owns_x = False
        """True where nobody else reads the input any more, so that it may be written over."""
        self.blocks: dict[str, Array] = {}
        """Memory of the buffers."""

    def __reduce__(self) -> tuple[Any, ...]:
        # a copy, or what is unpickled, is a new module of the same settings: the rest belongs to a network
        return type(self), tuple(getattr(self, setting.name) for setting in settings_of(type(self)))

    def output_shape(self, shape: Shape) -> Shape:
        """Shape of one output sample; raises ShapeError and allocates nothing."""
        return shape

    def range_of(self, low: float, high: float, shape: Shape) -> tuple[float, float]:
        """Least and greatest value predicted for samples of `shape` whose values lie between `low` and `high`.

        Parameters may make anything of them. Elementwise modules rise, so that ends become ends; the others choose,
        repeat or average values, which stay between the ends. A module that does otherwise overrides this.
        """
        if self.parameter_shapes(shape):
            return -math.inf, math.inf
        if self.elementwise:
            low, high = self.predict(np.array([[low, high]]))[0].tolist()
        return low, high

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        """Name and shape of each parameter for samples of `shape`."""
        return {}

    def least_samples(self, shape: Shape) -> int:
        """Fewest samples that a batch of training may have."""
        return 1

    def require_samples(self, shape: Shape, count: int) -> None:
        """Raise BatchError unless it can be trained on batches of `count` samples of `shape`."""
        least = self.least_samples(shape)
        if count < least:
            needed = f"{least} sample{'s' * (least != 1)}"
            raise BatchError(
                f"{self.title()} needs at least {needed} in every update; here it gets {count}. "
                f"Take a larger batch size, or take {self.title()} out."
            )

    def memory(self, shape: Shape) -> int:
        """Values (not bytes) that training keeps for each sample of a batch, at most."""
        return sum(buffer.values(self, shape) for buffer in self.buffers.values())

    def initialise(self, rng: np.random.Generator) -> None:
        """Fill `params`; modules without parameters have nothing to do."""

    def forward(self, x: Array) -> Array:
        """Output (*output_shape, n) for x (*shape, n), which is only read, unless `nn.buffers` allows more."""
        raise NotImplementedError

    def backward(self, dy: Array) -> Array:
        """Gradient of the loss by the input, from that by the output; overwrites `grads`.

        Where `wants_input_gradient` is false nobody looks at what it returns.
        """
        raise NotImplementedError

    def prepare(self, count: int, owns_x: bool = False) -> None:
        """Let the next passes be of `count` samples."""
        self.count, self.owns_x = count, owns_x
        for name in self.buffers:
            self.__dict__.pop(name, None)

    def for_prediction(self, shape: Shape) -> Self:
        """This module, its parameters too, for predictions on samples of `shape`: `prepare` gives it arrays of its own,
        so that nothing here is written to."""
        module = object.__new__(type(self))
        own = {"shape": shape, "blocks": {}, "training": False, "wants_input_gradient": True}
        module.__dict__ |= {**self.__dict__, **own}
        return module

    def predict(self, x: Array) -> Array:
        """Outputs (n, *output_shape) for x (n, *shape), as in predictions; keeps nothing.

        A module that is elementwise need not be built.
        """
        module = self.for_prediction(x.shape[1:])
        module.dtype = self.dtype if self.network else np.result_type(x, np.float32)
        module.prepare(len(x))
        return samples_first(module.forward(samples_last(np.asarray(x, module.dtype))))

    def state(self) -> dict[str, Any]:
        """A copy of all that the next pass in training depends on, besides settings and parameters."""
        return {"kind": self.kind, "rng": self.rng.bit_generator.state}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()` of such a module; ValueError where it is none."""
        self.rng = resumed(state["rng"])
