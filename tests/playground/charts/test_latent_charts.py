"""The charts of the Latent page's panels: what is in them, and where."""

import numpy as np
import pytest

from playground.charts.comparison_chart import comparison_chart
from playground.charts.denoising_chart import NOISY, REBUILT, denoising_chart
from playground.charts.purity_chart import cluster_table_chart, purity_chart, standard_deviation

FOUND = {
    "codes": {"training": np.array([0.6, 0.7, 0.8]), "test": np.array([0.5, 0.5, 0.5])},
    "pixels": {"training": np.array([0.4, 0.5, 0.6]), "test": np.array([0.3, 0.4, 0.5])},
}


def layers(chart):
    """Its layers as Vega-Lite gets them, each with the values it shows."""
    made = chart.to_dict()
    shared = made.get("data")
    for layer in made["layer"]:
        layer["values"] = made["datasets"][layer.get("data", shared)["name"]]
    return made["layer"]


def values(layer):
    return layer["values"]


def with_field(chart, channel, field):
    """The one layer that shows `field` on the channel."""
    found = [layer for layer in layers(chart) if layer["encoding"].get(channel, {}).get("field") == field]
    assert len(found) == 1
    return found[0]


def test_a_mark_for_each_seed_and_their_mean_with_its_spread():
    chart = purity_chart(FOUND, {"training": 0.2, "test": 0.25})
    seeds = values(with_field(chart, "shape", "series"))
    assert [each["purity"] for each in seeds if (each["row"], each["series"]) == ("pixels", "test")] == [0.3, 0.4, 0.5]
    means = values(with_field(chart, "x", "mean"))
    codes, pixels = (each for each in means if each["series"] == "training")
    assert codes == {
        "row": "codes", "series": "training", "mean": 0.7, "low": 0.6, "high": 0.8, "text": "± 0.1000 over 3 seeds"
    }  # fmt: skip
    assert (pixels["low"], pixels["high"]) == (0.4, 0.6)
    assert values(with_field(chart, "x", "low")) == means


def test_chance_is_a_dashed_rule_for_each_series():
    chart = purity_chart(FOUND, {"training": 0.2, "test": 0.25})
    (rule,) = [layer for layer in layers(chart) if layer["mark"].get("strokeDash")]
    assert rule["mark"]["type"] == "rule"
    assert values(rule) == [{"series": "training", "purity": 0.2}, {"series": "test", "purity": 0.25}]
    colours = {
        tuple(layer["encoding"]["color"]["scale"]["domain"]) for layer in layers(chart) if "color" in layer["encoding"]
    }
    assert colours == {("training", "test")}


def test_one_seed_has_a_mean_and_no_spread():
    chart = purity_chart(
        {"codes": {"training": np.array([0.6]), "test": np.array([0.5])}}, {"training": 0.2, "test": 0.2}
    )
    first = values(with_field(chart, "x", "mean"))[0]
    assert (first["low"], first["mean"], first["high"], first["text"]) == (0.6, 0.6, 0.6, "one seed")
    assert standard_deviation(np.array([0.6])) is None
    assert standard_deviation(np.array([1.0, 3.0])) == pytest.approx(2**0.5)


def test_more_rows_make_a_higher_chart():
    one = purity_chart({"codes": FOUND["codes"]}, {"training": 0.2, "test": 0.2}).to_dict()
    two = purity_chart(FOUND, {"training": 0.2, "test": 0.2}).to_dict()
    assert two["height"] > one["height"]


def test_the_reports_figures_stand_in_their_rows():
    found = {
        "Original": {"MSE": np.array([0.7]), "BCE": np.array([0.6])},
        "Noise": {"MSE": np.array([0.5]), "BCE": np.array([0.4])},
    }
    chart = comparison_chart(found, {"Original": 0.6347, "Noise": 0.6243})
    marks = [values(layer) for layer in layers(chart) if layer["mark"]["type"] == "tick"]
    assert [{"row": "Original", "purity": 0.6347}, {"row": "Noise", "purity": 0.6243}] in marks


def test_the_table_of_clusters_counts_and_shades_by_share():
    table = np.array([[3, 1], [0, 0], [0, 6]])
    chart = cluster_table_chart(table, ["first", "empty", "last"], ["0", "1"])
    cells, numbers = layers(chart)
    shown = {(each["cluster"], each["class"]): (each["count"], each["share"]) for each in values(cells)}
    assert shown == {
        ("first", "0"): (3, 0.75),
        ("first", "1"): (1, 0.25),
        ("empty", "0"): (0, 0.0),
        ("empty", "1"): (0, 0.0),
        ("last", "0"): (0, 0.0),
        ("last", "1"): (6, 1.0),
    }
    assert numbers["encoding"]["text"]["field"] == "count"
    assert cells["encoding"]["y"]["sort"] == ["first", "empty", "last"]
    # numbers in the theme's ink stay readable on the darkest cell, in both themes
    assert cells["encoding"]["fillOpacity"]["scale"]["range"][1] <= 0.6
    assert numbers["mark"]["color"] == "currentColor"


def test_both_errors_over_the_level_and_the_level_of_training():
    levels, noisy, rebuilt = (0.0, 0.3, 0.6), np.array([0, 0.09, 0.36]), np.array([0.03, 0.04, 0.05])
    chart = denoising_chart(levels, noisy, rebuilt, trained_at=0.3, across="Noise")
    lines, rule, label = layers(chart)
    assert [each["error"] for each in values(lines) if each["what"] == NOISY] == [0, 0.09, 0.36]
    assert [(each["level"], each["error"]) for each in values(lines) if each["what"] == REBUILT] == [
        (0, 0.03), (0.3, 0.04), (0.6, 0.05)
    ]  # fmt: skip
    # told apart by more than their colour
    assert lines["encoding"]["strokeDash"]["field"] == lines["encoding"]["color"]["field"] == "what"
    assert rule["mark"]["strokeDash"]
    assert values(rule) == [{"level": 0.3, "label": "trained at 0.3"}]
    assert label["encoding"]["text"]["field"] == "label"


def test_training_without_noise_has_no_level():
    chart = denoising_chart((0.0, 0.3), np.zeros(2), np.zeros(2), trained_at=None, across="Noise")
    assert [layer["mark"]["type"] for layer in layers(chart)] == ["line"]
