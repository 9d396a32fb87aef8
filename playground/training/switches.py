"""Units of a network that are switched off: to those behind them they are nothing.

A unit is switched off by its outgoing weights, which are 0 then: neither its inputs nor its bias reach any other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nn.layers import Linear
from nn.module import Array
from playground.training.network_columns import Column, columns_of, skips_of
from playground.training.trained_network import TrainedNetwork

Unit = tuple[int, int]
"""The number of a column of the network, and of a unit, or a channel of images, in it."""


def outgoing_weights(columns: Sequence[Column], unit: Unit) -> Array | None:
    """The weights that lead from a unit, at any of its places, to the column behind it: a view (places, units behind).

    None where there is no such unit, where it is an output, and where its values go other ways as well: around the
    column behind it, or through modules that mix them with others'.
    """
    column, number = unit
    if not 0 <= column < len(columns) - 1 or not 0 <= number < columns[column].units or skips_of(columns):
        return None
    before, head = columns[column], columns[column + 1].head
    if head is None:
        return None
    weights = head.params["weights"]
    direct = before.seen == len(before.modules) or (isinstance(head, Linear) and before.hands_on)
    if not direct or weights.size % (before.units * weights.shape[-1]):
        return None
    # the values of a place stand together, a channel's each at the same distance from the next
    return weights.reshape(-1, before.units, weights.shape[-1])[:, number]


def switch_off(network: TrainedNetwork, units: Collection[Unit]) -> None:
    """Switch units off in this network alone; those that cannot be are passed over."""
    columns = columns_of(network.model.layers, network.experiment) if units else []
    for unit in units:
        outgoing = outgoing_weights(columns, unit)
        if outgoing is not None:
            outgoing[...] = 0


def columns_by_row(network: TrainedNetwork) -> dict[int, int]:
    """The column of each row of the stack, from 0, whose outputs are those of units that can be switched off."""
    columns = columns_of(network.model.layers, network.experiment)
    rows = {id(layer): row for row, layer in enumerate(network.model.layers)}
    return {
        rows[id(module)]: number
        for number, column in enumerate(columns)
        if number and outgoing_weights(columns, (number, 0)) is not None
        for module in column.modules[: column.seen]
    }


def can_be_switched_off(network: TrainedNetwork, unit: Unit) -> bool:
    """True where there is such a unit of a network for images, and something behind it; the image is no unit."""
    columns = columns_of(network.model.layers, network.experiment)
    return unit[0] > 0 and outgoing_weights(columns, unit) is not None


def unit_name(network: TrainedNetwork, unit: Unit) -> str:
    """The unit as a person reads it: Unit 12 of 2 · Linear, Filter 3 of 1 · Conv2D."""
    head = columns_of(network.model.layers, network.experiment)[unit[0]].head
    row = next(row for row, layer in enumerate(network.model.layers, 1) if layer is head)
    kind = "Unit" if isinstance(head, Linear) else "Filter"
    return f"{kind} {unit[1]} of {row} · {network.model.layers[row - 1].title()}"
