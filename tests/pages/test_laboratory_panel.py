"""The laboratory's panel under AppTest: what it says before, while and after a race."""

import json
import time

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.analysis.batch_modes.modes import FULL_BATCH, STOCHASTIC, contestants
from playground.charts.race_chart import NOTHING_YET
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS, PRESETS
from playground.server.resources import job_cache
from playground.ui.compare.laboratory_results import _scale_text
from playground.ui.current import TOKEN
from tests.pages.app_steps import button, chooser, finish_job, session_of, words


def panel_app():
    import streamlit as st

    from playground.experiment import Experiment
    from playground.ui.compare import laboratory_panel

    laboratory_panel.show(Experiment.from_data(st.session_state.asked))


def results_app():
    import streamlit as st

    from playground.experiment import Experiment
    from playground.ui.compare import laboratory_results

    asked = st.session_state.asked
    racing = {name: Experiment.from_data(each) for name, each in asked["racing"].items()}
    laboratory_results.curves({name: each["curve"] for name, each in asked["result"]["contestants"].items()})
    laboratory_results.verdict(asked["result"]["contestants"])
    laboratory_results.show(racing, asked["result"], 500)


def opened(experiment):
    app = AppTest.from_function(panel_app, default_timeout=60)
    app.session_state["asked"] = experiment.data()
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def panel():
    """Opens the panel, where no race has been run before, and ends with the test whatever race it has begun."""
    job_cache.cache_clear()
    apps = []

    def open_panel(experiment):
        apps.append(opened(experiment))
        return apps[-1]

    yield open_panel
    for app in apps:
        if TOKEN in app.session_state:  # else the panel has begun nothing
            session_of(app).jobs.cancel()


def labels(app):
    return [each.label for each in app.button]


def slider(app, label):
    return next(each for each in app.select_slider if each.label == label)


def charts(app):
    """All but the axes that wait for their curves."""
    specs = [each.proto.spec for each in app.get("vega_lite_chart")]
    return [json.loads(spec) for spec in specs if NOTHING_YET not in spec]


def shorten(app):
    slider(app, "Train each for").set_value(0.5).run()
    slider(app, "or at most").set_value(10).run()


def test_it_says_what_will_race(panel):
    app = panel(DEFAULT)
    assert "Linear 10 → Tanh → Linear 1 → Sigmoid on" in words(app)
    assert "(500 training samples), MSE, SGD with a learning rate of 1, seed 0, as it is in Train" in words(app)
    assert app.multiselect[0].value == [10, 32, 100]
    assert [each.label for each in app.number_input] == [
        STOCHASTIC, "Mini-batch 10", "Mini-batch 32", "Mini-batch 100", FULL_BATCH
    ]  # fmt: skip
    assert labels(app) == ["Start the race"]
    assert "5 networks for up to 2 s of training each, side by side: about 10 s" in words(app)
    (axes,) = app.get("vega_lite_chart")
    assert "Mini-batch 32" in axes.proto.spec, "who will race is named where the curves come"
    assert charts(app) == []


def test_a_race_and_what_came_of_it(panel):
    app = panel(DEFAULT)
    shorten(app)
    app.multiselect[0].set_value([20]).run()
    button(app, "Start the race").click().run()
    assert not app.exception
    # while it runs nothing can be changed that it would be stopped for
    assert app.multiselect[0].disabled
    assert button(app, "Start the race").disabled
    assert "Cancel" in labels(app)
    result = finish_job(app, "laboratory")
    assert list(result["contestants"]) == [STOCHASTIC, "Mini-batch 20", FULL_BATCH]
    assert labels(app) == ["Race again"]
    assert [chart["title"] for chart in charts(app)] == [
        "Training cost by epochs",
        "The ways of the weights",
        "Gradient noise",
    ]
    assert "First to a training cost of" in words(app)
    assert "**Seconds** count work." in words(app)
    table = app.table[0].value
    assert table["Contestant"].tolist() == [STOCHASTIC, "Mini-batch 20", FULL_BATCH]
    assert table["Epochs"].tolist() == ["10", "10", "10"]
    assert table["Updates"].tolist() == ["5,000", "250", "10"]
    assert "At the first weights, noise and gradient are even at about **24 samples** a batch" in words(app)


