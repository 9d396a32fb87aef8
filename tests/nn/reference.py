"""Reference numbers: what an implementation that is not ours gave once, and how ours is held to it.

Where a test names no other source, its numbers are PyTorch 2.13.0's, on the CPU in double precision, to ten digits:
`torch.nn.functional` for the outputs, `backward(dy)` for the gradients, with the channels moved to where PyTorch has
them and back. What goes in are small numbers chosen at will, so that most results are whole and can be done by hand.
"""

from dataclasses import dataclass, field

import numpy as np
import pytest

from nn import Sequential
from nn.module import Module
from nn.registry import Data, make

TOLERANCES = {np.float64: {"rtol": 1e-9, "atol": 1e-9}, np.float32: {"rtol": 2e-5, "atol": 2e-5}}
EVERY_PRECISION = pytest.mark.parametrize("dtype", TOLERANCES)


def table(text, dtype=np.float64):
    """The numbers of `text` as a vector; the marks between them are for the reader.

    Spaces part channels, commas positions, slashes rows or signals, and new lines images.
    """
    return np.array(text.replace(",", " ").replace("/", " ").split(), dtype)


def close(found, expected, dtype=np.float64):
    """Assert that `found` are the numbers in the text `expected`, as far as the precision of `dtype` goes."""
    np.testing.assert_allclose(np.ravel(found), table(expected), **TOLERANCES[dtype])


def named(data):
    """A name for a test, of the plain data of a module or an optimiser."""
    return "-".join(f"{value}" if name == "kind" else f"{name}={value}" for name, value in data.items())


@dataclass(frozen=True)
class Case:
    """One pass forward and backward through a module: what goes in (x, params, dy) and what must come out."""

    module: Data
    shape: tuple[int, ...]
    x: str
    y: str
    dy: str
    dx: str
    params: dict[str, str] = field(default_factory=dict)
    grads: dict[str, str] = field(default_factory=dict)

    def built(self, dtype=np.float64):
        model = Sequential([make(Module, self.module)]).build(self.shape, np.random.default_rng(0), dtype)
        for name, values in self.params.items():
            parameter = model.layers[0].params[name]
            parameter[...] = table(values).reshape(parameter.shape)
        return model

    def samples(self, text, shape, dtype, order="C"):
        return np.asarray(table(text, dtype).reshape(-1, *shape), order=order)

    def check(self, dtype, order):
        """Hold the module to the numbers, whatever the precision and the order of the samples in memory."""
        model = self.built(dtype)
        x = self.samples(self.x, self.shape, dtype, order)
        dy = self.samples(self.dy, model.output_shape, dtype, order)
        close(model.forward(x, training=True), self.y, dtype)
        close(model.backward(dy, input_gradient=True), self.dx, dtype)
        self._check_gradients(model, dtype)
        model.dtheta[...] = np.nan
        model.forward(x, training=True)
        model.backward(dy)
        self._check_gradients(model, dtype)

    def check_prediction(self, dtype):
        """The same output where nothing is kept for a backward pass; not for modules that then do something else."""
        close(self.built(dtype).predict(self.samples(self.x, self.shape, dtype)), self.y, dtype)

    def _check_gradients(self, model, dtype):
        for name, values in self.grads.items():
            close(model.layers[0].grads[name], values, dtype)


def every_case(cases):
    """Run a test with each case, in both precisions and in both orders of memory."""

    def decorated(test):
        test = pytest.mark.parametrize("case", cases, ids=lambda case: named(case.module))(test)
        return EVERY_PRECISION(pytest.mark.parametrize("order", ["C", "F"])(test))

    return decorated
