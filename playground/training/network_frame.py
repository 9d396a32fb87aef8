"""Frame of the network picture: every unit's output over the plane, and the weights between, packed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from nn.layers import Linear, Residual
from nn.loss import Loss
from nn.module import Array, Module
from nn.passes import outputs_in_turn
from playground.datasets import Samples
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify, Task
from playground.experiment import Experiment
from playground.experiment.limits import rows_of
from playground.processes.wire import pack
from playground.training.evaluation import plane_extent, plane_values
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork

FINE_SIDE, COARSE_SIDE = 32, 24
"""Cells along a side of a unit's map: the finer ones up to `FEW_UNITS`, so that no frame is large."""
FEW_UNITS = 40
MOST_UNITS = 16
"""Units of one layer that are drawn."""
MOST_LAYERS = 6
MOST_PARAMETERS = 20_000
"""More would take too long, many times a second, from the other visitors."""


@dataclass(frozen=True, eq=False)
class _Column:
    """Units that stand above each other: a Linear and what follows it up to the next; the first column, the inputs."""

    title: str
    modules: tuple[Module, ...]

    @property
    def linear(self) -> Linear | None:
        first = next(iter(self.modules), None)
        return first if isinstance(first, Linear) else None


def is_pictured(experiment: Experiment) -> bool:
    """Whether the inputs are points, so that there is a plane to draw a unit over."""
    return isinstance(experiment.dataset, PointSet)


def obstacle(experiment: Experiment) -> str | None:
    """Why the network on points cannot be drawn, in words; None where it can."""
    layers = experiment.layers
    rows = rows_of(experiment)
    for layer, row in zip(layers, rows, strict=True):
        if row.shape_in is None or row.shape_out is None:
            return "The network can be drawn once its stack fits together."
        if len(row.shape_out) != 1 or (row.shape_in != row.shape_out and not isinstance(layer, Linear)):
            return f"The picture draws Linear layers and activations; {layer.title()} is neither."
    depth = len(_columns(layers, experiment.loss)) - 1
    if depth > MOST_LAYERS:
        return f"The network is too deep to draw: it has {depth} layers, and the picture has room for {MOST_LAYERS}."
    parameters = sum(row.parameters for row in rows)
    if parameters > MOST_PARAMETERS:
        return (
            f"The network is too large to draw live: it has {parameters:,} parameters, of at most {MOST_PARAMETERS:,}."
        )
    return None


class NetworkPicture:
    """Makes the frames of one experiment on points, which has no `obstacle`."""

    def __init__(self, experiment: Experiment, samples: Samples) -> None:
        """`samples` are those of its dataset: they fix the part of the plane that is drawn."""
        dataset = experiment.dataset
        assert isinstance(dataset, PointSet)
        self._dataset, self._samples = dataset, samples
        network = TrainedNetwork.of(experiment, 0.0)
        self._model, prepared = network.model, network.prepared
        self._columns = _columns(self._model.layers, experiment.loss)
        linears = [linear for column in self._columns if (linear := column.linear)]
        widths = (len(dataset.inputs), *(linear.units for linear in linears))
        few = sum(min(width, MOST_UNITS) for width in widths) <= FEW_UNITS
        self._side = FINE_SIDE if few else COARSE_SIDE
        self._standardised = prepared.preparation.standardise
        self._grid = prepared.inputs(dataset.expand(_grid(plane_extent(samples), self._side)))

    @overflow_allowed
    def frame(self, theta: Array, updates: int) -> bytes:
        """The frame for `components.network_picture`.

        Args:
            theta: All weights, as `Sequential.theta` holds them; ValueError where there are too few or too many.
            updates: Updates that have made these weights.
        """
        model, dataset, side = self._model, self._dataset, self._side
        if theta.shape != model.theta.shape:
            raise ValueError(f"The network has {model.count} parameters; the weights to draw are {theta.size}.")
        model.theta[...] = theta
        outputs = _outputs(self._columns, self._grid)
        last = len(self._columns) - 1
        described: list[dict[str, Any]] = []
        arrays: dict[str, Array] = {}
        shown = [min(values.shape[1], MOST_UNITS) for values in outputs]
        biases = np.full(sum(shown), np.nan, np.float32)
        for number, (column, values) in enumerate(zip(self._columns, outputs, strict=True)):
            role = "inputs" if number == 0 else "outputs" if number == last else "hidden"
            linear = column.linear
            described.append(
                {
                    "title": column.title,
                    "role": role,
                    "units": values.shape[1],
                    "names": _names(role, dataset, shown[number]),
                    "link": "weights" if linear else "same" if number else None,
                }
            )
            if linear:
                arrays[f"weights_{number}"] = linear.params["weights"][:MOST_UNITS, :MOST_UNITS].copy()
            if linear and linear.bias:
                start = sum(shown[:number])
                biases[start : start + shown[number]] = linear.params["bias"][:MOST_UNITS]
        maps = np.concatenate([values[:, :MOST_UNITS] for values in outputs], axis=1).T
        ranges = np.stack([maps.min(axis=1), maps.max(axis=1)], axis=1)
        scales = ranges.copy()
        if last:
            scales[len(scales) - shown[-1] :] = _output_scale(dataset.task, self._samples)
        header = {
            "updates": updates,
            "columns": described,
            "standardised": self._standardised,
            "classes": len(dataset.task.classes) if isinstance(dataset.task, Classify) else 0,
        }
        arrays |= {
            "maps": _bytes(maps, scales).reshape(-1, side, side),
            "ranges": ranges,
            "scales": scales,
            "biases": biases,
        }
        return pack(header, arrays)


