"""What a network makes of a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from nn.module import Array
from playground.drawing import Drawing, prepare
from playground.network import Network
from playground.overflow import overflow_allowed


@dataclass(frozen=True, eq=False)
class Reading:
    """The drawing as an image (rows, columns, 1), and a number for each class: its share of belief.

    The image is shown as the dataset's images are, before any preparation of the experiment's own.
    """

    image: Array
    probabilities: Array | None


@overflow_allowed
def read_drawing(network: Network, drawing: Drawing, *, centre: bool) -> Reading:
    """Show the drawing, prepared as its samples are, to a network that tells images apart.

    An empty drawing gets no probabilities.
    """
    rows, columns, _ = network.shape
    image = prepare(drawing, (rows, columns), centre=centre)
    if drawing.empty:
        return Reading(image, None)
    return Reading(image, as_shares(network.model.predict(network.inputs(image[None]))[0]))


def as_shares(outputs: Array) -> Array:
    """Outputs that are no probabilities (another loss, another last activation) as shares that add up to 1."""
    positive = outputs.clip(0)
    total = float(positive.sum())
    shares: Array = positive / total if total > 0 else positive + 1 / len(outputs)
    return shares
