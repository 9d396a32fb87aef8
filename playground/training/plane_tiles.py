"""Tiles of a network on points: every unit's output over the plane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nn.module import Array
from playground.datasets import Samples
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify, Task
from playground.training.evaluation import plane_extent, plane_values, targets_of
from playground.training.network_columns import Column
from playground.training.trained_network import TrainedNetwork
from playground.training.unit_tiles import MOST_CELLS, Tiles, bytes_of, role_of

SIDES = (32, 24, 20)
"""Cells along a side of a unit's map: the finest of which there is room for all units' maps."""
MOST_LEARNT = 200
"""Training points whose cost the gradients are of."""


class PlaneTiles:
    """Makes the tiles of a network whose inputs are points."""

    images: Sequence[str] = ()

    def __init__(self, network: TrainedNetwork, samples: Samples, columns: Sequence[Column]) -> None:
        dataset = network.experiment.dataset
        assert isinstance(dataset, PointSet)
        self._dataset, self._columns = dataset, columns
        count = sum(column.shown for column in columns)
        self._side = next((side for side in SIDES if count * side**2 <= MOST_CELLS), SIDES[-1])
        self._output_scale = _output_scale(dataset.task, samples)
        self.inputs = network.inputs(dataset.expand(_grid(plane_extent(samples), self._side)))
        x, y = samples.x_train[:MOST_LEARNT], samples.y_train[:MOST_LEARNT]
        shape = network.model.output_shape
        self.learnt = network.inputs(x), targets_of(dataset.task, network.prepared, x, y, shape)
        self.learnt_text = f"the first {len(x)} training points"

    def names(self, number: int) -> Sequence[str]:
        """Of inputs, hidden units or classes."""
        shown, role = self._columns[number].shown, role_of(number, self._columns)
        if role == "inputs":
            return self._dataset.inputs
        if role == "hidden":
            return [f"unit {unit + 1}" for unit in range(shown)]
        if not isinstance(self._dataset.task, Classify):
            return ["value"]
        classes = [f"class {name}" for name in self._dataset.task.classes]
        return classes[-1:] if shown == 1 else classes[:shown]

    def of(self, number: int, values: Array) -> Tiles:
        """Maps of the plane, highest x₂ first; the outputs in the colours of the live plot, which shows the same."""
        maps = values[:, : self._columns[number].shown].T
        ranges = np.stack([maps.min(axis=1), maps.max(axis=1)], axis=1)
        scales = ranges.copy()
        if role_of(number, self._columns) == "outputs":
            scales[:] = self._output_scale
        cells = bytes_of(maps.reshape(1, len(maps), self._side, self._side), scales)
        return Tiles("plane", cells, scales, ranges)


def _grid(extent: float, side: int) -> Array:
    """The middles of the cells, (side², 2), top row first."""
    across = (np.arange(side) + 0.5) / side * 2 * extent - extent
    x1, x2 = np.meshgrid(across, across[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def _output_scale(task: Task, samples: Samples) -> tuple[float, float]:
    return (0.0, 1.0) if isinstance(task, Classify) else plane_values(samples)
