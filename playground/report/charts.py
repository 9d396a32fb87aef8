"""The report's charts, from plain arrays; each describes itself for whoever cannot see it."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
from PIL import Image

from nn.module import Array
from playground.charts.colours import CLASSES, INK, TEST, WRONG, channels, series
from playground.training.thinning import thinned

MOST_ROWS = 120
"""Points of a line that are drawn: enough for the shape of a curve."""
FIT = alt.AutoSizeParams(type="fit", contains="padding")
"""Title, axes and legend count in a chart's size, in a file as they do on a page."""
HEIGHT = 380
LEGEND_ROW = 22
PLANE_WIDTH, PLANE_HEIGHT = 340, 424
"""Pixels of a plane with all that is around it: about a square remains, and it fits a telephone."""
STRENGTH = 0.55
"""How much of a class's colour a region has where the network is sure."""
SETS = {"training": 2, "test": 3}
"""Which column of a curve has whose cost."""
DIGITS_ACROSS = 5
DIGIT_SIZE = 46
"""Pixels of a digit on the screen."""
TITLE = 40
"""Pixels of a title, with the space below it."""
WIDE = 20.0
"""Costs that differ by more than this factor are drawn on a logarithmic scale."""
LONGER = 5.0
"""The same for the ends of curves."""


def cost_chart(curves: Mapping[str, Array], across: Mapping[str, Array], *, title: str, axis: str) -> alt.Chart:
    """The cost on training and test samples of each curve (n, 8) over `across` (n,), which `axis` names.

    One network has a colour for each set; several have a colour each, and a dash for the test samples.
    """
    costs = np.concatenate([curve[:, column] for curve in curves.values() for column in SETS.values()])
    above = costs[costs > 0]
    log = len(above) > 0 and float(above.max()) > WIDE * float(above.min())
    ends = [float(values[-1]) for values in across.values()]
    stretched = max(ends) > LONGER * min(ends) > 0
    rows = [
        {"x": _short(x), "cost": _short(cost), "set": name_of_set, "network": network}
        for network, curve in curves.items()
        for name_of_set, column in SETS.items()
        for x, cost in _thinned(across[network], curve[:, column])
        if (cost > 0 or not log) and (x > 0 or not stretched)
    ]
    names = list(curves)
    # one above and one below: side by side they would leave a narrow screen
    legend, legend_of_sets = (
        alt.Legend(orient=where, symbolType="stroke", symbolStrokeWidth=2.5, columns=2, labelLimit=220)
        for where in ("bottom", "top")
    )
    if len(names) == 1:
        legend_of_sets = legend
        scale = alt.Scale(domain=list(SETS), range=[INK, TEST])
        colour = alt.Color("set:N", title=None, scale=scale, sort=list(SETS), legend=legend)
    else:
        scale = alt.Scale(domain=names, range=series(len(names)))
        colour = alt.Color("network:N", title=None, scale=scale, sort=names, legend=legend)
    height = HEIGHT + LEGEND_ROW * (len(names) // 2)
    dashes = alt.Scale(domain=list(SETS), range=[[1, 0], [6, 3]])
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), title=title, height=height, autosize=FIT)
        .mark_line(strokeWidth=2)
        .encode(
            x=alt.X("x:Q", title=axis, scale=alt.Scale(type="log") if stretched else alt.Scale(zero=True)),
            y=alt.Y("cost:Q", title="Cost", scale=alt.Scale(type="log") if log else alt.Scale(zero=True)),
            color=colour,
            strokeDash=alt.StrokeDash("set:N", title=None, scale=dashes, sort=list(SETS), legend=legend_of_sets),
            detail=["network:N", "set:N"],
            tooltip=[
                alt.Tooltip("network:N", title="Network"),
                alt.Tooltip("set:N", title="Samples"),
                alt.Tooltip("x:Q", title=axis, format=".4~g"),
                alt.Tooltip("cost:Q", title="Cost", format=".4~g"),
            ],
        )
    )
    return chart


