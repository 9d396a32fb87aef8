"""Small pictures of the glossary, as marks that a browser draws; what they show is computed by nn and the datasets."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nn import Sequential
from nn.loss import Loss
from nn.module import Array, Module
from nn.optimiser import Optimiser
from nn.rate_schedules import RateSchedule
from nn.registry import Data, make
from playground.datasets import Dataset, samples_of

Mark = dict[str, Any]
"""One of `line`, `dots`, `boxes` and `arrows`, with places, or `words` with a text at each; `colour` is one of
`COLOURS`, and the `shades` of boxes are from 0 to 1."""
Picture = tuple[Mark, ...]
WIDTH, HEIGHT = 160.0, 80.0
"""Of every picture; x grows to the right, y downwards."""
EDGE = 8.0
COLOURS = ("ink", "muted", "first", "second", "third", "test", "validation", "mark")
Function = Callable[[Array], Array]


def _rounded(points: Any) -> list[list[float]]:
    rows: list[list[float]] = np.round(np.asarray(points, float), 1).tolist()
    return rows


def _placed(x: Any, y: Any, across: Sequence[float], up: Sequence[float]) -> list[list[float]]:
    """Places in the picture of points within the ranges `across` and `up`, y upwards."""
    heights = np.clip(np.asarray(y, float), up[0], up[1])
    shares = [
        (np.asarray(x, float) - across[0]) / (across[1] - across[0]),
        1 - (heights - up[0]) / (up[1] - up[0]),
    ]
    sizes = (WIDTH, HEIGHT)
    return _rounded(np.stack([EDGE + s * (size - 2 * EDGE) for s, size in zip(shares, sizes, strict=True)], -1))


def words(*texts: tuple[float, float, str], colour: str = "muted") -> Mark:
    """Texts, each centred at a place."""
    return {"words": [list(text) for text in texts], "colour": colour}


def curves(
    *functions: Function, across: tuple[float, float] = (-3.0, 3.0), up: tuple[float, float] = (-1.2, 1.2)
) -> Picture:
    """Functions over a range, the first in ink, with axes where they lie within."""
    x = np.linspace(*across, 61)
    axes = [
        {"line": _placed(ends[0], ends[1], across, up), "colour": "muted"}
        for ends in (([across[0], across[1]], [0, 0]), ([0, 0], [up[0], up[1]]))
    ]
    kinds = ("first", "second", "third")
    return (
        *axes,
        *({"line": _placed(x, each(x), across, up), "colour": kinds[n]} for n, each in enumerate(functions)),
    )


def activation(*kinds: str, up: tuple[float, float] = (-1.2, 1.2)) -> Picture:
    """What activations make of a number, as nn computes it."""

    def of(kind: str) -> Function:
        network = Sequential([make(Module, {"kind": kind})]).build((1,), None, np.float64)
        return lambda x: network.forward(x[:, None])[:, 0].copy()

    return curves(*map(of, kinds), up=up)


def loss(kind: str, *, target: float = 1.0) -> Picture:
    """Loss of one output, from −3 to 3, whose target is given."""
    made = make(Loss, {"kind": kind})

    def value(z: Array) -> Array:
        return np.array([made.value(np.array([[each]]), np.array([[target]])) for each in z])

    return (*curves(value, up=(0.0, 4.0)), words((110, 76, "output"), (30, 10, "loss")))


def rate(*schedules: Data) -> Picture:
    """Share of the learning rate over a training of 20 epochs."""

    def of(data: Data) -> Function:
        made = make(RateSchedule, data)
        return lambda epochs: np.array([made.share(epoch, 20.0) for epoch in epochs])

    return (*curves(*map(of, schedules), across=(0.0, 20.0), up=(0.0, 1.1)), words((125, 76, "epochs")))


def descent(*optimisers: Data, steps: int = 14) -> Picture:
    """Paths of optimisers down a long valley, x² + 8 y², drawn by nn's own updates."""
    across, up = (-4.2, 2.0), (-1.6, 1.6)
    turn = np.linspace(0, 2 * math.pi, 41)
    rings: list[Mark] = [
        {"line": _placed(r * np.cos(turn), r * np.sin(turn) / math.sqrt(8), across, up), "colour": "muted"}
        for r in (1.0, 2.0)
    ]
    paths: list[Mark] = []
    for data, colour in zip(optimisers, ("first", "second", "third"), strict=False):
        made, theta, places = make(Optimiser, data), np.array([-4.0, 1.2]), []
        for _ in range(steps):
            places.append(theta.copy())
            made.update(theta, np.array([2.0, 16.0]) * theta)
        x, y = np.clip(np.array(places), -6, 6).T
        paths.append({"line": _placed(x, y, across, up), "colour": colour})
        paths.append({"dots": _placed(x, y, across, up), "colour": colour})
    return (*rings, *paths)


