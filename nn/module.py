"""Module: the base of a network's modules: settings, a shape rule, parameters, a forward and a backward pass."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from nn.generators import resumed
from nn.registry import Data, Registered
from nn.settings import settings_of

Array = npt.NDArray[Any]
Shape = tuple[int, ...]
"""Shape of one sample, without the batch axis: (2,) points, (28, 28, 1) image."""


def shape_text(shape: Shape) -> str:
    """A sample's shape as a person reads it: 28 × 28 × 1, 64 numbers, 1 number."""
    if len(shape) == 1:
        return f"{shape[0]:,} number{'s' * (shape[0] != 1)}"
    return " × ".join(map(str, shape))


@dataclass(frozen=True, slots=True)
class Fix:
    """A module whose insertion before the failing one would fix its shape error."""

    label: str
    kind: str
    settings: Data = field(default_factory=dict)
    """Those that differ from the module's defaults."""


CACHE_LINE = 64
"""Bytes."""


class BatchError(ValueError):
    """A module cannot be trained on batches of so few samples; the message says how many it needs."""


class ShapeError(ValueError):
    """A module cannot take what it receives; the message says what came, what was needed and what would fix it."""

    def __init__(self, message: str, fix: Fix | None = None) -> None:
        super().__init__(message)
        self.fix = fix


def turned(array: Array) -> Array:
    """A view with the first axis, the samples, and the last, the channels, changed places; turning twice turns back.

    Samples with positions (signals and images) lie turned in memory, as (channels, *positions, n) in C order, behind
    their shape (n, *positions, channels): whatever slides over positions then works on runs of n values and more,
    where NumPy is several times faster than on runs of a few channels, and a convolution is one product of matrices.
    """
    return array.swapaxes(0, -1)


def by_channel(array: Array) -> Array:
    """Samples (n, *positions, channels) as a matrix (channels, positions · n): a view of what lies turned in memory.

    It is also one of flat samples (n, channels).
    """
    return turned(array).reshape(array.shape[-1], -1)


def empty(count: int, shape: Shape, dtype: npt.DTypeLike) -> Array:
    """An uninitialised array (count, *shape), turned in memory where the samples have positions."""
    return _laid_out(np.empty(count * math.prod(shape), dtype), count, shape)


def _aligned(size: int, dtype: npt.DTypeLike) -> Array:
    """An uninitialised vector that starts on a line of the processor's cache, as its widest instructions like it."""
    dtype = np.dtype(dtype)
    block = np.empty(size + CACHE_LINE // dtype.itemsize, dtype)
    start = -block.ctypes.data % CACHE_LINE // dtype.itemsize
    return block[start : start + size]


def _laid_out(block: Array, count: int, shape: Shape) -> Array:
    if len(shape) < 2:
        return block.reshape(count, *shape)
    return turned(block.reshape(shape[-1], *shape[:-1], count))


class NotYetError(AttributeError, RuntimeError):
    """Something is asked for before what it comes from; the message says what that is."""


class Missing:
    """An attribute that each instance gets of its own later; read before, it says in words what comes first."""

    def __init__(self, advice: str) -> None:
        self.advice = advice

    def __get__(self, instance: object | None, owner: type) -> Any:
        if instance is None:
            return self
        raise NotYetError(f"{owner.__name__}: {self.advice}")


NOT_YET: Any = Missing("call forward(x, training=True) before backward.")


class Module(Registered):
    """Base of the modules: a dataclass whose fields are its settings, registered under its `kind`.

    `Sequential.build` sets `shape` and makes `params` and `grads`; the arrays that training writes into are made once
    for a batch size, by `allocate`. A copy has the same settings, and is not yet part of a network.
    """

    family = "module"
    group: ClassVar[str] = "Activation"
    formula: ClassVar[str] = ""
    examples: ClassVar[tuple[tuple[Data, Shape], ...]] = (({}, (3,)),)
    """Settings and sample shapes that the tests build the module with."""
    penalised: ClassVar[tuple[str, ...]] = ()
    """Parameters that L1 and L2 penalties act on: weights, never biases."""
    elementwise: ClassVar[bool] = False
    """Whether each output depends on the input at its own place alone."""

    x: Array = NOT_YET
    """The last input in training, for modules whose `backward` needs it."""
    y: Array = NOT_YET
    """Where `forward` puts its output in training."""
    dx: Array = NOT_YET
    """Where `backward` puts the gradient by the input."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.network: object = None
        """Mark of the network that it was built into, which is the only one it can be part of."""
        self.shape: Shape = ()
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}
        self.dtype: npt.DTypeLike = np.float32
        self.rng = np.random.default_rng(0)
        self.wants_input_gradient = True
        self._blocks: dict[str, Array] = {}
        self._spent = False

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
            low, high = self.forward(np.array([[low, high]]))[0].tolist()
        return low, high

    def parameter_shapes(self, shape: Shape) -> dict[str, Shape]:
        """Name and shape of each parameter for samples of `shape`."""
        return {}

    def buffer_shapes(self, shape: Shape) -> dict[str, Shape]:
        """Name and shape, a sample, of each array that training writes into."""
        return {"y": self.output_shape(shape), "dx": shape}

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
        """Values (not bytes) that training keeps for each sample of a batch."""
        return sum(math.prod(size) for size in self.buffer_shapes(shape).values())

    def allocate(self, count: int) -> None:
        """Make each buffer an attribute (count, *shape), uninitialised; memory is taken for the largest batch seen."""
        for name, shape in self.buffer_shapes(self.shape).items():
            size = count * math.prod(shape)
            block = self._blocks.get(name)
            if block is None or block.size < size or block.dtype != self.dtype:
                block = self._blocks[name] = _aligned(size, self.dtype)
            setattr(self, name, _laid_out(block[:size], count, shape))

    def initialise(self, rng: np.random.Generator) -> None:
        """Fill `params`; modules without parameters have nothing to do."""

    def forward(self, x: Array, *, training: bool = False) -> Array:
        """Output (n, *output_shape) for x (n, *shape); only `training=True` writes what backward needs."""
        raise NotImplementedError

    def backward(self, dy: Array) -> Array:
        """Gradient of the loss by the input, from that by the output; overwrites `grads`."""
        raise NotImplementedError

    def keep(self) -> None:
        """Note, in `forward`, that what `backward` needs is there; for modules whose `backward` writes over it."""
        self._spent = False

    def spend(self) -> None:
        """Note, in `backward`, that it is written over; RuntimeError if it already was."""
        if self._spent:
            raise RuntimeError(f"{self.title()}: call forward(x, training=True) again before the next backward.")
        self._spent = True

    def state(self) -> dict[str, Any]:
        """A copy of all that the next pass in training depends on, besides settings and parameters."""
        return {"kind": self.kind, "rng": self.rng.bit_generator.state}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state()` of such a module; ValueError where it is none."""
        self.rng = resumed(state["rng"])