def test_the_switches_change_the_curves_alone(panel):
    app = panel(DEFAULT)
    shorten(app)
    app.multiselect[0].set_value([]).run()
    button(app, "Start the race").click().run()
    finish_job(app, "laboratory")
    others = charts(app)[1:]
    chooser(app, "Along which axis").set_value("Seconds").run()
    chooser(app, "What is drawn").set_value("Test accuracy").run()
    assert charts(app)[0]["title"] == "Test accuracy by seconds"
    assert charts(app)[1:] == others


def test_what_was_found_once_is_there_at_once(panel):
    app = panel(DEFAULT)
    shorten(app)
    app.multiselect[0].set_value([100]).run()
    button(app, "Start the race").click().run()
    finish_job(app, "laboratory")
    app.multiselect[0].set_value([50]).run()
    assert charts(app) == []
    assert labels(app) == ["Start the race"]
    app.multiselect[0].set_value([100]).run()
    assert len(charts(app)) == 3


def test_a_race_is_kept_among_the_runs_once(panel):
    app = panel(DEFAULT)
    shorten(app)
    app.multiselect[0].set_value([]).run()
    button(app, "Start the race").click().run()
    result = finish_job(app, "laboratory")
    runs = session_of(app).kept.all
    assert [run.name for run in runs] == ["Stochastic, Four clouds (XOR)", "Full batch, Four clouds (XOR)"]
    for run, found in zip(runs, result["contestants"].values(), strict=True):
        np.testing.assert_array_equal(run.theta, found["path"][-1])
    session_of(app).kept.all = runs[1:]
    app.run()
    assert session_of(app).kept.all == runs[1:], "what was deleted stays deleted"


def test_another_visitors_race_is_shown_only_to_who_starts_it_too(panel):
    app, other = panel(DEFAULT), panel(DEFAULT)
    for each in (app, other):
        shorten(each)
        each.multiselect[0].set_value([]).run()
    button(app, "Start the race").click().run()
    finish_job(app, "laboratory")
    other.run()
    assert charts(other) == []
    assert labels(other) == ["Start the race"]
    assert not session_of(other).kept.all
    button(other, "Start the race").click().run()
    assert len(charts(other)) == 3, "the work is saved: it is there at once"
    assert len(session_of(other).kept.all) == 2
    other.multiselect[0].set_value([50]).run()
    button(other, "Start the race").click().run()
    finish_job(other, "laboratory")
    other.multiselect[0].set_value([]).run()
    assert len(charts(other)) == 3, "what this person has seen is there whenever it is looked for"


def test_it_says_that_own_drawings_do_not_race(panel):
    described = {"own_drawings": True}
    assert "A race trains without your own drawings" in words(panel(DIGITS.changed(dataset=described)))
    assert "own drawings" not in words(panel(DIGITS))


def test_the_same_race_can_be_run_again(panel):
    app = panel(DEFAULT)
    shorten(app)
    app.multiselect[0].set_value([]).run()
    button(app, "Start the race").click().run()
    first = finish_job(app, "laboratory")
    button(app, "Race again").click().run()
    second = finish_job(app, "laboratory")
    assert second["finished_at"] > first["finished_at"]
    assert labels(app) == ["Race again"]
    assert len(session_of(app).kept.all) == 4, "each race is kept"


def test_a_cancelled_race_shows_how_far_it_got(panel):
    app = panel(DEFAULT)
    slider(app, "Train each for").set_value(30.0).run()
    button(app, "Start the race").click().run()
    job = session_of(app).jobs.of("laboratory")
    deadline = time.monotonic() + 60
    while not job.partial:
        assert time.monotonic() < deadline
        job.poll()
        time.sleep(0.01)
    app.run()
    assert charts(app)[0]["title"] == "Training cost by epochs"
    button(app, "Cancel").click().run()
    assert job.phase == "cancelled"
    app.run()
    assert labels(app) == ["Start the race"]
    assert not button(app, "Start the race").disabled
    assert "This is how far it got." in words(app)
    assert len(charts(app)) == 1


def test_another_experiment_stops_the_race(panel):
    app = panel(DEFAULT)
    button(app, "Start the race").click().run()
    job = session_of(app).jobs.of("laboratory")
    app.session_state["asked"] = DEFAULT.changed(seed=5).data()
    app.run()
    assert job.phase == "cancelled"
    assert "seed 5" in words(app)


