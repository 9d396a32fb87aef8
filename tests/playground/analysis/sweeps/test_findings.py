"""Means, the best, and the charts of a sweep, on results made by hand."""

import json
import math

import numpy as np
import pytest

from playground.analysis.sweeps.findings import SCORES, best_of, counterpart, deciding_cost, grid, lines, scores_of
from playground.charts.sweep_charts import Coordinate, Measured, heat_map, parallel_coordinates
from tests.playground.analysis.sweeps.small_sweeps import small

ACCURACY, COST = SCORES["Test accuracy (%)"], SCORES["Test cost"]
MEASURED = Measured("Test accuracy (%)", False, ".1f")
RATES, SIZES = Coordinate("Learning rate", ("0.1", "1")), Coordinate("Batch size", ("10", "20", "50"))


def sweep():
    """Two learning rates, three seeds."""
    return small(optimiser__learning_rate=(0.1, 1), seed=(4, 5, 6))


def result(accuracy, cost=0.5):
    """What a training gives that ended with these."""
    scores = {"train_cost": cost, "test_cost": cost, "train_accuracy": accuracy, "test_accuracy": accuracy}
    scores |= {"validation_cost": None, "validation_accuracy": None}
    return {"final": scores, "best": scores, "diverged": False}


def found(*accuracies):
    return {index: result(accuracy) for index, accuracy in enumerate(accuracies) if accuracy is not None}


def test_the_best_is_so_in_the_mean_over_the_seeds_not_by_one_lucky_seed():
    best = best_of(sweep(), found(1.0, 0.5, 0.6, 0.8, 0.9, 0.7), ACCURACY)
    assert best.index == 4
    assert best.values == {"optimiser.learning_rate": 1}
    assert best.scores == (80.0, 90.0, 70.0)


def test_a_cost_is_best_where_it_is_lowest_and_breaks_ties():
    results = {0: result(1.0, 0.3), 1: result(1.0, 0.1), 3: result(1.0, 0.15)}
    assert best_of(sweep(), results, COST).index == 3
    assert best_of(sweep(), results, ACCURACY).index == 3


def test_seeds_alone_are_compared_by_seed():
    best = best_of(small(seed=(4, 5)), found(0.5, 0.75), ACCURACY)
    assert best.index == 1


def test_failures_and_what_is_not_there_yet_have_no_score():
    results = {0: {"failure": "No data."}, 5: result(0.25)}
    assert math.isnan(ACCURACY.of(results[0]))
    assert best_of(sweep(), results, ACCURACY).index == 5
    assert best_of(sweep(), {0: results[0]}, ACCURACY) is None
    means, counts = grid(sweep(), results, ACCURACY, "optimiser.learning_rate", "seed")
    assert np.argwhere(np.isfinite(means)).tolist() == np.argwhere(counts).tolist() == [[2, 1]]
    places, scores = lines(sweep(), results, ACCURACY)
    assert (places.tolist(), scores.tolist()) == ([[1, 2]], [25.0])


def test_without_classes_there_are_costs_only():
    results = {0: result(None)}
    assert [score.title for score in scores_of(results)] == ["Test cost", "Train cost"]
    without = [score for score in SCORES.values() if "Validation" not in score.title]
    assert scores_of({0: result(1.0)}) == without
    assert scores_of({}) == []


def validated(accuracy, test, cost=0.5):
    """What a training gives that ended with these on the validation and the test samples."""
    scores = {**result(test)["final"], "validation_accuracy": accuracy, "validation_cost": cost}
    return {"final": scores, "best": scores, "diverged": False}


def test_validation_chooses_where_there_is_any_and_decides_between_equals():
    results = {0: validated(0.9, 0.5), 1: validated(0.8, 1.0), 3: validated(0.9, 1.0, cost=0.1)}
    titles = [score.title for score in scores_of(results)]
    assert titles[0] == "Validation accuracy (%)"
    assert titles.index("Validation cost") < titles.index("Test cost")
    assert deciding_cost(results) == SCORES["Validation cost"]
    best = best_of(sweep(), results, SCORES[titles[0]])
    assert (best.index, best.indices) == (3, (3,))
    assert counterpart(SCORES[titles[0]]) == ACCURACY
    assert counterpart(ACCURACY) is None
    assert deciding_cost({0: result(1.0)}) == deciding_cost({}) == COST


def test_a_score_that_only_some_trainings_have_does_not_choose():
    some = {0: result(0.9), 1: validated(1.0, 0.5), 2: {"failure": "No data."}}
    titles = [score.title for score in scores_of(some)]
    assert titles[0] == "Test accuracy (%)"
    assert titles[-1] == "Validation cost"


