"""The Compare page under AppTest: its sections, kept runs, and the way back into a run's past."""

import time

import numpy as np
import pytest

from playground.drawing import Drawing
from playground.experiment.presets import DEFAULT, DIGITS
from playground.ready.recipes import BUTTON
from playground.ui.compare.timeline_panel import BEFORE, HERE
from tests.pages.app_steps import (
    button,
    choose,
    finish_run,
    go_to,
    playground_app,
    press,
    protos,
    session_of,
    start_from,
)
from tests.waiting import until

SHORT = DEFAULT.changed(schedule={"epochs": 5})
ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})
OWN = (Drawing((((0.5, 0.1), (0.5, 0.9)),), 0.1), 1)


def opened(experiment=SHORT):
    app = playground_app().run()
    session_of(app).experiment = experiment
    app.run()
    assert not app.exception
    return app


def train(app):
    """Press Play on the Train page and wait for the end."""
    press(app, "Play")
    run = session_of(app).run
    finish_run(app, run)
    return run


def trained_a_little(run):
    """Wait for the first updates."""

    def begun():
        run.poll()
        return run.snapshot is not None and run.snapshot.updates > 0

    until(begun)


def compare(app, section):
    go_to(app, "compare")
    next(widget for widget in app.get("button_group") if widget.label == "What to compare").set_value(section).run()
    assert not app.exception
    return app


def kept(app):
    return session_of(app).kept.all


@pytest.mark.parametrize("section", ["Batch modes", "Runs", "Timeline", "Sweep"])
def test_every_section_opens_before_anything_was_trained(section):
    app = compare(opened(), section)
    assert app.subheader or app.info


def test_every_run_that_ended_is_kept_under_a_name_of_its_own():
    app = opened()
    train(app)
    assert len(kept(app)) == 1
    press(app, "Reset")
    session_of(app).experiment = SHORT.changed(seed=1)
    app.run()
    train(app)
    first, second = kept(app)
    assert first.name != second.name
    assert second.experiment.seed == 1
    compare(app, "Runs")
    assert not app.info


def rested(app):
    """Wait until the run has come to rest, and show the page."""
    finish_run(app, session_of(app).run)


def test_a_run_that_rests_more_than_once_is_kept_once_as_it_is_now():
    app = opened()
    for number in (1, 2):
        press(app, "Step")
        rested(app)
        (run,) = kept(app)
        assert (run.reason, run.final["updates"]) == (None, number)
    session_of(app).kept.all = (run.renamed("Mine"),)
    train(app)
    (run,) = kept(app)
    assert (run.name, run.reason) == ("Mine", "Trained for 5 epochs, as set.")
    compare(app, "Runs")
    assert not app.info
    session_of(app).kept.all = ()
    app.run()
    assert kept(app) == (), "what was deleted stays deleted"
    go_to(app, "train")
    press(app, "Step")
    rested(app)
    assert len(kept(app)) == 1, "but for what it has learnt since"


def reset(app):
    press(app, "Reset")


def take_a_new_seed(app):
    press(app, "New seed")


def play_a_preset(app):
    start_from(app, "Two clouds")
    press(app, "Play")


def play_another_loss(app):
    app.selectbox(key="loss").set_value("bce").run()
    press(app, "Play")


def leave_the_page(app):
    go_to(app, "report")
    session_of(app).run.pause()
    rested(app)


@pytest.mark.parametrize("leave", [reset, take_a_new_seed, play_a_preset, play_another_loss, leave_the_page])
def test_what_has_trained_is_kept_however_it_is_left(leave):
    app = opened(ENDLESS)
    press(app, "Play")
    run = session_of(app).run
    trained_a_little(run)
    seen = run.snapshot.updates
    leave(app)
    assert not app.exception
    first = kept(app)[0]
    assert first.experiment == ENDLESS
    assert first.reason is None
    assert first.final["updates"] >= seen
    np.testing.assert_array_equal(first.theta, run.theta)
    assert len(kept(app)) == 1
    assert run.process is None or leave is leave_the_page
    if session_of(app).run is not None:
        session_of(app).run.close()


def test_a_reader_of_digits_that_makes_room_for_another_is_kept():
    app = opened()
    go_to(app, "draw")
    button(app, "Train a digit network").click().run()
    first = session_of(app).digit_run
    trained_a_little(first)
    session_of(app).examples.add(*OWN)
    app.run()
    button(app, "Train again with mine").click().run()
    assert not app.exception
    second = session_of(app).digit_run
    assert second is not first
    assert first.process is None
    assert kept(app)[0].experiment == BUTTON
    second.close()


