"""Frame of the network picture: what every unit looks like, and the weights between, packed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import numpy as np

from nn.layers import Dropout
from nn.module import Array
from nn.passes import outputs_in_turn
from nn.registry import copy_of
from playground.datasets import Samples
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify
from playground.experiment import Experiment
from playground.processes.wire import pack
from playground.training.finite import overflow_allowed
from playground.training.image_tiles import ImageTiles
from playground.training.network_columns import MOST_UNITS, columns_of, lines_between, skips_of
from playground.training.plane_tiles import PlaneTiles
from playground.training.trained_network import TrainedNetwork
from playground.training.unit_tiles import UnitTiles, role_of


class NetworkPicture:
    """Makes the frames of one experiment, which has no `obstacle`."""

    def __init__(self, experiment: Experiment, samples: Samples) -> None:
        """`samples` are those of its dataset: what the network is shown is of them."""
        dataset = experiment.dataset
        network = TrainedNetwork.of(experiment, 0.0)
        self._model, self._loss = network.model, copy_of(experiment.loss)
        self._columns = columns_of(self._model.layers, experiment)
        for layer in self._model.layers:
            if isinstance(layer, Dropout):
                layer.rate = 0.0  # the gradients are of the network as it is shown
        self._tiles: UnitTiles = (PlaneTiles if isinstance(dataset, PointSet) else ImageTiles)(
            network, samples, self._columns
        )
        self._header = {
            "classes": len(dataset.task.classes) if isinstance(dataset.task, Classify) else 0,
            "standardised": network.prepared.preparation.standardise,
            "images": self._tiles.images,
            "gradients_of": self._tiles.learnt_text,
            "skips": skips_of(self._columns),
        }

    @overflow_allowed
    def frame(self, theta: Array, updates: int, hand: Mapping[str, Any] | None = None) -> bytes:
        """The frame for `ui.network_picture_panel`.

        Args:
            theta: All weights, as `Sequential.theta` holds them; ValueError where there are too few or too many.
            updates: Updates that have made these weights.
            hand: What a person has changed of them: see `ByHand`.
        """
        model = self._model
        if theta.shape != model.theta.shape:
            raise ValueError(f"The network has {model.count} parameters; the weights to draw are {theta.size}.")
        model.theta[...] = theta
        inputs = self._tiles.inputs
        modules = [module for column in self._columns for module in column.modules]
        outputs = [inputs, *outputs_in_turn(modules, inputs)]
        starts = [0, *accumulate(len(column.modules) for column in self._columns)]
        described: list[dict[str, Any]] = []
        arrays: dict[str, Array] = {}
        scales, ranges = list[Array](), list[Array]()
        for number, column in enumerate(self._columns):
            tiles = self._tiles.of(number, outputs[starts[number] + column.seen])
            arrays |= {f"{name}_{number}": values for name, values in tiles.further.items()}
            arrays[f"maps_{number}"] = tiles.cells
            scales.append(tiles.scales)
            ranges.append(tiles.ranges)
            described.append(
                {
                    "title": column.title,
                    "role": role_of(number, self._columns),
                    "tile": tiles.kind,
                    "units": column.units,
                    "names": list(self._tiles.names(number)),
                    "link": "same" if number and not column.head else None,
                }
            )
            if (lines := self._lines(number, gradients=False)) is not None:
                described[-1]["link"] = "weights" if self._is_single(number) else "lengths"
                arrays[f"weights_{number}"] = lines
        arrays |= {"scales": np.concatenate(scales), "ranges": np.concatenate(ranges), "biases": self._biases(False)}
        self._find_gradients()  # last, for a pass in training may change running means, which are among the parameters
        for number in range(len(self._columns)):
            if (lines := self._lines(number, gradients=True)) is not None:
                arrays[f"gradients_{number}"] = np.nan_to_num(lines)
        arrays["bias_gradients"] = self._biases(True)
        return pack({"updates": updates, **self._header, "columns": described, "hand": hand}, arrays)

    def _find_gradients(self) -> None:
        x, targets = self._tiles.learnt
        if self._model.count and len(x) >= self._model.least_samples:
            slope = self._loss.value_and_gradient(self._model.forward(x, training=True), targets)[1]
            self._model.backward(slope)

    def _lines(self, number: int, *, gradients: bool) -> Array | None:
        head = self._columns[number].head
        if head is None:
            return None
        named = head.grads if gradients else head.params
        return lines_between(self._columns[number - 1], self._columns[number], named["weights"])

    def _is_single(self, number: int) -> bool:
        """True where a line to the column is one weight, and not the length of several."""
        head, units = self._columns[number].head, self._columns[number].units
        return head is not None and head.params["weights"].size == self._columns[number - 1].units * units

    def _biases(self, gradients: bool) -> Array:
        """The bias of each shown unit, or its gradient; NaN where it has none."""
        found = list[Array]()
        for column in self._columns:
            values = np.full(column.shown, np.nan, np.float32)
            head = column.head
            named = {} if head is None else head.grads if gradients else head.params
            bias = named.get("bias")
            if bias is not None and len(bias) == column.units:
                values[:] = np.nan_to_num(bias[:MOST_UNITS])
            found.append(values)
        return np.concatenate(found)


def network_frame(experiment: Experiment, samples: Samples, theta: Array, updates: int) -> bytes:
    """One frame alone; see `NetworkPicture.frame`."""
    return NetworkPicture(experiment, samples).frame(theta, updates)