def test_a_failure_is_told_and_may_be_tried_again(panel):
    app = panel(DEFAULT)
    slider(app, "Train each for").set_value(30.0).run()
    button(app, "Start the race").click().run()
    job = session_of(app).jobs.of("laboratory")
    job.process.kill()
    deadline = time.monotonic() + 60
    while job.moving:
        assert time.monotonic() < deadline
        job.poll()
        time.sleep(0.01)
    app.run()
    assert app.error[0].value.startswith("The analysis process was ended from outside")
    assert labels(app) == ["Start the race"]
    button(app, "Start the race").click().run()
    assert not app.error
    assert session_of(app).jobs.of("laboratory").moving


def test_a_network_that_cannot_be_trained_does_not_race(panel):
    app = panel(DEFAULT.changed(layers=()))
    assert "cannot be trained yet: The stack is empty" in app.warning[0].value
    assert labels(app) == []


def test_who_is_too_large_is_left_out(panel):
    app = panel(PRESETS["USPS digits, Conv1D"])
    assert "Full batch is left out. A batch of this network needs about" in words(app)
    assert labels(app) == ["Start the race"]


def test_a_small_training_set_offers_small_batches(panel):
    app = panel(DEFAULT.changed(dataset={"samples": 40}))
    assert app.multiselect[0].value == [10, 32]
    app.session_state["asked"] = DEFAULT.changed(dataset={"samples": 20}).data()
    app.run()
    assert not app.exception
    assert app.multiselect[0].value == [10]


def test_a_learning_rate_of_its_own(panel):
    app = panel(DEFAULT)
    shorten(app)
    app.multiselect[0].set_value([100]).run()
    next(each for each in app.number_input if each.label == FULL_BATCH).set_value(4.0).run()
    button(app, "Start the race").click().run()
    finish_job(app, "laboratory")
    assert app.table[0].value["Rate"].tolist() == ["1", "1", "4"]


@pytest.mark.parametrize(
    "experiment", [DIGITS, pytest.param(AUTOENCODER, marks=pytest.mark.nightly)], ids=["digits", "autoencoder"]
)
def test_images_race_too(panel, experiment):
    app = panel(experiment.changed(dataset={"subset": 300}))
    shorten(app)
    app.multiselect[0].set_value([100]).run()
    button(app, "Start the race").click().run()
    finish_job(app, "laboratory")
    classes = experiment is DIGITS
    assert ("Updates to 99 %" in app.table[0].value.columns) == classes
    assert ("Test accuracy" in chooser(app, "What is drawn").options) == classes
    assert len(charts(app)) == 3


def test_what_is_left_out_is_said():
    none = (np.nan, np.nan)
    curve = np.array([[0, 0, 1, 1, 0.5, 0.5, *none, 0], [1, 9, 0.5, 0.5, 0.9, 0.9, *none, 0.1]], np.float32)
    each = {
        "curve": curve, "to_goal": None, "best": {"accuracy": 0.9}, "epochs": 1.0, "updates": 9, "seconds": 0.1,
        "diverged": True, "scores": {"train_loss": 0.5}, "whole_test_accuracy": 0.9,
    }  # fmt: skip
    racing = {name: each.data() for name, each in contestants(DEFAULT, ()).items()}
    result = {
        "contestants": dict.fromkeys(racing, each),
        "landscape": {
            "paths": dict.fromkeys(racing, np.eye(2)),
            "shares": np.array([0.9, 0.1]),
            "extent": np.array([[0, 1], [0, 1]]),
            "left_out": "The cost surface is left out: too large.",
        },
        "noise": {"first": {"left_out": "No noise."}, "last": {"left_out": "Nor here."}, "of": FULL_BATCH},
    }  # fmt: skip
    app = AppTest.from_function(results_app, default_timeout=60)
    app.session_state["asked"] = {"racing": racing, "result": result}
    app.run()
    assert not app.exception
    assert "The cost surface is left out: too large." in words(app)
    assert "At the first weights: No noise." in words(app)
    assert len(charts(app)) == 2
    assert "Nobody got to 99 %" in words(app)
    assert "Full batch diverged: its cost was no longer a finite number." in app.warning[1].value
    result["landscape"] = {"left_out": "A plane needs two weights."}
    app.session_state["asked"] = {"racing": racing, "result": result}
    app.run()
    assert len(charts(app)) == 1
    assert "A plane needs two weights." in words(app)


@pytest.mark.parametrize(
    ("scale", "text"),
    [
        (0.4, "even in a single sample"),
        (24.3, "**24 samples** a batch; larger ones gain little more"),
        (3447.0, "**3,447 samples** a batch: more than there are"),
        (6e12, "all but zero"),
    ],
)
def test_the_noise_scale_in_words(scale, text):
    assert text in _scale_text(scale, 500)
