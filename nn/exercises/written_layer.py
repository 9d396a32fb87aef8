"""Layers to be written: the file to begin with, and how a layer is tried beside ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nn.exercises.comparison import fault
from nn.module import Array, Module, Shape
from nn.sequential import Sequential

COUNT = 6
"""Samples that a layer is tried with: unlike every other size."""
Wrong = Callable[[Module, Array, Array], Mapping[str, Mapping[str, Array]]]
"""Of our layer, x (*shape, n) and dy: usual mistakes of `y`, `dx` and each gradient, by their hints."""

HEAD = '''"""{title}, to be written.

{what}

Samples are the last axis: x is {x} for n samples.
Check it with:  python -m nn.exercises check {file}
See it in the app's editor with:  python -m nn.exercises show {file}
"""

from dataclasses import dataclass

import numpy as np

from nn.module import Module
from nn.settings import setting


@dataclass(eq=False)
class My{name}(Module):
    """{title}, written by hand."""

    kind = "my_{kind}"
    group = "{group}"
    formula = "{formula}"
'''
PASSES = """
    def forward(self, x):
        self.x = x  # backward will need it
        raise NotImplementedError({y!r})

    def backward(self, dy):
        # dy is the slope of the loss along y, of the shape of y
        raise NotImplementedError({dx!r})
"""


def tried(ours: Module, shape: Shape, wrong: Wrong) -> Callable[[type[Any]], str | None]:
    """A check of a learner's layer beside ours, with the same parameters, settings and samples (n, *shape)."""

    def check(written: type[Any]) -> str | None:
        rng = np.random.default_rng(0)
        settings = {name: getattr(ours, name) for name in written.__dataclass_fields__ if hasattr(ours, name)}
        mine = written(**settings)
        expected = Sequential([type(ours)(**settings)]).build(shape, rng, np.float64)
        found = Sequential([mine]).build(shape, np.random.default_rng(0), np.float64)
        if found.theta.shape != expected.theta.shape:
            return f"It has {found.count} parameters; it should have {expected.count}."
        expected.theta[...] = rng.normal(size=expected.count)
        found.theta[...] = expected.theta
        x = rng.normal(size=(COUNT, *shape))
        y = expected.forward(x, training=True)
        dy = rng.normal(size=y.shape)
        layer = expected.layers[0]
        mistakes = wrong(layer, np.moveaxis(x, 0, -1), np.moveaxis(dy, 0, -1))
        y, given = np.moveaxis(y, 0, -1).copy(), np.moveaxis(x, 0, -1).copy()
        result = found.layers[0]
        result.prepare(COUNT)
        said = fault("forward gives y", result.forward(given), y, mistakes.get("y", {}), COUNT)
        if said is None and not np.array_equal(given, np.moveaxis(x, 0, -1)):
            said = "forward has written over x, which others may need."
        if said is not None:
            return said
        dx = expected.backward(dy, input_gradient=True)
        back = result.backward(np.moveaxis(dy, 0, -1).copy())
        assert dx is not None
        pairs = [(f"grads[{name!r}]", result.grads[name], layer.grads[name], name) for name in layer.grads]
        pairs.append(("backward gives dx", back, np.moveaxis(dx, 0, -1), "dx"))
        faults = (fault(name, has, should, mistakes.get(key, {}), COUNT) for name, has, should, key in pairs)
        return next(filter(None, faults), None)

    return check


def beginning(name: str, kind: str, what: str, x: str, formula: str, group: str = "Activation") -> str:
    """The stub up to the settings: what is to be written, the shape of x in words, and the class's facts."""
    return HEAD.format(
        title=name, what=what, x=x, file=f"{kind}.py", name=name, kind=kind, group=group, formula=formula
    )
