"""The panel of kept runs, alone, with runs made by hand, under AppTest."""

import dataclasses
import io
import json
import zipfile

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.analysis.runs import KeptRun
from playground.analysis.runs.storage import zip_of
from playground.experiment.inspection import inspect
from playground.experiment.presets import DEFAULT, DIGITS
from playground.training.own_drawings import OwnDrawings
from tests.pages.app_steps import button, chooser

WEIGHTS = 41


def panel_app():
    import streamlit as st

    from playground.analysis.runs import store
    from playground.datasets.published_file import DataUnavailable
    from playground.ui.compare import runs_panel

    kept = st.session_state

    def delete(names):
        kept.runs = store.delete(kept.runs, names)

    def rename(name, new):
        kept.runs = store.rename(kept.runs, name, new)

    def keep_open(run):
        if run.name == "Without data":
            raise DataUnavailable("digits", "there is no network")
        kept.opened = run.name

    def bring(runs):
        for run in runs:
            kept.runs = store.add(kept.runs, run)

    runs_panel.show(kept.runs, on_delete=delete, on_rename=rename, on_open=keep_open, on_import=bring)


def run(name, accuracy=0.9, seconds=2.0, reason="Trained for 2 epochs, as set.", **parts):
    """A run of the default experiment, of which some parts are changed."""
    none = (np.nan, np.nan)
    curve = np.array([[0, 0, 0.5, 0.6, 0.5, 0.5, *none], [2, 100, 0.125, 0.25, accuracy, accuracy, *none]], np.float32)
    experiment = DEFAULT.changed(**parts)
    theta = np.zeros(WEIGHTS, np.float32)
    return KeptRun(name, experiment, curve, theta, seconds, reason, "2026-01-02T03:04:05+00:00")


SLOWER = {"optimiser": {"learning_rate": 0.5}}


def three():
    return run("First"), run("Second", seed=1), run("Slower", reason=None, **SLOWER)


@pytest.fixture
def opened():
    def open_panel(runs):
        app = AppTest.from_function(panel_app, default_timeout=60)
        app.session_state["runs"] = runs
        return again(app)

    return open_panel


def again(app):
    app.run()
    assert not app.exception
    return app


def words(app):
    kinds = (app.markdown, app.caption, app.info, app.warning)
    return " ".join(each.value for kind in kinds for each in kind)


def table(app):
    return app.dataframe[0].value


def names(app):
    return [each.name for each in app.session_state["runs"]]


def chart(app):
    """The chart's description and what is drawn in it."""
    (shown,) = app.get("vega_lite_chart")
    return json.loads(shown.proto.spec)


def lines(app):
    return chart(app)["layer"][0]["encoding"]["color"]["scale"]["domain"]


def select(app, *rows):
    app.session_state[app.dataframe[0].key] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return again(app)


def upload(app, data):
    app.file_uploader[0].set_value(("runs.zip", data, "application/zip"))
    return again(app)


def test_an_empty_list_says_how_runs_get_there(opened):
    app = opened(())
    assert "No run is kept yet. Train a network on the Train page" in words(app)
    assert not app.dataframe
    assert len(app.file_uploader) == 1


def test_the_table_shows_what_differs_and_the_final_figures(opened):
    app = opened(three())
    shown = table(app)
    assert shown["Run"].tolist() == ["First", "Second", "Slower"]
    assert [text or "" for text in shown["What differs"].where(shown["What differs"].notna(), "")] == [
        "",
        "seed 1",
        "learning rate 0.5",
    ]
    assert shown["Train cost"].tolist() == [0.125] * 3
    assert shown["Test accuracy (%)"].round(3).tolist() == [90.0] * 3
    assert shown["Updates"].tolist() == [100] * 3
    assert shown["Ended"].tolist()[1:] == ["Trained for 2 epochs, as set.", "Paused."]
    assert "3 of at most 50 runs" in words(app)
    settings = app.dataframe[1].value
    assert settings.iloc[:, 0].tolist() == ["Learning rate", "Seed"]
    assert settings["Slower"].tolist() == ["0.5", "0"]