def test_what_was_changed_in_training_is_kept_with_the_run_and_marked_on_its_past():
    app = opened()
    press(app, "Step")
    rested(app)
    choose(app, "learning_rate", 0.5)
    press(app, "Step")
    rested(app)
    (run,) = kept(app)
    assert [text for _, text in run.changes] == ["learning rate 1 → 0.5"]
    assert 0 < run.changes[0][0] < run.curve[-1, 0]
    compare(app, "Timeline")
    app.selectbox[0].set_value(run.name).run()
    assert not app.exception
    (plot,) = protos(app, "live_plot")
    assert b"learning rate 1 \\u2192 0.5" in plot.bytes


def test_a_run_without_an_update_is_not_kept():
    app = opened(ENDLESS)
    take_a_new_seed(app)
    compare(app, "Runs")
    assert kept(app) == ()
    assert "ends, is paused or makes room for another" in app.info[0].value


@pytest.mark.parametrize("experiment", [SHORT, DIGITS.changed(schedule={"epochs": 2})])
def test_a_run_branches_from_its_past(experiment):
    app = opened(experiment)
    run = train(app)
    past = run.past
    assert past.epochs[0] == 0
    compare(app, "Timeline")
    app.select_slider[0].set_value(0).run()
    assert not app.exception
    button(app, "Branch from here").click().run()
    assert not app.exception
    branched = session_of(app).run
    assert branched is not run
    # so that a second branch can begin elsewhere
    assert app.selectbox[0].value == BEFORE
    assert app.select_slider[0].value == 0
    np.testing.assert_array_equal(branched.theta, past.weights[0])
    go_to(app, "train")
    assert not app.exception
    train(app)
    # from the same first weights, and the same order of the samples: the same network
    np.testing.assert_array_equal(branched.theta, run.theta)
    compare(app, "Timeline")
    assert app.selectbox[0].value == HERE


def test_a_branch_was_trained_with_the_own_drawings_of_its_run_also_when_it_moves_on():
    described = {"own_drawings": True}
    app = opened(DIGITS.changed(dataset=described, schedule={"epochs": 2}))
    session_of(app).examples.add(*OWN)
    run = train(app)
    assert run.own_drawings.count == 1
    session_of(app).examples.forget()
    compare(app, "Timeline")
    button(app, "Branch from here").click().run()
    go_to(app, "judge")
    assert any("**Digits 8 × 8** and **1 drawing of your own**" in caption.value for caption in app.caption)
    go_to(app, "train")
    # which it knows no longer: it goes on without them
    assert not any("of your own as well" in caption.value for caption in app.caption)
    train(app)
    assert not any("of your own as well" in caption.value for caption in app.caption)
    assert session_of(app).run.own_drawings == run.own_drawings
    assert [each.own_drawings for each in kept(app)] == [run.own_drawings] * 2


def test_every_kept_run_has_its_past_in_the_timeline():
    app = opened(SHORT)
    first = train(app)
    press(app, "New seed")
    train(app)
    compare(app, "Timeline")
    assert app.selectbox[0].options == [HERE, *(run.name for run in reversed(kept(app)))]
    app.selectbox[0].set_value(kept(app)[0].name).run()
    app.select_slider[0].set_value(1).run()
    assert not app.exception
    button(app, "Branch from here").click().run()
    np.testing.assert_array_equal(session_of(app).run.theta, first.past.weights[1])
    assert session_of(app).run.experiment == first.experiment


def test_without_a_run_that_stands_still_the_timeline_says_how_to_get_one():
    app = compare(opened(), "Timeline")
    assert "Train something on the Train page" in app.info[0].value


def test_a_run_that_ends_while_another_page_is_open_is_kept():
    app = opened(SHORT)
    run = session_of(app).run
    if run is None:
        press(app, "Play")
        run = session_of(app).run
    go_to(app, "report")
    deadline = time.monotonic() + 60
    while not kept(app):
        assert time.monotonic() < deadline
        time.sleep(0.05)
        app.run()
    assert run.phase == "ended"
    assert len(kept(app)) == 1
    compare(app, "Runs")
    assert len(kept(app)) == 1
    assert not app.exception


def test_the_timeline_reaches_the_end_of_the_run():
    app = opened(SHORT)
    run = train(app)
    compare(app, "Timeline")
    assert app.select_slider[0].options[-1] == f"epoch {run.snapshot.epoch:.2f}"