def test_the_grid_is_a_mean_over_all_that_is_not_on_it():
    results = found(1.0, 0.5, 0.0, 0.25, None, 0.75)
    means, counts = grid(sweep(), results, ACCURACY, "optimiser.learning_rate", None)
    np.testing.assert_array_equal(means, [[50.0, 50.0]])
    np.testing.assert_array_equal(counts, [[3, 2]])
    means, counts = grid(sweep(), results, ACCURACY, "seed", "optimiser.learning_rate")
    np.testing.assert_array_equal(means, [[100, 50, 0], [25, np.nan, 75]])


def test_goodness_is_highest_for_the_best_whatever_is_measured():
    np.testing.assert_allclose(MEASURED.goodness(np.array([50.0, 75.0, 100.0])), [0, 0.5, 1])
    cost = Measured("Test cost", True, ".3g")
    np.testing.assert_allclose(cost.goodness(np.array([1.0, 0.01, 0.1, np.nan])), [0, 1, 0.5, np.nan])
    np.testing.assert_array_equal(cost.goodness(np.array([0.2, 0.2])), [1, 1])
    assert np.isfinite(cost.goodness(np.array([0.0, 1.0]))).all()


def drawn(chart):
    """The rows of each layer, from the description that a browser gets."""
    description = json.loads(json.dumps(chart.to_dict(), allow_nan=False))
    data = [layer.get("data", description.get("data")) for layer in description["layer"]]
    return [each["values"] if "values" in each else description["datasets"][each["name"]] for each in data], description


def test_the_heat_map_has_a_number_for_each_pair_that_is_known():
    means = np.array([[90.0, np.nan], [95.5, 99.95], [50.0, 70.0]])
    (cells, *_), description = drawn(heat_map(means, np.full((3, 2), 2), RATES, SIZES, MEASURED))
    assert {(cell["x"], cell["y"]): cell["text"] for cell in cells} == {
        ("0.1", "10"): "90.0",
        ("0.1", "20"): "95.5",
        ("1", "20"): "100.0",
        ("0.1", "50"): "50.0",
        ("1", "50"): "70.0",
    }
    assert [cell["text"] for cell in cells if cell["best"]] == ["100.0"]
    encoding = description["layer"][0]["encoding"]
    assert (encoding["x"]["title"], encoding["y"]["title"]) == ("Learning rate", "Batch size")
    # places of their own for what is still to come, so that nothing jumps
    assert encoding["x"]["scale"]["domain"] == ["0.1", "1"]
    assert encoding["y"]["scale"]["domain"] == ["10", "20", "50"]
    assert description["title"] == "Test accuracy (%), mean"


def test_the_heat_map_of_one_setting_is_a_row():
    (cells, *_), description = drawn(heat_map(np.array([[3.0, 1.0]]), np.ones((1, 2), int), RATES, None, MEASURED))
    assert len(cells) == 2
    assert "y" not in description["layer"][0]["encoding"]


def test_parallel_coordinates_lead_from_the_settings_to_the_score():
    places, scores = np.array([[0, 0], [1, 2]]), np.array([50.0, 100.0])
    (rules, points, *labels), _ = drawn(parallel_coordinates([RATES, SIZES], places, scores, MEASURED, None))
    assert [rule["axis"] for rule in rules] == ["Learning rate", "Batch size", "Test accuracy (%)"]
    heights = {
        line: [point["height"] for point in sorted(points, key=lambda point: point["order"]) if point["line"] == line]
        for line in (0, 1)
    }
    assert heights == {0: [0, 0, 0], 1: [1, 1, 1]}
    texts = {label["text"] for each in labels for label in each}
    assert texts == {*RATES.values, *SIZES.values, "50.0", "100.0"}


def test_seeds_are_thin_lines_and_their_mean_a_thick_one():
    seeds = Coordinate("Seed", ("4", "5"))
    places, scores = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([10.0, 30.0, 80.0, 100.0])
    layers, description = drawn(parallel_coordinates([RATES, seeds], places, scores, MEASURED, 1))
    thin, thick = layers[1], layers[2]
    widths = [layer["mark"]["strokeWidth"] for layer in description["layer"][1:3]]
    assert widths[0] < 1 < widths[1]
    assert {point["axis"] for point in thin} == {"Learning rate", "Test accuracy (%)"}
    assert {(point["seed"], point["score"]) for point in thin} == {
        ("4", "10.0"),
        ("5", "30.0"),
        ("4", "80.0"),
        ("5", "100.0"),
    }
    assert {point["score"] for point in thick} == {"20.0", "90.0"}
    assert len({point["line"] for point in thick}) == 2


@pytest.mark.parametrize("axes", [1, 9])
def test_a_whole_sweep_can_be_drawn(axes):
    coordinates = [Coordinate(f"Setting {number}", ("a", "b")) for number in range(axes)]
    places = np.array([[(line >> axis) & 1 for axis in range(axes)] for line in range(min(2**axes, 500))])
    layers, _ = drawn(parallel_coordinates(coordinates, places, np.linspace(0, 1, len(places)), MEASURED, None))
    assert len({point["line"] for point in layers[1]}) == len(places)
