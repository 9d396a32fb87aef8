"""A digit network as it stands at one moment, and what it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from nn import Sequential
from nn.loss import Loss
from nn.module import Array, Module, Shape
from nn.registry import make
from playground.datasets import Dataset
from playground.datasets.image_set import ImageSet
from playground.experiment import Experiment
from playground.preparation import Prepared, prepared_for
from playground.tasks import Classify


@dataclass(frozen=True, eq=False)
class Network:
    """A built network with its weights, the loss that owns its output activation, and its own preparation."""

    model: Sequential
    loss: Loss
    prepared: Prepared
    classes: tuple[str, ...]
    """Names of the classes, in the order of the outputs; none where the network does not classify."""

    @property
    def shape(self) -> Shape:
        """Of the images that it takes: (rows, columns, 1)."""
        return self.model.shape

    def inputs(self, images: Array) -> Array:
        """What the network is shown of images (n, rows, columns, 1) of ink, 0 to 1 or as bytes: float32."""
        return self.prepared.inputs(images)


def network_of(experiment: Experiment, theta: Array) -> Network:
    """The experiment's network with weights `theta`, of which it keeps a copy."""
    dataset = make(Dataset, experiment.dataset)
    assert isinstance(dataset, ImageSet)
    model = Sequential([make(Module, layer) for layer in experiment.layers]).build(dataset.shape, None)
    model.theta[...] = theta
    loss = make(Loss, experiment.loss)
    model.fuse(loss)
    classes = dataset.task.classes if isinstance(dataset.task, Classify) else ()
    return Network(model, loss, prepared_for(experiment.dataset, experiment.preparation), classes)
