"""The same network in plain C, loops that gcc -O3 compiles: the formulas without a library of matrix products."""

from __future__ import annotations

import ctypes
import functools
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import Case
from nn.losses import CrossEntropy
from nn.module import Array, Module, Shape

SOURCE = Path(__file__).with_suffix(".c")
COMPILER = "gcc"
FLAGS = ("-O3", "-march=native", "-ffast-math", "-fPIC")
KINDS = {"linear": 0, "tanh": 1, "sigmoid": 2, "relu": 3, "conv1d": 4, "conv2d": 4, "max_pool1d": 5, "max_pool2d": 5}
"""Module kind -> the number that the C file has for it; the others only name the values anew."""


def available() -> bool:
    """True where there is a compiler."""
    return shutil.which(COMPILER) is not None


@functools.cache
def _library() -> ctypes.CDLL:
    folder = tempfile.mkdtemp()
    compiled, built = Path(folder) / "plain_c.o", Path(folder) / "plain_c.so"
    subprocess.run([COMPILER, *FLAGS, "-c", "-o", str(compiled), str(SOURCE)], check=True)
    # without -ffast-math, by which the linker would make the whole process round the smallest numbers to zero
    subprocess.run([COMPILER, "-shared", "-o", str(built), str(compiled), "-lm"], check=True)
    library = ctypes.CDLL(str(built))
    shutil.rmtree(folder)  # what is loaded needs no file any more
    library.network_new.restype = ctypes.c_void_p
    library.network_theta.restype = ctypes.POINTER(ctypes.c_float)
    library.network_step.restype = ctypes.c_float
    return library


def _sides(shape: Shape) -> tuple[int, int, int]:
    """Height, width and channels: a signal is an image of one row, flat values are its channels."""
    height, width, channels = (1, 1, *shape)[-3:]
    return height, width, channels


def _numbers(layer: Module) -> list[int]:
    size: Any = getattr(layer, "kernel", getattr(layer, "size", 1))
    rows = size if layer.kind.endswith("2d") else 1
    before, after = layer.shape, layer.output_shape(layer.shape)
    return [KINDS[layer.kind], *_sides(before), *_sides(after), rows, size]


class Network:
    """A network in C with the parameters of ours, for batches of at most so many samples."""

    def __init__(self, case: Case, samples: int) -> None:
        model = case.model()
        layers = [layer for layer in model.layers if layer.kind in KINDS]
        numbers = np.array([_numbers(layer) for layer in layers], np.intc)
        self.count, self.classes = model.count, isinstance(case.loss, CrossEntropy)
        self._pointer = ctypes.c_void_p(
            _library().network_new(
                _address(numbers), len(layers), int(self.classes), samples, _address(model.theta), model.count
            )
        )

    def __del__(self) -> None:
        _library().network_free(self._pointer)

    @property
    def theta(self) -> Array:
        """A copy of its parameters (p,), in the order of ours."""
        return np.ctypeslib.as_array(_library().network_theta(self._pointer), (self.count,)).copy()

    def step(self, x: Array, y: Array, rate: float) -> float:
        """One update on x (n, *shape) and y, in C order; the loss before it."""
        targets, classes = (None, _address(y)) if self.classes else (_address(y), None)
        value: float = _library().network_step(
            self._pointer, _address(x), targets, classes, len(x), ctypes.c_float(rate)
        )
        return value


def _address(array: Array) -> ctypes.c_void_p:
    assert array.flags.c_contiguous
    return ctypes.c_void_p(array.ctypes.data)


def step(case: Case) -> Callable[[], object]:
    """One update of stochastic gradient descent."""
    network = Network(case, case.batch_size)
    x, y = case.samples(case.batch_size)
    return lambda: network.step(x, y, 0.01)


def training(case: Case, count: int) -> Callable[[], object]:
    """One update of a training on `count` samples that are reshuffled every epoch."""
    network, rng = Network(case, case.batch_size), np.random.default_rng(0)
    x, y = case.samples(count)

    def values() -> Iterator[float]:
        while True:
            order = rng.permutation(count)
            for start in range(0, count, case.batch_size):
                batch = order[start : start + case.batch_size]
                yield network.step(x.take(batch, axis=0), y.take(batch, axis=0), 0.01)

    return values().__next__