def test_all_are_drawn_while_none_is_selected_and_then_the_selected(opened):
    app = opened(three())
    assert lines(app) == ["First: mean of 2 seeds", "Slower"]
    assert "differ only in the seed" in words(app)
    select(app, 2)
    assert lines(app) == ["Slower"]
    assert "differ only in the seed" not in words(app)
    assert len(app.dataframe) == 1  # nothing to set one run beside


def test_the_axes_can_be_switched(opened):
    app = opened(three())
    chooser(app, "Along the x-axis").set_value("Seconds").run()
    chooser(app, "Along the y-axis").set_value("Train accuracy (%)").run()
    assert not app.exception
    encoding = chart(app)["layer"][0]["encoding"]
    assert encoding["x"]["title"] == "Training time (s)"
    assert chart(app)["title"] == "Train accuracy of the runs"
    assert "Seconds are of training alone" in words(app)
    assert "Cost axis" not in [widget.label for widget in app.get("button_group")]
    chooser(app, "Along the y-axis").set_value("Train cost").run()
    chooser(app, "Cost axis").set_value("Log").run()
    assert chart(app)["layer"][1]["encoding"]["y"]["scale"]["type"] == "log"


def test_a_run_without_classes_has_no_accuracy_to_draw(opened):
    app = opened((run("Rebuilds", accuracy=np.nan),))
    chooser(app, "Along the y-axis").set_value("Test accuracy (%)").run()
    assert not app.exception
    assert not app.get("vega_lite_chart")
    assert "No test accuracy for Rebuilds" in words(app)


def test_nothing_can_be_done_to_a_run_before_one_is_selected(opened):
    app = opened(three())
    assert button(app, "Open in Train").disabled
    assert button(app, "Delete").disabled
    assert app.text_input[0].disabled
    select(app, 0, 2)
    assert button(app, "Open in Train").disabled
    assert not button(app, "Delete 2 runs").disabled
    assert app.text_input[0].disabled


def test_a_run_is_opened(opened):
    app = select(opened(three()), 1)
    button(app, "Open in Train").click()
    assert again(app).session_state["opened"] == "Second"
    assert [toast.value for toast in app.toast] == ["Second is on the Train page now."]


def test_a_run_that_cannot_be_opened_says_why(opened):
    app = select(opened((run("Without data"), *three())), 0)
    button(app, "Open in Train").click()
    assert "there is no network" in words(again(app))
    assert not app.toast


def test_the_selected_are_deleted_and_nothing_stays_selected(opened):
    app = select(opened(three()), 0, 1)
    button(app, "Delete 2 runs").click()
    assert names(again(app)) == ["Slower"]
    assert button(app, "Delete").disabled


def test_runs_that_come_leave_the_selection_as_it_is(opened):
    app = select(opened(three()), 2)
    app.session_state["runs"] = (run("New", seed=7), *app.session_state["runs"])
    again(app)
    assert lines(app) == ["Slower"]
    button(app, "Delete").click()
    assert names(again(app)) == ["New", "First", "Second"]


def test_a_run_is_renamed_and_stays_selected(opened):
    app = select(opened(three()), 1)
    app.text_input[0].set_value("Best")
    assert names(again(app)) == ["First", "Best", "Slower"]
    assert app.text_input[0].value == "Best"
    assert lines(app) == ["Best"]


@pytest.mark.parametrize(
    ("new", "message"),
    [("First", "called 'First' already"), ("  ", "needs a name"), ("=1+1", "may not begin with =")],
    ids=["taken", "empty", "formula"],
)
def test_a_name_that_cannot_be_had_is_refused_in_words(opened, new, message):
    app = select(opened(three()), 1)
    app.text_input[0].set_value(new)
    assert names(again(app)) == ["First", "Second", "Slower"]
    assert message in words(app)
    assert app.text_input[0].value == "Second"
    assert message not in words(again(app))


def test_runs_are_brought_back_from_a_zip(opened):
    app = upload(opened(()), zip_of(three()))
    assert names(app) == ["First", "Second", "Slower"]
    upload(app, zip_of([run("First", seed=8), *three()]))
    assert names(app) == ["First", "Second", "Slower", "First 2"]


