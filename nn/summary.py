"""The table of a network that print(model) shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nn.module import Module, Shape
from nn.registry import data_of
from nn.settings import settings_of
from nn.shape_words import sizes_text
from nn.trace import trace

if TYPE_CHECKING:
    from nn.sequential import Sequential


def described(layer: Module) -> str:
    """A module with those of its settings that are not the defaults: Linear(units=3), Tanh."""
    data = data_of(layer)
    own = [s for s in settings_of(type(layer)) if data[s.name] != s.default]
    given = ", ".join(f"{each.name}={data[each.name]!r}" for each in own)
    return f"{layer.title()}({given})" if given else layer.title()


def table(model: Sequential) -> str:
    """A line a module, with its output's shape and its parameters, and their total; of a model that is not built, the
    modules alone. An output activation that a loss has brought stands behind the rows."""
    titles = [(str(number), described(layer)) for number, layer in enumerate(model.layers, 1)]
    brought = model.activation
    if brought is not None and not (model.layers and isinstance(model.layers[-1], brought)):
        titles.append(("", f"{brought.title()}, of the loss"))
    if "theta" not in vars(model):
        lines = _aligned([("row", "module"), *titles])
        return "\n".join([*lines, "Not built: build(shape, rng) gives it shapes and parameters."])
    rows = [(row.shape_out or (), f"{row.parameters:,}") for row in trace(model.layers, model.shape)]
    rows += [(model.output_shape, "0")] * (len(titles) - len(rows))
    cells = [(*title, _output(shape), count) for title, (shape, count) in zip(titles, rows, strict=True)]
    total = ("", "total", "", f"{model.count:,}")
    return "\n".join(_aligned([("row", "module", "output", "parameters"), *cells, total]))


def _output(shape: Shape) -> str:
    return sizes_text(shape) + (f" number{'s' * (shape[0] != 1)}" if len(shape) == 1 else "")


def _aligned(lines: list[tuple[str, ...]]) -> list[str]:
    """The cells of each line below each other: words to the left, what is counted, first and fourth, to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in (0, 3) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
