"""The pictures of a race."""

import numpy as np
import pytest

from playground.analysis.batch_modes.modes import FULL_BATCH, STOCHASTIC
from playground.charts.gradient_noise_chart import gradient_noise_chart
from playground.charts.paths_chart import paths_chart
from playground.charts.race_chart import powers, race_chart
from tests.playground.analysis.batch_modes.races import TWO


def layers(chart):
    """The chart's layers, each with the rows that it draws."""
    described = chart.to_dict()
    found = []
    for layer in described["layer"]:
        data = layer.get("data") or described["data"]
        rows = data["values"] if "values" in data else described["datasets"][data["name"]]
        found.append({**layer, "data": {"values": rows}})
    return found


def test_the_race_chart_shares_its_axes():
    curves = {name: each["curve"] for name, each in TWO.items()}
    lines, *others = layers(race_chart(curves, "Seconds", "Training cost"))
    assert others == []
    encoding = lines["encoding"]
    assert encoding["x"]["scale"]["type"] == encoding["y"]["scale"]["type"] == "log"
    assert encoding["x"]["title"] == "Training time (seconds)"
    # the start, at zero, has no place
    assert lines["data"]["values"] == [
        {"name": STOCHASTIC, "x": 2, "y": 0.2},
        {"name": STOCHASTIC, "x": 4, "y": 0.1},
        {"name": FULL_BATCH, "x": 1, "y": 0.1},
        {"name": FULL_BATCH, "x": 2, "y": 0.05},
    ]
    for channel in ("color", "strokeDash"):
        scale = encoding[channel]["scale"]
        assert scale["domain"] == [STOCHASTIC, FULL_BATCH]
        assert scale["range"][0] != scale["range"][1]


def test_accuracy_is_in_percent_beside_the_goal(raced):
    curves = {name: each["curve"] for name, each in raced[0]["contestants"].items()}
    lines, goal = layers(race_chart(curves, "Updates", "Training accuracy"))
    assert goal["data"]["values"] == [{"goal": 99}]
    assert lines["encoding"]["y"]["title"] == "Training accuracy (%)"
    last = [row for row in lines["data"]["values"] if row["name"] == FULL_BATCH][-1]
    assert last["x"] == 3
    assert last["y"] == pytest.approx(100 * curves[FULL_BATCH][-1, 4], rel=1e-4)


def test_a_long_line_is_thinned_evenly_over_the_logarithm():
    x = np.arange(1, 100_001)
    curve = np.column_stack([x, x, 1 / x, 1 / x, *[x * np.nan] * 4, x]).astype(np.float32)
    rows = layers(race_chart({"long": curve}, "Epochs", "Training cost"))[0]["data"]["values"]
    assert len(rows) <= 120
    assert (rows[0]["x"], rows[-1]["x"]) == (1, 100_000)
    assert sum(row["x"] < 300 for row in rows) > 40


def test_a_curve_without_classes_or_points_is_an_empty_chart():
    rows = np.full((3, 9), np.nan, np.float32)
    for measure in ("Training cost", "Test accuracy"):
        assert layers(race_chart({"none": rows}, "Epochs", measure))[0]["data"]["values"] == []


def test_powers_of_ten_are_ticks_where_there_are_some():
    assert powers([0.002, 30]).to_dict()["values"] == [0.001, 0.01, 0.1, 1, 10, 100]
    assert "values" not in powers([2, 30]).to_dict()
    assert "values" not in powers([]).to_dict()


def test_paths_start_together_and_end_in_squares():
    paths = {"one": np.array([[0.0, 0], [1, 2]]), "other": np.array([[0.0, 0], [3, 4], [5, 6]])}
    surface = np.array([[1.0, 0.1], [0.01, np.inf]], np.float32)
    extent = np.array([[0.0, 5], [0, 6]])
    drawn = layers(paths_chart(paths, np.array([0.7, 0.2]), extent, surface))
    cells = drawn[0]["data"]["values"]
    assert drawn[0]["mark"]["type"] == "rect"
    assert [(cell["x"], cell["x2"], cell["y"], cell["y2"]) for cell in cells[:2]] == [
        (-2.5, 2.5, -3, 3),
        (2.5, 7.5, -3, 3),
    ]
    assert [cell["cost"] for cell in cells] == [1, 0.1, 0.01, 1]  # what is not finite is as high as the highest
    ends = next(each for each in drawn if each["mark"].get("shape") == "square")["data"]["values"]
    assert [(end["name"], end["x"], end["y"]) for end in ends] == [("one", 1, 2), ("other", 5, 6)]
    start = next(each for each in drawn if each["mark"].get("shape") == "circle")["data"]["values"]
    assert [(each["x"], each["y"]) for each in start] == [(0, 0)]
    titles = {each["encoding"]["x"]["title"] for each in drawn}
    assert titles == {"First direction (70 %)"}


def test_paths_without_a_surface_are_drawn_all_the_same():
    drawn = layers(paths_chart({"one": np.zeros((2, 2))}, np.array([1.0, 0])))
    assert "rect" not in {each["mark"]["type"] for each in drawn}
    assert "line" in {each["mark"]["type"] for each in drawn}


def test_the_noise_chart_has_the_law_beside_the_measured():
    sizes = np.array([1.0, 10, 100])
    found = {"first": (sizes, np.array([9.0, 1, 0]), 10 / sizes)}
    rule, _, law, marks = layers(gradient_noise_chart(found))
    assert rule["encoding"]["y"]["field"] == "even"
    assert (law["encoding"]["y"]["field"], marks["encoding"]["y"]["field"]) == ("law", "measured")
    # no noise at all has no place on a logarithmic axis
    assert [(row["size"], row["measured"], row["law"]) for row in marks["data"]["values"]] == [(1, 9, 10), (10, 1, 1)]
