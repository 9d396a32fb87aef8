"""The doctor on the Train page: a newcomer's path, what its buttons do, and where it is silent."""

import pytest

from playground.experiment.presets import DEFAULT, PRESETS
from playground.server.doctor import PLACE
from playground.training.run import DIVERGED
from tests.pages.app_steps import button, finish_job, finish_run, playground_app, press, session_of, words
from tests.waiting import until

MOST_CLICKS = 8
ILL = PRESETS["Four clouds, no bias anywhere"].changed(schedule={"epochs": 20})


@pytest.fixture
def app():
    app = playground_app().run()
    yield app
    session_of(app).close()


def trained(app, experiment):
    """The page with the experiment's run, which has ended."""
    session_of(app).replace(experiment)
    press(app, "Play")
    finish_run(app, session_of(app).run)
    return session_of(app).run


def finding(app):
    """What the doctor says, or None."""
    return next((each.value for each in app.markdown if ":material/stethoscope:" in each.value), None)


def labels(app):
    return [each.label for each in app.button]


def test_a_newcomer_solves_a_spiral_of_two_turns_with_the_doctors_help_alone(app):
    clicks = []
    app.selectbox(key="dataset").set_value("spirals").run()
    clicks += ["the list of datasets", "Spirals"]
    app.slider(key="dataset.spirals.turns").set_value(2.0).run()
    clicks += ["the end of the slider"]
    while True:
        press(app, "Play")
        clicks += ["Play"]
        run = session_of(app).run
        finish_run(app, run)
        if run.snapshot.best_known_test_accuracy >= 0.95:
            break
        if finding(app) is None:
            finish_job(app, PLACE)  # it was begun by itself
        change = app.button(key="doctor_change")
        change.click().run()
        assert not app.exception
        clicks += [change.label]
        assert len(clicks) < MOST_CLICKS, clicks
    assert len(clicks) <= MOST_CLICKS, clicks
    assert DEFAULT.layers_data() != session_of(app).experiment.layers_data(), "it took more than patience"


def test_its_button_changes_the_experiment_and_undo_takes_it_back(app):
    trained(app, ILL)
    assert "None of its 2 layers has a bias" in finding(app)
    button(app, "Give every layer a bias").click().run()
    assert not app.exception
    assert all(layer.bias for layer in session_of(app).experiment.layers if layer.kind == "linear")
    assert finding(app) is None
    session_of(app).undo()
    app.run()
    assert session_of(app).experiment == ILL
    assert "bias" in finding(app)


def test_not_now_is_for_this_run_and_the_next_is_told_again(app):
    trained(app, ILL)
    button(app, "Not now").click().run()
    assert finding(app) is None or "bias" not in finding(app)
    press(app, "Reset")
    trained(app, ILL)
    assert "bias" in finding(app)


def test_a_run_that_diverged_is_said_once_and_its_button_begins_again_with_less(app):
    trained(app, PRESETS["Two clouds"].changed(optimiser={"learning_rate": 1.0}))
    assert "the cost was no longer a number" in finding(app)
    assert not app.warning
    button(app, "Not now").click().run()
    assert [each.value for each in app.warning] == [DIVERGED], "then it stands where it has always stood"
    press(app, "Reset")
    trained(app, PRESETS["Two clouds"].changed(optimiser={"learning_rate": 1.0}))
    button(app, "Begin again with a rate of 0.1").click().run()
    assert session_of(app).run is None
    assert session_of(app).experiment.optimiser.learning_rate == 0.1
    trained(app, session_of(app).experiment)
    assert session_of(app).run.snapshot.reason != DIVERGED


def test_a_run_that_is_paused_is_tried_only_when_asked(app):
    poor = DEFAULT.changed(
        layers=[{"kind": "linear", "units": 1}, {"kind": "sigmoid"}], schedule={"until_stopped": True}
    )
    session_of(app).replace(poor)
    press(app, "Play")
    run = session_of(app).run

    def enough():
        run.poll()
        return run.snapshot is not None and run.snapshot.epoch > 20

    until(enough)
    press(app, "Pause")
    finish_run(app, run)
    assert session_of(app).jobs.of(PLACE) is None
    assert finding(app) is None
    button(app, "Ask the doctor").click().run()
    finish_job(app, PLACE)
    assert "in a trial" in finding(app)


def test_a_trial_can_be_stopped_and_is_not_begun_anew(app):
    trained(app, DEFAULT.changed(optimiser={"learning_rate": 0.001}, schedule={"epochs": 20}))
    job = session_of(app).jobs.of(PLACE)
    job.cancel()
    app.run()
    assert session_of(app).jobs.of(PLACE) is job
    assert "tries other rates" not in words(app)


def test_before_play_and_of_a_short_training_nothing_is_said(app):
    assert finding(app) is None
    trained(app, DEFAULT.changed(schedule={"epochs": 2}))
    assert finding(app) is None
    assert session_of(app).jobs.of(PLACE) is None
    assert "Ask the doctor" not in labels(app)
