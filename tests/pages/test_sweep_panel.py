"""The sweep's panel alone, under AppTest."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from playground.experiment.presets import DEFAULT
from playground.ui.compare import sweep_panel
from tests.pages.app_steps import session_of
from tests.waiting import until

SHORT = DEFAULT.changed(schedule={"epochs": 3})


def panel_app():
    import streamlit as st

    from playground.experiment import Experiment
    from playground.ui.compare import sweep_panel
    from playground.ui.current import session

    if "asked" in st.session_state:
        session().replace(Experiment.from_data(st.session_state.pop("asked")))
    sweep_panel.show(session().experiment, on_open=session().replace)


@pytest.fixture
def opened(monkeypatch):
    """Opens the panel, whose sweeps take one process: that several give the same is for the runner's tests."""
    monkeypatch.delenv("PLAYGROUND_CLUSTER", raising=False)
    monkeypatch.setattr(sweep_panel, "most_processes", lambda: 1)
    apps = []

    def open_panel(experiment=SHORT):
        app = AppTest.from_function(panel_app, default_timeout=60)
        app.session_state["asked"] = experiment.data()
        apps.append(app)
        return run(app)

    yield open_panel
    for app in apps:
        for job in session_of(app).jobs.all():
            job.cancel()


def run(app):
    app.run()
    assert not app.exception
    return app


def typed(app, label, text):
    next(field for field in app.text_input if field.label == label).set_value(text)
    return run(app)


def choose(app, label, values):
    next(field for field in app.multiselect if field.label == label).set_value(values)
    return run(app)


def button(app, key):
    return next((button for button in app.button if button.key == key), None)


def words(app):
    return " ".join(each.value for each in app.markdown)


def follow(app, condition):
    job = session_of(app).jobs.of("sweep")

    def met():
        job.poll()
        return condition(job)

    until(met, seconds=120.0)
    return job


def finish(app):
    job = follow(app, lambda job: not job.moving)
    run(app)
    return job


def charts(app):
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def test_the_count_and_the_time_come_before_anything_is_trained(opened):
    app = opened()
    assert [field.value for field in app.text_input] == ["0.1, 1, 10", "0, 1, 2"]
    assert "**9** of at most 500 trainings" in words(app)
    assert "on 1 process" in words(app)
    assert button(app, "run_sweep").label == "Run 9 trainings"
    assert session_of(app).jobs.all() == []
    typed(app, "Seed", "0..19")
    assert "**60** of at most 500 trainings" in words(app)


def test_a_sweep_is_run_drawn_by_what_is_chosen_and_its_best_is_opened(opened):
    app = opened()
    choose(app, "Settings to vary", ["optimiser.learning_rate", "seed", "loss.kind"])
    typed(app, "Optimiser · Learning rate", "0.001, 1")
    typed(app, "Seed", "3, 4")
    choose(app, "Loss", ["bce", "mse"])
    button(app, "run_sweep").click()
    run(app)
    job = finish(app)
    assert job.phase == "done", job.failure
    assert len(job.result) == 8
    assert "All 8 trainings have ended." in [each.value for each in app.success]
    assert "Best by test accuracy: Learning rate **1**" in words(app)
    assert "Chosen by the test samples" in " ".join(each.value for each in app.caption)
    heat, parallel = charts(app)
    assert heat["title"] == "Test accuracy (%), mean"
    assert len(heat["layer"]) == 3
    assert "thin: a seed" in parallel["title"]
    (table,) = app.dataframe
    assert len(table.value) == 8
    assert table.value["Test accuracy (%)"].is_monotonic_decreasing
    assert table.value["Learning rate"][0] == "1"
    select = {box.label: box for box in app.selectbox}
    assert select["Heat map: across"].value == "optimiser.learning_rate"
    assert select["Heat map: down"].value == "loss.kind"
    select["Score"].set_value("Test cost")
    select["Heat map: across"].set_value("seed")
    run(app)
    heat, _ = charts(app)
    assert heat["title"] == "Test cost, mean"
    assert heat["layer"][0]["encoding"]["x"]["title"] == "Seed"
    assert heat["layer"][0]["encoding"]["y"]["title"] == "Loss"
    button(app, "open_best").click()
    run(app)
    best = session_of(app).experiment
    assert best.optimiser.learning_rate == 1.0
    assert best.seed in (3, 4)
    # what was found stays, whatever Train shows now
    assert len(app.dataframe[0].value) == 8


