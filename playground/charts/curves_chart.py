"""Curves of kept runs on shared axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from playground.analysis.runs.seed_bands import Line
from playground.charts.colours import SERIES, series

ACROSS: Mapping[str, str] = {"Epochs": "epoch", "Updates": "updates", "Seconds": "seconds"}
"""What the x-axis can show, as a person chooses it -> the name of a curve's column."""
UP: Mapping[str, str] = {
    "Test cost": "test_cost",
    "Validation cost": "validation_cost",
    "Train cost": "train_cost",
    "Test accuracy (%)": "test_accuracy",
    "Validation accuracy (%)": "validation_accuracy",
    "Train accuracy (%)": "train_accuracy",
}
"""The same for the y-axis."""
_TITLES = {"Epochs": "Epochs (training sets seen)", "Updates": "Updates", "Seconds": "Training time (s)"}
_DASHES = [[1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [12, 3, 2, 3, 2, 3]]
"""One more than there are colours: neighbours differ in both, and no two of `MOST_LINES` lines look the same."""
_POINTS = "points"
MOST_LINES = len(SERIES) * len(_DASHES)
HEIGHT = 420
LEGEND_ROW = 25
"""Height of a name in the legend, in pixels: Streamlit counts the legend in."""


def curves_chart(lines: Sequence[Line], across: str, up: str, *, log: bool = False) -> alt.LayerChart:
    """The first `MOST_LINES` lines, a colour and a dash each, with their bands.

    `across` is a key of `ACROSS` and `up` one of `UP`, by which the lines were made; `log` is for costs, and leaves
    out what is not above 0.
    """
    drawn = lines[:MOST_LINES]
    names = [line.name for line in drawn]
    percent = 100 if up.endswith("(%)") else 1
    rows = [
        {"line": line.name, "x": float(f"{line.x[index]:.6g}"), **_heights(line, index, percent)}
        for line in drawn
        for index in range(len(line.x))
        if not log or line.low[index] > 0
    ]
    colours = series(len(drawn))
    dashes = [_DASHES[index % len(_DASHES)] for index in range(len(drawn))]
    legend = alt.Legend(
        orient="bottom",
        columns=1,
        labelLimit=320,
        symbolType="stroke",
        symbolStrokeWidth=2.5,
        symbolSize=500,
        symbolOpacity=1,
    )
    colour = alt.Color("line:N", title=None, sort=names, scale=alt.Scale(domain=names, range=colours), legend=legend)
    dash = alt.StrokeDash("line:N", title=None, sort=names, scale=alt.Scale(domain=names, range=dashes), legend=legend)
    base = alt.Chart(alt.NamedData(name=_POINTS)).encode(
        x=alt.X("x:Q", title=_TITLES[across]),
        y=alt.Y("y:Q", title=up, scale=alt.Scale(type="log") if log else alt.Scale(zero=percent == 1)),
        color=colour,
    )
    nearest = alt.selection_point(
        name="nearest", nearest=True, on="pointerover", clear="pointerout", fields=["line", "x"], empty=False
    )
    layers = [
        base.mark_line(strokeWidth=2).encode(strokeDash=dash),
        base.mark_point(filled=True, size=70)
        .encode(
            opacity=alt.condition(nearest, alt.value(1), alt.value(0)),
            tooltip=[
                alt.Tooltip("line:N", title="Run"),
                alt.Tooltip("x:Q", title=across, format=",.4~g"),
                alt.Tooltip("y:Q", title=up, format=".4~g"),
                *([alt.Tooltip("band:N", title="Least to greatest")] if any(line.seeds > 1 for line in drawn) else []),
            ],
        )
        .add_params(nearest),
    ]
    if any(line.seeds > 1 for line in drawn):
        layers.insert(0, base.mark_area(opacity=0.2).encode(y="low:Q", y2="high:Q"))
    return alt.LayerChart(
        layer=layers,
        # by name, for Altair looks at every value of inline data: a second for a full chart
        datasets={_POINTS: rows},
        title=f"{up.removesuffix(' (%)')} of the runs",
        height=HEIGHT + LEGEND_ROW * len(drawn),
    )


def _heights(line: Line, index: int, percent: int) -> dict[str, float | str]:
    y, low, high = (float(f"{percent * each[index]:.5g}") for each in (line.y, line.low, line.high))
    return {"y": y, "low": low, "high": high, "band": f"{low:g} to {high:g}" if line.seeds > 1 else "one run"}
