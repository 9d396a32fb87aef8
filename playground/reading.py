"""What a network makes of a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from nn.module import Array
from nn.registry import make
from playground.datasets import Dataset
from playground.datasets.image_set import ImageSet
from playground.drawing import Drawing, prepare
from playground.experiment import Experiment
from playground.network import network_of
from playground.overflow import overflow_allowed
from playground.tasks import Classify


@dataclass(frozen=True, eq=False)
class Reading:
    """The drawing as an image (rows, columns, 1), the classes, and a number for each: its share of belief.

    The image is shown as the dataset's images are, before any preparation of the experiment's own.
    """

    image: Array
    classes: tuple[str, ...]
    probabilities: Array | None


@overflow_allowed
def read_digit(experiment: Experiment, theta: Array, drawing: Drawing, *, centre: bool) -> Reading:
    """Show the drawing, prepared as the experiment's samples are, to its network with weights `theta`.

    An empty drawing gets no probabilities.
    """
    dataset = make(Dataset, experiment.dataset)
    assert isinstance(dataset, ImageSet)
    assert isinstance(dataset.task, Classify)
    image = prepare(drawing, dataset.size, centre=centre)
    if drawing.empty:
        return Reading(image, dataset.task.classes, None)
    network = network_of(experiment, theta)
    return Reading(image, network.classes, as_shares(network.model.predict(network.inputs(image[None]))[0]))


def as_shares(outputs: Array) -> Array:
    """Outputs that are no probabilities (another loss, another last activation) as shares that add up to 1."""
    positive = outputs.clip(0)
    total = float(positive.sum())
    shares: Array = positive / total if total > 0 else positive + 1 / len(outputs)
    return shares