def test_a_file_that_is_no_zip_of_runs_is_refused_in_words(opened):
    app = upload(opened(three()), b"rubbish")
    assert "no zip of runs" in words(app)
    assert names(app) == ["First", "Second", "Slower"]
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert "There are no runs in this zip" in words(upload(app, empty.getvalue()))


def test_what_is_selected_can_be_saved(opened):
    app = opened(three())
    assert "Save all:" in words(app)
    labels = [each.label for each in app.get("download_button")]
    assert labels == ["CSV", "JSON lines", "Zip"]
    select(app, 1)
    assert "Save the selected:" in words(app)


def test_more_than_can_be_read_back_is_not_offered_as_a_zip(opened, monkeypatch):
    monkeypatch.setattr("playground.ui.compare.runs_files.MOST_ZIP_BYTES", 1_000_000)
    monkeypatch.setattr("playground.ui.compare.runs_files.zip_bytes", lambda runs: 999_999 * len(runs))
    app = opened(three())
    assert [each.disabled for each in app.get("download_button")] == [False, False, True]
    assert "These are 3 MB; select runs for at most 1 MB" in app.get("download_button")[2].help
    select(app, 0)
    assert [each.disabled for each in app.get("download_button")] == [False, False, False]


def test_runs_with_other_own_drawings_are_told_apart(opened):
    described = DIGITS.changed(dataset={"own_drawings": True})
    theta = np.zeros(sum(row.parameters for row in inspect(described).rows), np.float32)
    runs = tuple(
        dataclasses.replace(run(name), experiment=described, theta=theta, own_drawings=own)
        for name, own in (("A", None), ("B", OwnDrawings(6, "0123abcd")), ("C", OwnDrawings(20, "89ef4567")))
    )
    app = opened(runs)
    assert table(app)["What differs"].tolist() == [f"data own drawings {count}" for count in ("off", "6", "20")]
    assert app.dataframe[1].value.iloc[0, 1:].tolist() == ["off", "6", "20"]


def charts(app):
    return [json.loads(shown.proto.spec) for shown in app.get("vega_lite_chart")]


def test_costs_of_different_losses_share_no_axis_but_accuracies_do(opened):
    app = opened((run("First"), run("Other loss", loss={"kind": "bce"})))
    assert [each["title"] for each in charts(app)] == [
        "Test cost of the runs with MSE",
        "Test cost of the runs with BCE",
    ]
    assert "measured their costs with MSE and BCE" in words(app)
    chooser(app, "Along the y-axis").set_value("Test accuracy (%)").run()
    assert lines(app) == ["First", "Other loss"]
    assert "measured their costs" not in words(app)


def test_more_than_six_lines_are_drawn_each_by_itself_unless_together_is_chosen(opened):
    runs = tuple(run(f"Run {place}", optimiser={"learning_rate": 0.1 + place}) for place in range(7))
    app = opened(runs)
    assert [each["title"]["text"] for each in charts(app)] == [each.name for each in runs]
    assert "The grey line is that which ends with the best test cost: Run 0." in words(app)
    chooser(app, "Curves").set_value("Together").run()
    assert lines(app) == [each.name for each in runs]


def test_a_wide_range_of_costs_has_a_logarithmic_axis_at_first(opened):
    near = run("First")
    far = dataclasses.replace(near, curve=near.curve * np.float32([1, 1, 1, 0.01, 1, 1, 1, 1]), name="Far")
    assert chooser(opened((near,)), "Cost axis").value == "Linear"
    app = opened((near, far))
    assert chooser(app, "Cost axis").value == "Log"
    assert chart(app)["layer"][0]["encoding"]["y"]["scale"]["type"] == "log"


def test_the_runs_are_told_of_in_words_that_are_no_markdown(opened):
    app = opened((run("First"), run("*Sl[o]wer*", **SLOWER)))
    assert "All of them: Linear 10 → Tanh → Linear 1 → Sigmoid; on Four clouds" in words(app)
    assert r"- **\*Sl\[o\]wer\***: SGD with a learning rate of 0.5. After 2 epochs" in words(app)
