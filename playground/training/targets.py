"""What a network is compared with."""

from __future__ import annotations

from nn.module import Array, Shape
from playground.datasets.tasks import Reconstruct, Task
from playground.preparation import Prepared


def targets_of(task: Task, prepared: Prepared, x: Array, y: Array, output_shape: Shape) -> Array:
    """The targets (n, *output_shape) of samples x and their labels or values y: for an autoencoder x itself, clean."""
    if isinstance(task, Reconstruct):
        return prepared.clean(x).reshape(-1, *output_shape)
    return task.targets(y, output_shape[0])