def network_frame(experiment: Experiment, samples: Samples, theta: Array, updates: int) -> bytes:
    """One frame alone; see `NetworkPicture.frame`."""
    return NetworkPicture(experiment, samples).frame(theta, updates)


def _columns(layers: Sequence[Module], loss: Loss) -> list[_Column]:
    parts: list[list[Module]] = [[]]
    for layer in layers:
        # What leads the stack and only passes on, like Dropout, belongs to the inputs.
        leads = len(parts) == 1 and layer.group not in ("Regularisation", "Shape")
        if isinstance(layer, Linear) or leads:
            parts.append([])
        parts[-1].append(layer)
    numbers = {id(layer): number for number, layer in enumerate(layers)}
    titles = [
        " + ".join([*(["Inputs"] if not number else []), *(_title(layer, numbers[id(layer)]) for layer in part)])
        for number, part in enumerate(parts)
    ]
    # The loss applies its own activation to a stack that does not end in it; the outputs are those after it.
    if loss.activation is not None and not loss.owns_end_of(layers):
        parts[-1].append(loss.activation())
        titles[-1] += f" + {loss.activation.title()} of the loss"
    return [_Column(title, tuple(part)) for title, part in zip(titles, parts, strict=True)]


def _title(module: Module, number: int) -> str:
    """A module, `number` from 0, as its column is called; the lines do not show what a connection brings."""
    if isinstance(module, Residual):
        added = number - module.rows
        return f"{module.title()} (adds {f'row {added}' if added else 'the inputs'})"
    return f"{module.title()} {module.units}" if isinstance(module, Linear) else module.title()


def _outputs(columns: Sequence[_Column], values: Array) -> list[Array]:
    """Outputs (cells, units) of each column."""
    outputs = [values, *outputs_in_turn((module for column in columns for module in column.modules), values)]
    return [outputs[end] for end in accumulate(len(column.modules) for column in columns)]


def _grid(extent: float, side: int) -> Array:
    """The middles of the cells, (side², 2), top row first."""
    across = (np.arange(side) + 0.5) / side * 2 * extent - extent
    x1, x2 = np.meshgrid(across, across[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def _names(role: str, dataset: PointSet, shown: int) -> list[str]:
    if role == "inputs":
        return list(dataset.inputs)
    if role == "hidden":
        return [f"unit {number + 1}" for number in range(shown)]
    if not isinstance(dataset.task, Classify):
        return ["value"]
    classes = [f"class {name}" for name in dataset.task.classes]
    return classes[-1:] if shown == 1 else classes[:shown]


def _output_scale(task: Task, samples: Samples) -> tuple[float, float]:
    """The ends of the outputs' colours: those of the live plot, which shows the same."""
    return (0.0, 1.0) if isinstance(task, Classify) else plane_values(samples)


def _bytes(maps: Array, scales: Array) -> Array:
    """Each unit's outputs (units, cells) as uint8: 0 and 255 are the ends of its scale."""
    low, high = scales[:, :1], scales[:, 1:]
    steps = 255 / np.where(high > low, high - low, 1)
    shares = np.clip(np.nan_to_num((maps - low) * steps), 0, 255)
    return (shares + 0.5).astype(np.uint8)
