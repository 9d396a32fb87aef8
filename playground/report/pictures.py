"""The pictures of a chapter, from the plain arrays that its run gave; page and file show the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from altair import Chart, LayerChart

from nn.module import Array
from playground.charts.contact_sheet import contact_sheet
from playground.charts.points_chart import points_chart
from playground.datasets.dataset import Samples
from playground.datasets.tasks import Classify
from playground.report.charts import DIGITS_ACROSS, HEIGHT, cost_chart, digits_chart, map_chart, plane_chart

SHEET = 640
"""About how many pixels wide a row of digits is."""
SERIES = ("plane", "rebuilt")
"""Kinds of which there is one for each network."""
EPOCHS, SECONDS = "Epochs (training sets seen)", "Seconds of training"


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart, or pixels, uint8 (rows, columns); `alt` says what is to be seen, `name` is fit for a file."""

    name: str
    alt: str
    content: Chart | LayerChart | Array
    fixed: bool = False
    """Whether it has a size of its own instead of the width that there is."""


ROW = 3
"""Pictures beside each other, where the page is wide enough."""


def in_rows(pictures: Sequence[Picture]) -> list[Sequence[Picture]]:
    """The pictures in rows of at most `ROW`; where there are more than one row has, each kind begins its own."""
    kinds: dict[str, list[Picture]] = {}
    for picture in pictures:
        kind = picture.name.split("_")[0] if len(pictures) > ROW else ""
        kinds.setdefault(kind if kind in SERIES else "", []).append(picture)
    return [each[start : start + ROW] for each in kinds.values() for start in range(0, len(each), ROW)]


def pictures_of(shown: Mapping[str, Any]) -> list[Picture]:
    """The pictures of what `Chapter.pictures` gave, in the order in which they are to be seen."""
    found: list[Picture] = []
    for part in (_data, _curves, _digits, _map, _planes, _rebuilt):
        found += part(shown)
    return found


def _data(shown: Mapping[str, Any]) -> Iterator[Picture]:
    data = shown.get("data", {})
    if "points" in data:
        points, labels = data["points"], data["labels"].astype(np.int64)
        chart = points_chart(Samples(points, labels, points, labels), Classify(("0", "1")), HEIGHT)
        yield Picture("data", "The training points, coloured by class", chart)
    if "images" in data:
        yield Picture("data", "The first training images", _sheet(data["images"], DIGITS_ACROSS), fixed=True)


def _curves(shown: Mapping[str, Any]) -> Iterator[Picture]:
    curves: Mapping[str, Array] = shown.get("curves", {})
    if not curves:
        return
    epochs = {name: curve[:, 0] for name, curve in curves.items()}
    yield Picture("cost", "The cost over the epochs", cost_chart(curves, epochs, title="Cost", axis=EPOCHS))
    if len(curves) > 1:
        chart = cost_chart(curves, shown["seconds"], title="The same over time", axis=SECONDS)
        yield Picture("cost_in_time", "The cost over the seconds of training", chart)


def _planes(shown: Mapping[str, Any]) -> Iterator[Picture]:
    for number, (name, plane) in enumerate(shown.get("planes", {}).items()):
        chart = plane_chart(plane, shown["extent"], shown["points"], shown["labels"], title=name)
        alt_text = f"{name}: the regions of the two classes, and the test points"
        yield Picture(f"plane_{number + 1}", alt_text, chart, fixed=True)


def _digits(shown: Mapping[str, Any]) -> Iterator[Picture]:
    if "digits" in shown:
        digits = shown["digits"]
        right = int((digits["truth"] == digits["read"]).sum())
        title = "Test digits drawn at random, and what is read"
        alt_text = f"{len(digits['truth'])} test digits with what is read of each: {right} are right"
        yield Picture("digits", alt_text, digits_chart(digits, title=title), fixed=True)


def _rebuilt(shown: Mapping[str, Any]) -> Iterator[Picture]:
    for number, (name, pictures) in enumerate(shown.get("rebuilt", {}).items()):
        alt_text = f"{name}: above the first test image of each digit as it shall be, below as it comes back"
        yield Picture(f"rebuilt_{number + 1}", alt_text, _sheet(pictures, pictures.shape[1]), fixed=True)


def _map(shown: Mapping[str, Any]) -> Iterator[Picture]:
    if "map" in shown:
        found = shown["map"]
        title = f"t-SNE of {len(found['labels']):,} test codes (Original, BCE)"
        alt_text = "The test codes arranged by t-SNE, each as its digit; distances between groups mean nothing"
        yield Picture("map", alt_text, map_chart(found["points"], found["labels"], title=title))


def _sheet(images: Array, across: int) -> Array:
    """Images (..., rows, columns) of ink as one picture, so many of them in a line."""
    rows, columns = images.shape[-2:]
    return contact_sheet(images.reshape(-1, rows, columns, 1), max(1, SHEET // (across * (columns + 1))), across)