def plane_chart(plane: Array, extent: float, points: Array, labels: Array, *, title: str) -> alt.LayerChart:
    """What a network of two classes makes of the plane, uint8 (side, side), under points (n, 2) of classes (n,)."""
    whole: dict[str, Any] = {"width": alt.expr("width"), "height": alt.expr("height")}
    picture = (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_image(url=_url(_regions(plane)), align="left", baseline="top", aspect=False, smooth=False, **whole)
        .encode(x=alt.value(0), y=alt.value(0))
    )
    scale = alt.Scale(domain=[-extent, extent], nice=False)
    rows = [
        {"x1": _short(x1), "x2": _short(x2), "class": str(label)}
        for (x1, x2), label in zip(points.tolist(), labels.tolist(), strict=True)
    ]
    names = ["0", "1"]
    colours, shapes = (
        alt.Scale(domain=names, range=CLASSES[:2]),
        alt.Scale(domain=names, range=["circle", "square"]),
    )
    legend = alt.Legend(orient="bottom", symbolStrokeWidth=0.5)
    spots = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_point(filled=True, size=26, opacity=1, stroke=INK, strokeWidth=0.5)
        .encode(
            x=alt.X("x1:Q", title="x₁", scale=scale),
            y=alt.Y("x2:Q", title="x₂", scale=scale),
            color=alt.Color("class:N", title="Class", scale=colours, legend=legend),
            shape=alt.Shape("class:N", title="Class", scale=shapes, legend=legend),
            tooltip=[
                alt.Tooltip("x1:Q", title="x₁"),
                alt.Tooltip("x2:Q", title="x₂"),
                alt.Tooltip("class:N", title="Class"),
            ],
        )
    )
    return alt.LayerChart(layer=[picture, spots], title=title, width=PLANE_WIDTH, height=PLANE_HEIGHT, autosize=FIT)


def digits_chart(digits: Mapping[str, Array], *, title: str) -> alt.LayerChart:
    """Test images with what is read and how surely; a wrong one says so and has a frame."""
    rows = [_digit(number, digits) for number in range(len(digits["truth"]))]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(padding=0)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(padding=0)),
        tooltip=[
            alt.Tooltip("truth:N", title="Is"),
            alt.Tooltip("read:N", title="Read as"),
            alt.Tooltip("sure:N", title="How surely"),
        ],
    )
    frames = base.transform_filter("datum.wrong").mark_square(size=(DIGIT_SIZE + 8) ** 2, opacity=1, color=WRONG)
    images = base.mark_image(width=DIGIT_SIZE, height=DIGIT_SIZE, smooth=False).encode(url="picture:N")
    words = base.mark_text(dy=DIGIT_SIZE / 2 + 13, fontSize=12, color=INK).encode(text="words:N")
    lines = -(-len(rows) // DIGITS_ACROSS)
    chart: alt.LayerChart = alt.LayerChart(
        layer=[frames, images, words],
        title=title,
        width=DIGITS_ACROSS * (DIGIT_SIZE + 20),
        height=lines * (DIGIT_SIZE + 36) + TITLE,
        autosize=FIT,
    ).configure_view(stroke=None)
    return chart


def map_chart(points: Array, labels: Array, *, title: str) -> alt.Chart:
    """Each code (n, 2) as its digit: what the colours cannot tell apart, the digits do."""
    rows = [
        {"x": _short(x), "y": _short(y), "digit": str(label)}
        for (x, y), label in zip(points.tolist(), labels.tolist(), strict=True)
    ]
    names = [str(digit) for digit in range(10)]
    scale = alt.Scale(domain=names, range=CLASSES)
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), title=title, height=HEIGHT + LEGEND_ROW, autosize=FIT)
        .mark_text(fontSize=12, fontWeight="bold")
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(zero=False)),
            y=alt.Y("y:Q", axis=None, scale=alt.Scale(zero=False)),
            text="digit:N",
            color=alt.Color("digit:N", scale=scale, legend=None),
            tooltip=[alt.Tooltip("digit:N", title="Digit")],
        )
    )
    return chart


def _digit(number: int, digits: Mapping[str, Array]) -> dict[str, Any]:
    truth, read = int(digits["truth"][number]), int(digits["read"][number])
    sure = f"{100 * float(digits['confidence'][number]):.0f} %"
    row, column = divmod(number, DIGITS_ACROSS)
    return {
        "row": row,
        "column": column,
        "picture": _url(255 - digits["images"][number]),
        "truth": truth,
        "read": read,
        "sure": sure,
        "wrong": truth != read,
        "words": f"{read} · {sure}" if truth == read else f"{read}, is {truth}",
    }


def _regions(plane: Array) -> Array:
    """A plane's colours and opacity (side, side, 4): nothing, so that the page is seen, where both are as likely."""
    classes = np.array([channels(colour) for colour in CLASSES[:2]])
    opacity = 255 * STRENGTH * np.abs(plane - 127.5) / 127.5
    regions: Array = np.rint(np.dstack([classes[(plane > 127).astype(int)], opacity])).astype(np.uint8)
    return regions


def _url(pixels: Array) -> str:
    """Pixels, uint8 (rows, columns) or (rows, columns, 4), as an address that holds the picture itself."""
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"


def _thinned(across: Array, up: Array) -> list[tuple[float, float]]:
    chosen = thinned(up[:, None], MOST_ROWS)
    pairs = zip(across[chosen].tolist(), up[chosen].tolist(), strict=True)
    return [(x, y) for x, y in pairs if np.isfinite(x) and np.isfinite(y)]


def _short(value: float) -> float:
    return float(f"{value:.4g}")
