"""The Report page under AppTest."""

import numpy as np
import pytest

from playground.experiment.presets import PRESETS
from playground.report.chapters import CHAPTERS
from playground.ui.report import chapter_panel
from tests.pages.app_steps import button, finish_job, finish_run, go_to, playground_app, press, session_of


@pytest.fixture(autouse=True)
def small_runs(monkeypatch):
    monkeypatch.setattr(chapter_panel, "RUN", {"seeds": 1, "small": True})


@pytest.fixture
def app():
    app = go_to(playground_app().run(), "report")
    assert not app.exception
    return app


def chapter(app, kind):
    next(widget for widget in app.get("button_group") if widget.label == "Chapter").set_value(kind).run()
    assert not app.exception
    return CHAPTERS[kind]


def words(app):
    return " ".join(each.value for each in [*app.markdown, *app.caption, *app.info, *app.success, *app.warning])


def figures(app):
    return next(table.value for table in app.table if "To reach" in table.value.columns)


def stack(app):
    return next(table.value for table in app.table if "Gives" in table.value.columns)


def predict(app, choice=0):
    """Say what is expected."""
    app.radio[0].set_value(app.radio[0].options[choice]).run()
    assert not app.exception


def run_here(app, kind):
    """Run the chapter through the real job and show what came of it; without a word on what was expected, any."""
    if app.radio[0].value is None:
        predict(app)
    button(app, "Run it here").click().run()
    return finish_job(app, f"chapter {kind}")


@pytest.mark.parametrize("kind", list(CHAPTERS))
def test_a_chapter_asks_before_it_tells(app, kind):
    asked = chapter(app, kind)
    assert [heading.value for heading in app.subheader] == [f"{asked.number}. {asked.title()}"]
    assert asked.question in words(app)
    assert app.radio[0].options == [*asked.prediction.choices, "I would rather not say"]
    assert app.radio[0].value is None
    for step in range(2):
        shown = [*(table.value.to_string() for table in app.table), *(each.label for each in app.button)]
        assert not any("Reported" in text or "To reach" in text or "Check" in text for text in shown)
        told = words(app)
        assert asked.next_goal.text not in told
        assert asked.next_goal.hint not in told
        assert asked.conclusion not in told
        assert not [figure.reported for figure in asked.figures.values() if f"reported {figure.reported}" in told]
        assert button(app, "Run it here").disabled == (step == 0)
        assert ("Say first what you expect" in told) == (step == 0)
        assert ("The answer to the question is shown afterwards" in told) == (step == 1)
        if step == 0:
            predict(app)
    first = next(iter(asked.experiments.values()))
    assert len(stack(app)) == 1 + len(first.layers)


def test_a_wrong_prediction_is_set_beside_what_was_measured(app):
    asked = chapter(app, "linear")
    app.radio[0].set_value(asked.prediction.choices[0]).run()
    assert not app.info
    assert asked.prediction.choices[2] not in words(app)
    result = run_here(app, "linear")
    assert result["figures"]["accuracy"].tolist() == [100.0]
    said = app.info[0].value
    assert said == "You predicted: About half of them. The measurement says: **All of them, or nearly**."
    assert figures(app)["Measured"].tolist() == ["100.00\u00a0%"]
    # a small run is no proof
    assert figures(app)["Reached"].tolist() == ["not judged"]
    assert "small run" in words(app)
    assert asked.conclusion in words(app)
    assert len(app.get("vega_lite_chart")) == 3
    assert figures(app)["Reported"].tolist() == [figure.reported for figure in asked.figures.values()]
    assert asked.next_goal.text in words(app)
    # hindsight is no prediction
    assert app.radio[0].disabled


def test_who_would_rather_not_say_is_told_what_was_measured(app):
    asked = chapter(app, "linear")
    predict(app, -1)
    run_here(app, "linear")
    assert app.info[0].value == f"The measurement says: **{asked.prediction.choices[2]}**."
    # nothing is asked for twice: with all chapters below each other, this one is there with its figures
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert [heading.value for heading in app.subheader] == [f"{c.number}. {c.title()}" for c in CHAPTERS.values()]
    assert figures(app)["Measured"].tolist() == ["100.00\u00a0%"]


