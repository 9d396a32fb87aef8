"""The images, and the places in them, that excite each filter of a layer most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nn.module import Array
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork

MOST_IMAGES = 2000
BEST = 9


@dataclass(frozen=True, eq=False)
class BestPatches:
    """For each filter, strongest first, (filters, best): which image, at which position of the output, how strongly."""

    images: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int64]
    values: Array


@overflow_allowed
def best_patches(network: TrainedNetwork, place: int, images: Array, best: int = BEST) -> BestPatches:
    """Search the first `MOST_IMAGES` of `images`, as the dataset has them, for what excites the layer at `place` most.

    Each image counts once, by its strongest position; positions are in the order of reading.
    """
    images = images[:MOST_IMAGES]
    strongest, where = [], []
    for part in network.parts(images):
        values = network.layer_output(place, network.inputs(part))
        # (filters, positions, n)
        lying = values.reshape(len(values), -1, values.shape[-1]).T
        places = lying.argmax(axis=1)
        strongest.append(np.take_along_axis(lying, places[:, None], axis=1)[:, 0])
        where.append(places)
    answers, positions = np.concatenate(strongest, axis=1), np.concatenate(where, axis=1)
    chosen = np.argsort(-answers, axis=1, kind="stable")[:, :best]
    return BestPatches(
        chosen, np.take_along_axis(positions, chosen, axis=1), np.take_along_axis(answers, chosen, axis=1)
    )
