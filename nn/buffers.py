"""Buffers: the arrays that passes write into. All that is about memory stands here.

A module names its arrays as class attributes, such as `y`, by their shape for one sample; each is made when it is first
used, and made anew (in the same memory, where that is large enough) when the number of samples in a batch is another.
So an update allocates nothing, and what a module writes once into an array stays there.

The memory that is moved decides the time of most passes, so two rules say who may write over what:

1. Backward, a module may write over its own `y`: all modules behind have gone through their backward pass (`over="y"`).
2. A module may write over its input once it has read it, if nobody else will: if the module before, whose `y` it is,
   does not need it (`Module.needs_y`), no `Residual` adds it further on, and it is no part of the network's input.
   Sequential tells it so (`Module.owns_x`), and `over="x"` follows it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from nn.module import Array, Module, Shape

CACHE_LINE = 64
"""Bytes."""


def samples_last(samples: Array) -> Array:
    """A view (*shape, n) of samples (n, *shape)."""
    return samples.T if samples.ndim < 3 else samples.transpose(*range(1, samples.ndim), 0)


def samples_first(values: Array) -> Array:
    """A view (n, *shape) of values (*shape, n)."""
    return values.T if values.ndim < 3 else values.transpose(-1, *range(values.ndim - 1))


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


def of_input(_module: Module, shape: Shape) -> Shape:
    """The shape of an input sample."""
    return shape


def of_output(module: Module, shape: Shape) -> Shape:
    """The shape of an output sample."""
    return module.output_shape(shape)


@dataclass(eq=False)
class Buffer:
    """An array (*shape, n) of a module, for batches of n samples, made when it is first used: a class attribute."""

    shape: Callable[[Any, Shape], Shape]
    """Of the module and the shape of its input samples, the shape for one sample."""
    over: Literal["", "x", "y"] = ""
    """Name of the array that it lies over, in place of memory of its own."""
    dtype: npt.DTypeLike | None = None
    """The module's, unless given."""
    start: Callable[[Any, Array], None] | None = None
    """Fills it when it is made."""

    def __set_name__(self, owner: type[Module], name: str) -> None:
        self.name = name
        owner.buffers = {**getattr(owner, "buffers", {}), name: self}

    def __get__(self, module: Module | None, owner: type[Module]) -> Array:
        # as there is no __set__, Python looks here only while the module has no such attribute of its own
        if module is None:
            return self  # type: ignore[return-value]  # asked of the class
        array = module.__dict__[self.name] = self._made(module)
        return array

    def values(self, module: Module, shape: Shape) -> int:
        """Values, a sample, that have memory of their own, at most."""
        return 0 if self.over == "y" else math.prod(self.shape(module, shape))

    def _made(self, module: Module) -> Array:
        if self.over == "y":
            return module.y
        if self.over == "x" and module.owns_x:
            return module.x
        shape, dtype = (*self.shape(module, module.shape), module.count), self.dtype or module.dtype
        array = self._kept(module, shape, np.dtype(dtype)) if module.training else np.empty(shape, dtype)
        if self.start:
            self.start(module, array)
        return array

    def _kept(self, module: Module, shape: Shape, dtype: np.dtype[Any]) -> Array:
        size = math.prod(shape)
        block = module.blocks.get(self.name)
        if block is None or block.size < size or block.dtype != dtype:
            block = module.blocks[self.name] = _aligned(size, dtype)
        return block[:size].reshape(shape)


def _aligned(size: int, dtype: np.dtype[Any]) -> Array:
    """An uninitialised vector that starts on a line of the processor's cache, as its widest instructions like it."""
    block = np.empty(size + CACHE_LINE // dtype.itemsize, dtype)
    start = -block.ctypes.data % CACHE_LINE // dtype.itemsize
    return block[start : start + size]


@functools.lru_cache(maxsize=16)
def ones(count: int, dtype: np.dtype[Any]) -> Array:
    """A vector of ones: the product with it adds up rows several times faster than np.sum does."""
    return np.ones(count, dtype)
