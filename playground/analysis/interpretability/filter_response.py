"""Response of a filter to an image, position by position."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.interpretability.filters import FilterLayer
from playground.analysis.interpretability.receptive_fields import ReceptiveFields
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork


@dataclass(frozen=True, eq=False)
class FilterResponse:
    """A filter's answer to one image.

    `values` is its output before any activation, (rows, columns), with one row for a signal; of a Linear layer's unit,
    what each pixel adds. `on_image` puts it on the pixels, None where every position sees the whole image. `output` is
    the largest value; of a unit, its output.
    """

    values: Array
    on_image: Array | None
    output: float


@overflow_allowed
def filter_outputs(network: TrainedNetwork, filters: FilterLayer, inputs: Array) -> Array:
    """The outputs of all filters for one prepared image: (*positions, filters)."""
    found: Array = np.nan_to_num(network.layer_output(filters.place, inputs[None])[0])
    return found


def filter_response(
    network: TrainedNetwork, filters: FilterLayer, seen: ReceptiveFields, inputs: Array, chosen: int
) -> FilterResponse:
    """Where the `chosen` filter answers one prepared image (rows, columns, 1)."""
    values = filter_outputs(network, filters, inputs)[..., chosen]
    if not filters.slides:
        added = (filters.weights[chosen] * inputs).sum(axis=-1)
        return FilterResponse(added, added, float(values))
    on_image = seen.on_image(values) if seen.local else None
    return FilterResponse(values.reshape(-1, values.shape[-1]), on_image, float(values.max()))


def liveliness(values: Array) -> Array:
    """How much each filter's output (*positions, filters) varies over the image: its standard deviation, (filters,).

    A vector has one position: there it is the size of the output.
    """
    flat = values.reshape(-1, values.shape[-1])
    varied: Array = flat.std(axis=0) if len(flat) > 1 else abs(flat[0])
    return varied
