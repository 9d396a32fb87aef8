"""Columns of the network picture: modules that stand above each other, and how the columns hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from nn.initialisation import Weighted
from nn.layers import Linear, Residual
from nn.layers.shapes import Relabelling
from nn.module import Array, Module, Shape
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Reconstruct
from playground.experiment import Experiment
from playground.experiment.limits import rows_of, work_of

MOST_UNITS = 16
"""Units of one layer that are drawn."""
MOST_LAYERS = 6
MOST_PARAMETERS = 20_000
"""Of a network on points; more would take too long, many times a second, from the other visitors."""
MOST_WORK = 1_500_000
"""Multiplications that an image takes, likewise."""


@dataclass(frozen=True, eq=False)
class Column:
    """Units above each other: a layer with weights and what follows it, up to the next; the first column, the inputs.

    A unit's output is that behind the first `seen` of the modules: those after them only lay it out anew.
    """

    title: str
    modules: tuple[Module, ...]
    units: int
    seen: int

    @property
    def head(self) -> Weighted | None:
        """The layer whose weights lead to it."""
        first = next(iter(self.modules), None)
        return first if isinstance(first, Weighted) else None

    @property
    def shown(self) -> int:
        """Count of the units that are drawn."""
        return min(self.units, MOST_UNITS)

    @property
    def hands_on(self) -> bool:
        """True where what leaves it are its units' outputs, each unit's at every place in turn."""
        return all(
            layer.passes_on or layer.output_shape(layer.shape) == layer.shape for layer in self.modules[self.seen :]
        )


def obstacle(experiment: Experiment) -> str | None:
    """Why the network cannot be drawn, in words; None where it can."""
    layers, rows = experiment.layers, rows_of(experiment)
    on_points = isinstance(experiment.dataset, PointSet)
    for layer, row in zip(layers, rows, strict=True):
        if row.shape_in is None or row.shape_out is None:
            return "The network can be drawn once its stack fits together."
        reshapes = len(row.shape_out) != 1 or (row.shape_in != row.shape_out and not isinstance(layer, Linear))
        if on_points and reshapes:
            return f"The picture draws Linear layers and activations; {layer.title()} is neither."
    depth = len(_parts(layers, on_points=on_points)) - 1
    if not depth and not on_points:
        return "The picture draws layers with weights; this network has none. Add a Linear or a convolution."
    if depth > MOST_LAYERS:
        return f"The network is too deep to draw: it has {depth} layers, and the picture has room for {MOST_LAYERS}."
    parameters, work = sum(row.parameters for row in rows), sum(map(work_of, rows))
    if on_points and parameters > MOST_PARAMETERS:
        return (
            f"The network is too large to draw live: it has {parameters:,} parameters, of at most {MOST_PARAMETERS:,}."
        )
    if work > MOST_WORK:
        return (
            f"The network is too large to draw live: an image takes {work:,} multiplications, of at most {MOST_WORK:,}."
        )
    return None


def columns_of(layers: Sequence[Module], experiment: Experiment) -> list[Column]:
    """The columns of the experiment's network, whose `layers` are built."""
    on_points = isinstance(experiment.dataset, PointSet)
    parts, loss = _parts(layers, on_points=on_points), experiment.loss
    numbers = {id(layer): number for number, layer in enumerate(layers)}
    titles = [
        " + ".join(
            [
                *(["Inputs" if on_points else "Image"] if not number else []),
                # of images every stack lays some values out anew: it would only be in the way
                *(_title(each, numbers[id(each)]) for each in part if on_points or not isinstance(each, Relabelling)),
            ]
        )
        for number, part in enumerate(parts)
    ]
    # The loss applies its own activation to a stack that does not end in it; the outputs are those after it.
    if loss.activation is not None and not loss.owns_end_of(layers):
        parts[-1].append(loss.activation())
        titles[-1] += f" + {loss.activation.title()} of the loss"
    last = len(parts) - 1
    columns = list[Column]()
    for number, (title, part) in enumerate(zip(titles, parts, strict=True)):
        end = _shape_behind(part, experiment.dataset.shape)
        if on_points or (number == last and not isinstance(experiment.dataset.task, Reconstruct)):
            units, seen = end[-1], len(part)
        elif number == last:
            units, seen = 1, len(part)  # the image
        elif number:
            units, seen = _channels(part)
        else:
            units, seen = 1, 0
        columns.append(Column(title, tuple(part), units, seen))
    return columns


def _parts(layers: Sequence[Module], *, on_points: bool) -> list[list[Module]]:
    parts: list[list[Module]] = [[]]
    for layer in layers:
        # Of points what leads the stack and only passes on, like Dropout, belongs to the inputs; of images all does.
        leads = on_points and len(parts) == 1 and layer.group not in ("Regularisation", "Shape")
        if isinstance(layer, Weighted) or leads:
            parts.append([])
        parts[-1].append(layer)
    return parts


def _title(module: Module, number: int) -> str:
    """A module, `number` from 0, as its column is called."""
    if isinstance(module, Residual):
        added = number - module.rows
        return f"{module.title()} (adds {f'row {added}' if added else 'the inputs'})"
    if isinstance(module, Weighted):
        return f"{module.title()} {module.weights_shape(module.shape)[-1]}"
    return module.title()


def _shape_behind(part: Sequence[Module], before: Shape) -> Shape:
    built = [layer for layer in part if layer.shape]
    return built[-1].output_shape(built[-1].shape) if built else before


def _channels(part: Sequence[Module]) -> tuple[int, int]:
    """Units of a column, which are its channels, and how many of its modules keep them."""
    units = part[0].output_shape(part[0].shape)[-1]
    seen = 0
    for layer in part:
        after = layer.output_shape(layer.shape) if layer.shape else ()
        if seen and (after[-1:] != (units,) or (isinstance(layer, Relabelling) and after != layer.shape)):
            break
        seen += 1
    return units, seen


def lines_between(before: Column, column: Column, weights: Array) -> Array | None:
    """The lines (shown units before, shown units) of weights, or of their gradients; None where none can be drawn.

    A line is a weight. Where several weights lead from one unit to another, as between maps, it is as long as all of
    them together, √Σ w², and has the sign of their sum.
    """
    direct = before.seen == len(before.modules) or (isinstance(column.head, Linear) and before.hands_on)
    flat = weights.reshape(-1, weights.shape[-1])
    if not (direct or before.units == 1) or flat.shape[0] % before.units or flat.shape[1] % column.units:
        return None
    if flat.shape == (before.units, column.units):
        return flat[:MOST_UNITS, :MOST_UNITS].copy()
    places = flat.reshape(-1, before.units, column.units, flat.shape[1] // column.units)
    places = places[:, :MOST_UNITS, :MOST_UNITS].astype(np.float32)
    lengths: Array = np.copysign(np.sqrt(np.square(places).sum(axis=(0, 3))), places.sum(axis=(0, 3)))
    return lengths


def skips_of(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """From which column to which one a Residual goes around others."""
    ends = list(accumulate(len(column.modules) for column in columns))
    modules = [module for column in columns for module in column.modules]
    found = [
        tuple(next(number for number, end in enumerate(ends) if place <= end) for place in (at - each.rows, at + 1))
        for at, each in enumerate(modules)
        if isinstance(each, Residual)
    ]
    return [(start, end) for start, end in found if start != end]
