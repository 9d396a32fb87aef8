"""Classification of a drawing by a network."""

from __future__ import annotations

from dataclasses import dataclass

from nn.module import Array
from playground.drawing import Drawing, image_of
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork


@dataclass(frozen=True, eq=False)
class Reading:
    """The drawing as an image (rows, columns, 1), and a number for each class: its share of belief.

    The image is shown as the dataset's images are, before any preparation of the experiment's own.
    """

    image: Array
    probabilities: Array | None


@overflow_allowed
def read_drawing(network: TrainedNetwork, drawing: Drawing, *, centre: bool) -> Reading:
    """Show the drawing, prepared as its samples are, to a network that tells images apart.

    An empty drawing gets no probabilities.
    """
    rows, columns, _ = network.shape
    image = image_of(drawing, (rows, columns), centre=centre)
    if drawing.empty:
        return Reading(image, None)
    return Reading(image, network.shares(image[None])[0])