def network(*sizes: int, gone: Sequence[tuple[int, int]] = (), colour: str = "first") -> Picture:
    """Columns of units, each joined with all of the next column; those `gone` (column, row) are left out."""
    x = np.linspace(EDGE + 12, WIDTH - EDGE - 12, len(sizes))
    places = {
        (column, row): (x[column], HEIGHT / 2 + (row - (size - 1) / 2) * min(18.0, (HEIGHT - 2 * EDGE) / size))
        for column, size in enumerate(sizes)
        for row in range(size)
    }
    left = {key: place for key, place in places.items() if key not in gone}
    lines: list[Mark] = [
        {"line": _rounded([here, there]), "colour": "muted"}
        for (column, _), here in left.items()
        for (other, _), there in left.items()
        if other == column + 1
    ]
    missing = [places[key] for key in gone]
    rows = [{"dots": _rounded(missing), "colour": "muted"}] if missing else []
    return (*lines, *rows, {"dots": _rounded(list(left.values())), "colour": colour, "size": 4.5})


def points(data: Data, *, border: Function | None = None, most: int = 90) -> Picture:
    """Points of a dataset with two classes, in their colours, and a border where one is given as y of x."""
    samples = samples_of(make(Dataset, data))
    x, labels = samples.x_train[:most, :2], samples.y_train[:most]
    low, high = x.min(0) - 0.2, x.max(0) + 0.2
    across, up = (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))
    marks: list[Mark] = []
    for label, colour in zip((0, 1), ("first", "second"), strict=True):
        mine = x[labels == label]
        marks.append({"dots": _placed(mine[:, 0], mine[:, 1], across, up), "colour": colour})
    if border is not None:
        places = np.linspace(*across, 31)
        marks.append({"line": _placed(places, border(places), across, up), "colour": "ink"})
    return tuple(marks)


def cells(*grids: Any, between: str = "→", marked: tuple[int, int, int] | None = None) -> Picture:
    """Small grids of grey cells (0 to 1) beside each other; `marked` frames (row, column, side) of the first."""
    marks: list[Mark] = []
    room = WIDTH / len(grids)
    for number, grid in enumerate(grids):
        values = np.atleast_2d(np.asarray(grid, float))
        side = min((room - 18) / values.shape[1], (HEIGHT - 2 * EDGE) / values.shape[0], 16.0)
        left = room * (number + 0.5) - side * values.shape[1] / 2
        upper = HEIGHT / 2 - side * values.shape[0] / 2
        boxes = [
            [left + column * side, upper + row * side, side, side]
            for row in range(values.shape[0])
            for column in range(values.shape[1])
        ]
        marks.append({"boxes": _rounded(boxes), "shades": np.round(values.ravel(), 2).tolist(), "colour": "ink"})
        if marked and not number:
            row, column, size = marked
            frame = [left + column * side, upper + row * side, size * side, size * side]
            marks.append({"boxes": _rounded([frame]), "colour": "mark"})
        if number:
            marks.append(words((room * number, HEIGHT / 2 + 4, between)))
    return tuple(marks)


def flow(*names: str, colours: Sequence[str] = (), heights: Sequence[float] = ()) -> Picture:
    """Boxes in a row with arrows between them, each with a word."""
    count = len(names)
    step = (WIDTH - 2 * EDGE) / count
    tall = list(heights) or [26.0] * count
    marks: list[Mark] = []
    for number, name in enumerate(names):
        left, width = EDGE + number * step + 3, step - 12
        box = [left, HEIGHT / 2 - tall[number] / 2, width, tall[number]]
        marks.append({"boxes": _rounded([box]), "colour": colours[number] if colours else "first"})
        lines = name.split("\n")
        marks.append(
            words(
                *((left + width / 2, HEIGHT / 2 + 3 + 9 * (n - (len(lines) - 1) / 2), t) for n, t in enumerate(lines)),
                colour="ink",
            )
        )
        if number + 1 < count:
            start = left + width
            marks.append({"arrows": _rounded([[start, HEIGHT / 2, start + 12, HEIGHT / 2]]), "colour": "muted"})
    return tuple(marks)


def bars(values: Sequence[float], *, names: Sequence[str] = (), colours: Sequence[str] = ()) -> Picture:
    """Bars side by side, of shares from 0 to 1, with a name below each."""
    step = (WIDTH - 2 * EDGE) / len(values)
    floor = HEIGHT - EDGE - (8 if names else 0)
    marks: list[Mark] = []
    for number, value in enumerate(values):
        tall = max(1.0, value * (floor - EDGE))
        box = [EDGE + number * step + 2, floor - tall, step - 4, tall]
        marks.append({"boxes": _rounded([box]), "shades": [1.0], "colour": colours[number] if colours else "first"})
        if names:
            marks.append(words((EDGE + (number + 0.5) * step, HEIGHT - 5, names[number])))
    return tuple(marks)


def learning(train: Function, other: Function, *, colour: str = "test", mark: float | None = None) -> Picture:
    """A cost's curves over the epochs, 0 to 1: of training in ink, of others beside it; a mark at one epoch."""
    x, across, up = np.linspace(0, 1, 41), (0.0, 1.0), (0.0, 1.0)
    marks: list[Mark] = [
        {"line": _placed([0, 0, 1], [1, 0, 0], across, up), "colour": "muted"},
        {"line": _placed(x, train(x), across, up), "colour": "ink"},
        {"line": _placed(x, other(x), across, up), "colour": colour},
    ]
    if mark is not None:
        marks.append({"line": _placed([mark, mark], [0, 1], across, up), "colour": "mark"})
    return tuple(marks)
