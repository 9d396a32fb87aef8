"""One training of a sweep."""

import numpy as np
import pytest

from playground.analysis.sweeps.sweep import Sweep
from playground.analysis.sweeps.swept_setting import with_values
from playground.analysis.sweeps.task import MOST_ROWS, SCORES, run_one
from playground.datasets import usps
from playground.experiment.presets import DEFAULT, PRESETS
from playground.processes.messages import pack_message, unpack_message
from playground.training.run import TrainingRun
from playground.training.scores import SCORE_COLUMNS
from tests.playground.analysis.sweeps.small_sweeps import small, without_time


def run(experiment=DEFAULT, **values):
    return run_one(with_values(experiment, {name.replace("__", "."): value for name, value in values.items()}).data())


def test_it_is_the_training_of_the_train_page():
    (experiment,) = small(epochs=5, seed=(7,)).experiments()
    alone = TrainingRun(experiment)
    while alone.reason is None:
        alone.advance(0.001)
    result = run_one(experiment.data())
    assert (result["epochs"], result["updates"], result["parameters"]) == (5, 250, 41)
    np.testing.assert_array_equal(result["curve"][-1], alone.curve.rows[-1, :SCORE_COLUMNS])
    assert result["final"]["train_cost"] == alone.curve.rows[-1, 2]
    assert result["final"]["test_accuracy"] == alone.whole_test_accuracy
    assert result["diverged"] is False


def test_the_same_experiment_gives_the_same_but_for_the_time():
    experiment = small(seed=(1,)).experiments()[0].data()
    assert without_time(run_one(experiment)) == without_time(run_one(experiment))
    other = small(seed=(2,)).experiments()[0].data()
    assert without_time(run_one(experiment)) != without_time(run_one(other))


def test_the_best_is_that_of_the_whole_curve_which_is_thinned():
    result = run(schedule__epochs=60)
    curve = result["curve"]
    assert curve.dtype == np.float32
    assert 10 < len(curve) <= MOST_ROWS
    assert (np.diff(curve[:, 1]) > 0).all()
    assert curve[0, 1] == 0
    assert curve[-1, 0] == 60
    for name, column in SCORES.items():
        if name.startswith("validation"):
            assert result["best"][name] is None
            continue
        best, seen = result["best"][name], curve[:, column]
        assert best <= seen.min() if name.endswith("cost") else best >= seen.max()


def test_a_run_until_stopped_ends_after_its_epochs():
    endless = DEFAULT.changed(schedule={"until_stopped": True, "epochs": 2})
    assert run_one(endless.data())["epochs"] == 2


def test_stop_rules_hold():
    watched = {"preparation__validation": 0.2, "schedule__target_accuracy": 90.0, "schedule__epochs": 1000}
    assert run(PRESETS["Two clouds"], **watched)["epochs"] < 1000


def test_a_value_to_be_found_has_no_accuracy():
    base = DEFAULT.changed(dataset={"kind": "gaussian_bumps"}, layers=DEFAULT.layers[:3])
    result = run_one(Sweep(base, {"schedule.epochs": (1,)}).experiments()[0].data())
    assert result["final"]["test_accuracy"] is result["best"]["train_accuracy"] is None
    assert result["final"]["test_cost"] > 0


@pytest.mark.parametrize("rate", [0.01, 10.0])
def test_a_result_can_be_sent_even_where_training_diverged(rate):
    layers = ({"kind": "linear", "units": 30}, {"kind": "relu"}, {"kind": "linear", "units": 1})
    base = DEFAULT.changed(layers=layers, loss={"kind": "mse"})
    result = run(base, optimiser__learning_rate=rate, schedule__epochs=3)
    assert unpack_message(pack_message({"0": result}))["0"]["final"] == result["final"]
    assert result["diverged"] is (rate == 10.0)


def test_a_rate_that_diverges_says_so_and_the_others_go_on():
    sweep = Sweep(
        PRESETS["A surface of values"].changed(optimiser={"kind": "sgd"}),
        {"optimiser.learning_rate": (0.01, 2.0, 5.0), "schedule.epochs": (2,)},
    )
    found = [run_one(experiment.data()) for experiment in sweep.experiments()]
    assert [each["diverged"] for each in found] == [False, True, True]
    assert all(np.isfinite(each["final"]["test_cost"]) and np.isfinite(each["best"]["test_cost"]) for each in found)


def test_a_thinned_curve_keeps_its_highest_cost():
    (experiment,) = small(epochs=60, seed=(7,)).experiments()
    whole = TrainingRun(experiment)
    whole.advance(60.0)
    for column in (2, 3):
        assert run_one(experiment.data())["curve"][:, column].max() == whole.curve.rows[:, column].max()


@pytest.mark.parametrize(
    ("experiment", "words"),
    [({}, "of version None"), ({**DEFAULT.data(), "seed": -1}, "seed must be a whole number")],
    ids=["nothing", "a bad seed"],
)
def test_what_cannot_be_trained_is_a_result_in_words(experiment, words):
    assert words in run_one(experiment)["failure"]


def test_data_that_is_not_here_is_a_result_in_words(monkeypatch, tmp_path):
    monkeypatch.setenv("PLAYGROUND_DATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("playground.datasets.published_file.PublishedFile._downloaded", refuse)
    usps._read.cache_clear()  # another test may have read it already
    assert run(PRESETS["USPS digits, Conv1D"])["failure"].startswith(
        "USPS digits cannot be used now, because it is far away"
    )


def refuse(file):
    from playground.datasets.published_file import DataUnavailable

    raise DataUnavailable(file.title, "it is far away")
