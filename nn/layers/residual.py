"""Residual connections: a row that adds the output of an earlier one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.buffers import Buffer, Missing, of_input
from nn.module import Array, Fix, Module, Shape, ShapeError
from nn.registry import Data
from nn.settings import setting, settings_of
from nn.shape_words import shape_text

MOST_ROWS = 32
NOT_HANDED: Any = Missing("what it adds is known to its network alone: ask the network's forward or predict.")


@dataclass(eq=False)
class Residual(Module):
    """Adds the output of an earlier row, so that the rows between learn only what is to be changed.

    Behind rows that make f(x) of x it gives f(x) + x (He et al., 2016), so that a gradient reaches what is before them
    unchanged, too, however many they are. `rows` counts them: with all that are above, x is the network's input. Where
    they begin, the network hands it x (`fork`), and the gradient by x is the sum over both ways (`join`).
    """

    kind = "residual"
    group = "Shortcut"
    formula = "y = x + skip"
    derivative = "1"
    symbols = (("skip", "output of the earlier row"),)
    examples = ()  # alone it has nothing to add
    needs_y = False

    rows: int = setting(
        2, low=1, high=MOST_ROWS, label="Rows skipped", help="How many rows above it the connection goes around"
    )

    y = Buffer(of_input, over="x")
    dskip = Buffer(of_input)
    skip = NOT_HANDED

    def require_skip(self, shapes: Sequence[Shape]) -> None:
        """Raise ShapeError unless the row to add is there, and has the shape of the row before.

        `shapes` are those of the network's input and of all outputs before it.
        """
        above = len(shapes) - 1
        if not above:
            raise ShapeError("Residual adds an earlier row to the one above it; no row is above it. Move it down.")
        fitting = [rows for rows in range(1, above + 1) if shapes[-1 - rows] == shapes[-1]]
        nearest = min(fitting, key=lambda rows: abs(rows - self.rows), default=0)
        another = Fix(f"Skip {_counted(nearest)}", own={"rows": nearest}) if nearest else None
        if self.rows > above:
            raise ShapeError(f"Residual is to skip {self.rows} rows; only {above} above it. Skip fewer.", another)
        if self.rows not in fitting:
            skip, x = shapes[-1 - self.rows], shapes[-1]
            raise ShapeError(
                f"Residual adds what came into the {_counted(self.rows)} above it, {shape_text(skip)}, to what comes "
                f"out, {shape_text(x)}; both must have the same shape. Let the rows between give that, or skip others.",
                self._matching(x, skip) or another,
            )

    def _matching(self, x: Shape, skip: Shape) -> Fix | None:
        """Weights that make a sample of the shape of x one of the shape of the skip, where a single row can."""
        kind = {1: "linear", 2: "conv1d", 3: "conv2d"}.get(len(x))
        if kind is None or x[:-1] != skip[:-1] or self.rows == MOST_ROWS:
            return None
        cls, size = Module.kinds()[kind], skip[-1]
        outputs = settings_of(cls)[0]  # units of a Linear, channels of a convolution
        if outputs.high is not None and size > outputs.high:
            return None
        label = f"Add {cls.title()} with {size} {outputs.name if size != 1 else outputs.name[:-1]} here"
        kernel: Data = {} if kind == "linear" else {"kernel": 1}
        return Fix(label, kind, {outputs.name: size, **kernel}, {"rows": self.rows + 1})

    def memory(self, shape: Shape) -> int:
        return 2 * math.prod(shape)  # y and dskip

    def range_of(self, low: float, high: float, shape: Shape) -> tuple[float, float]:
        return -math.inf, math.inf  # the range of what is added is not known here

    def fork(self, x: Array) -> Array:
        """Let x, the input of the first of the rows between, go two ways."""
        self.skip = x
        return x

    def forward(self, x: Array) -> Array:
        # y = x + skip
        self.x = x
        y: Array = np.add(x, self.skip, self.y)
        del self.skip
        return y

    def backward(self, dy: Array) -> Array:
        # ∂y/∂x = ∂y/∂skip = 1:  dx = dy, dskip = dy
        self.dskip[...] = dy
        return dy

    def join(self, dx: Array) -> Array:
        """The gradient by the input of the first of the rows between: by both of its ways, of which they give `dx`."""
        self.dskip += dx
        return self.dskip


def _counted(rows: int) -> str:
    return f"{rows} row{'s' * (rows != 1)}"
