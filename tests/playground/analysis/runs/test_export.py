"""Kept runs as text for other programs."""

import csv
import io
import json

import numpy as np

from playground.analysis.runs.export import csv_text, json_lines
from playground.experiment import Experiment
from playground.experiment.presets import DEFAULT
from playground.training.own_drawings import OwnDrawings
from tests.playground.analysis.runs.made_runs import changed, curve, kept


def test_csv_has_a_row_for_each_point():
    runs = [kept('Comma, "quoted"'), kept("Rebuilt", rows=curve([0.1], accuracy=np.nan))]
    rows = list(csv.DictReader(io.StringIO(csv_text(runs))))
    assert [row["run"] for row in rows] == ['Comma, "quoted"'] * 3 + ["Rebuilt"]
    assert rows[2] == {
        "run": 'Comma, "quoted"',
        "epoch": "2.0",
        "updates": "20",
        "seconds": "4.0",
        "train_cost": "0.125",
        "test_cost": "0.25",
        "train_accuracy": "0.5",
        "test_accuracy": "0.5",
        "validation_cost": "",
        "validation_accuracy": "",
        "changes": "",
    }
    assert (rows[3]["train_cost"], rows[3]["train_accuracy"]) == ("0.1", "")


def test_json_has_a_line_for_each_run_from_which_it_can_be_trained_again():
    runs = [kept(whole_test_accuracy=0.625), kept("Other", changed(seed=4), curve([0.1], accuracy=np.nan))]
    first, second = map(json.loads, json_lines(runs).splitlines())
    assert Experiment.from_data(first["experiment"]) == DEFAULT
    assert Experiment.from_data(second["experiment"]).seed == 4
    assert first["final"] == {
        "epoch": 2.0,
        "updates": 20.0,
        "train_cost": 0.125,
        "test_cost": 0.25,
        "train_accuracy": 0.5,
        "test_accuracy": 0.625,
        "validation_cost": None,
        "validation_accuracy": None,
        "seconds": 4.0,
    }
    assert first["curve"]["columns"] == [
        "epoch",
        "updates",
        "seconds",
        "train_cost",
        "test_cost",
        "train_accuracy",
        "test_accuracy",
        "validation_cost",
        "validation_accuracy",
    ]
    assert first["curve"]["rows"][1] == [1.0, 10, 2.0, 0.25, 0.5, 0.5, 0.5, None, None]
    assert second["curve"]["rows"] == [[0.0, 0, 0.0, 0.1, 0.2, None, None, None, None]]
    assert "theta" not in first


def test_json_says_which_own_drawings_a_run_was_trained_with():
    runs = [kept(), kept(own_drawings=OwnDrawings(6, "0123abcd"))]
    without, with_own = map(json.loads, json_lines(runs).splitlines())
    assert without["own_drawings"] is None
    assert with_own["own_drawings"] == {"count": 6, "mark": "0123abcd"}


def test_changes_stand_at_the_first_point_that_may_show_them():
    changes = ((0.0, "momentum 0 → 0.9"), (0.5, "seed 0 → 1"), (1.0, "weights changed by hand"), (9.0, "late"))
    run = kept(changes=changes)
    rows = list(csv.DictReader(io.StringIO(csv_text([run]))))
    assert [row["changes"] for row in rows] == ["", "momentum 0 → 0.9; seed 0 → 1", "weights changed by hand; late"]
    assert json.loads(json_lines([run]))["changes"][1] == {"epoch": 0.5, "change": "seed 0 → 1"}