def test_where_samples_are_set_aside_they_choose_the_best_and_the_test_is_told_beside(opened):
    app = opened(SHORT.changed(preparation={"validation": 0.2}))
    choose(app, "Settings to vary", ["optimiser.learning_rate"])
    typed(app, "Optimiser · Learning rate", "0.001, 1")
    button(app, "run_sweep").click()
    run(app)
    finish(app)
    assert "Best by validation accuracy: Learning rate **1**" in words(app)
    captions = " ".join(each.value for each in app.caption)
    assert "Chosen by the validation samples. The test samples had no part in it: " in captions
    (table,) = app.dataframe
    assert table.value["Validation accuracy (%)"].is_monotonic_decreasing
    assert "Best validation accuracy (%)" in table.value


def test_results_come_while_it_runs_and_stay_when_it_is_cancelled(opened):
    app = opened()
    choose(app, "Settings to vary", ["schedule.epochs"])
    typed(app, "Training · Epochs", "1, 2, 90000, 90001")
    assert button(app, "run_sweep").label == "Run 4 trainings"
    button(app, "run_sweep").click()
    run(app)
    job = follow(app, lambda job: len(job.partial) == 2)
    run(app)
    assert job.phase == "running"
    assert len(app.dataframe[0].value) == 2
    assert button(app, "open_best") is None
    button(app, "cancel_sweep").click()
    run(app)
    assert job.phase == "cancelled"
    assert "Cancelled after 2 of 4 trainings." in [each.value for each in app.info]
    assert len(app.dataframe[0].value) == 2
    assert button(app, "open_best") is not None


@pytest.mark.parametrize(
    ("label", "text", "complaint"),
    [
        (
            "Optimiser · Learning rate",
            "0.1, 100",
            "learning rate must be a finite number from 0.00001 to 10",
        ),
        ("Optimiser · Learning rate", "fast", "'fast' is not a number"),
        ("Seed", "", "Seed: type the values that it shall take"),
        ("Seed", "0..499", "These are 1,500 trainings"),
    ],
    ids=["bounds", "words", "nothing", "too many"],
)
def test_what_cannot_be_swept_is_said_and_cannot_be_run(opened, label, text, complaint):
    app = typed(opened(), label, text)
    assert complaint in " ".join(each.value for each in app.error)
    assert button(app, "run_sweep").disabled


def test_nothing_to_vary_is_said(opened):
    app = choose(opened(), "Settings to vary", [])
    assert "needs a setting to vary" in app.error[0].value


def test_choices_are_picked_from_what_there_is(opened):
    app = choose(opened(), "Settings to vary", ["loss.kind", "layers.0.bias"])
    fields = {field.label: field for field in app.multiselect}
    assert fields["Loss"].options == ["BCE", "Huber", "MSE"]
    assert fields["Layer 1 Linear · Bias"].options == ["off", "on"]
    assert button(app, "run_sweep").label == "Run 6 trainings"
    choose(app, "Loss", ["mse"])
    assert button(app, "run_sweep").label == "Run 2 trainings"
    choose(app, "Loss", [])
    assert "Loss: choose a value at least." in app.error[0].value


def test_settings_that_the_experiment_no_longer_has_are_forgotten(opened):
    app = choose(opened(), "Settings to vary", ["layers.2.units", "seed"])
    typed(app, "Layer 3 Linear · Units", "1")
    shorter = SHORT.changed(layers=({"kind": "linear", "units": 1},))
    app.session_state["asked"] = shorter.data()
    run(app)
    assert app.multiselect[0].value == ["seed"]
    assert button(app, "run_sweep").label == "Run 3 trainings"


def test_a_network_that_cannot_be_trained_is_not_swept(opened):
    app = opened(SHORT.changed(layers=()))
    assert "cannot be trained yet. The stack is empty" in app.info[0].value
    assert not app.multiselect
    assert button(app, "run_sweep") is None


def test_the_cluster_is_named_where_there_is_one_and_its_absence_is_said(opened, monkeypatch):
    app = opened()
    monkeypatch.setenv("PLAYGROUND_CLUSTER", "nowhere:8786")
    run(app)
    assert "on the cluster at `nowhere:8786`" in words(app)
    button(app, "run_sweep").click()
    run(app)
    job = finish(app)
    assert job.phase == "failed"
    said = " ".join(each.value for each in app.error)
    assert "PLAYGROUND_CLUSTER must be an address" in said or "requirements-cluster.txt" in said
    assert button(app, "run_sweep") is not None