def test_a_right_prediction_is_called_right_and_digits_are_shown(app):
    asked = chapter(app, "several_classes")
    answer = asked.prediction.choices[1]
    app.radio[0].set_value(answer).run()
    result = run_here(app, "several_classes")
    assert answer == asked.prediction.answer(result["figures"])
    assert app.success[0].value == f"You predicted it: **{answer}**."
    assert len(app.get("image")) == 1
    assert len(app.get("vega_lite_chart")) == 2


def test_what_others_have_found_does_not_give_the_answer_away(app):
    run_here(app, "linear")
    other = go_to(playground_app().run(), "report")
    assert not [table for table in other.table if "To reach" in table.value.columns]
    predict(other, 1)
    assert not [table for table in other.table if "To reach" in table.value.columns]
    # but it needs no second run
    button(other, "Run it here").click().run()
    assert session_of(other).jobs.of("chapter linear").phase == "done"
    assert figures(other)["Measured"].tolist() == ["100.00\u00a0%"]
    assert other.radio[0].disabled


def test_the_chapter_the_prediction_and_the_result_stay_over_a_visit_elsewhere(app):
    asked = chapter(app, "column_of_ones")
    app.radio[0].set_value(asked.prediction.choices[2]).run()
    run_here(app, "column_of_ones")
    go_to(app, "train")
    go_to(app, "report")
    assert not app.exception
    assert app.subheader[0].value == "3. Non-linear, ones"
    assert app.radio[0].value == asked.prediction.choices[2]
    assert app.success[0].value == "You predicted it: **Nearly every point comes out right**."


def test_a_chapter_under_way_can_be_left_and_cancelled(app, monkeypatch):
    # long enough to be still under way
    monkeypatch.setattr(chapter_panel, "RUN", {"seeds": 20, "small": False})
    chapter(app, "batch_modes")
    predict(app)
    button(app, "Run it here").click().run()
    assert app.radio[0].disabled
    job = session_of(app).jobs.of("chapter batch_modes")
    chapter(app, "linear")
    assert job.moving
    chapter(app, "batch_modes")
    button(app, "Cancel").click().run()
    app.run()
    assert not app.exception
    assert job.phase == "cancelled"
    assert not app.radio[0].disabled
    assert button(app, "Run it here")


def test_the_chosen_network_is_shown_and_opens_in_train(app):
    chapter(app, "batch_modes")
    app.selectbox[0].set_value("Full batch").run()
    assert "full batch, 1,000 epochs" in words(app)
    button(app, "Open in Train").click().run()
    assert not app.exception
    assert session_of(app).experiment == CHAPTERS["batch_modes"].experiments["Full batch"]
    assert not [title for title in app.title if "report" in title.value]
    go_to(app, "report")
    assert app.selectbox[0].value == "Full batch"


def trained(app, experiment):
    """Put the experiment on the Train page and train it there, through its real process."""
    session_of(app).experiment = experiment
    go_to(app, "train")
    press(app, "Play")
    run = session_of(app).run
    finish_run(app, run)
    go_to(app, "report")
    return run


def test_the_goal_is_checked_on_the_network_of_the_train_page(app):
    chapter(app, "linear")
    run_here(app, "linear")
    button(app, "Check my network").click().run()
    said = app.warning[0].value
    assert "Not yet" in said
    assert "✓ the data is Four clouds (XOR), as asked for" in said
    assert "✗ 41 parameters, at most 4 allowed" in said
    assert "✗ not trained yet" in said
    new = PRESETS["Four clouds"].data()
    new["dataset"]["x1_x2"] = True
    new["layers"] = [{"kind": "linear", "units": 1}, {"kind": "sigmoid"}]
    run = trained(app, type(PRESETS["Four clouds"]).from_data(new))
    button(app, "Check my network").click().run()
    assert not app.exception
    accuracy = 100 * run.snapshot.best_known_test_accuracy
    assert np.isfinite(accuracy)
    said = app.success[0].value
    assert "Goal reached" in said
    assert f"✓ {accuracy:.2f} % test accuracy, at least 99 % asked for" in said
