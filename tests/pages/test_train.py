"""The Train page under AppTest: edits, history, presets, links and errors, without a browser."""

import base64
import json
import time
import zlib

import numpy as np
import pytest

from nn.rate_schedules import RateSchedule
from playground.datasets import Dataset
from playground.experiment.link import experiment_of, token_of
from playground.experiment.presets import DEFAULT, DIGITS, PRESETS
from playground.processes.wire import unpack
from tests.hostile import with_value
from tests.pages.app_steps import (
    bar,
    choose,
    chooser,
    controls,
    finish_run,
    playground_app,
    press,
    protos,
    session_of,
    start_from,
    words,
)
from tests.waiting import until


def opened(experiment=None, token=None):
    app = playground_app()
    if experiment is not None or token is not None:
        app.query_params["e"] = token if token is not None else token_of(experiment)
    app.run()
    assert not app.exception
    return app


def experiment_in(app):
    found = app.query_params["e"]
    return experiment_of(found if isinstance(found, str) else found[0])


def pressed(app, label):
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def app():
    return opened()


def test_it_opens_with_the_default_and_everything_in_place(app):
    assert controls(app) == {"moving": False, "begun": False, "stuck": False}
    assert experiment_in(app) == DEFAULT
    assert [heading.value for heading in app.subheader] == ["Data", "Network"]


@pytest.mark.parametrize("name", list(PRESETS))
def test_every_preset_opens_by_menu_and_by_link(app, name):
    start_from(app, name)
    assert not app.exception
    assert all("not on this machine yet" in error.value for error in app.error)
    assert experiment_in(app) == PRESETS[name] == experiment_in(opened(PRESETS[name]))


@pytest.mark.parametrize("kind", list(RateSchedule.kinds()))
def test_a_learning_rate_schedule_is_chosen_set_and_drawn(app, kind):
    app.selectbox(key="rate_schedule").set_value(kind).run()
    assert not app.exception
    assert experiment_in(app).rate_schedule.kind == kind
    assert bool(app.get("vega_lite_chart")) is (kind != "constant")
    next(slider for slider in app.slider if slider.label.startswith("Warm-up")).set_value(3.0).run()
    assert experiment_in(app) == DEFAULT.changed(rate_schedule={"kind": kind, "warm_up": 3.0})
    assert app.get("vega_lite_chart"), "now it moves"


def test_of_a_rate_that_falls_in_a_training_without_an_end_it_is_said_how_long(app):
    app.selectbox(key="rate_schedule").set_value("cosine").run()
    assert not [each for each in app.caption if "has no end" in each.value]
    next(box for box in app.checkbox if box.label == "Until stopped").set_value(True).run()
    assert [each for each in app.caption if "falls over the first 100 epochs" in each.value]


@pytest.mark.parametrize("kind", list(Dataset.kinds()))
def test_every_dataset_shows_and_says_where_the_stack_does_not_fit(app, kind):
    app.selectbox(key="dataset").set_value(kind).run()
    assert not app.exception
    assert experiment_in(app).dataset.kind == kind


def test_settings_become_the_experiment(app):
    app.slider(key="dataset.four_gaussians.noise").set_value(0.7).run()
    choose(app, "learning_rate", 0.05)
    app.selectbox(key="loss").set_value("bce").run()
    found = experiment_in(app)
    assert (found.dataset.noise, found.optimiser.learning_rate, found.loss.kind) == (0.7, 0.05, "bce")


def test_another_optimiser_comes_with_its_own_settings(app):
    app.selectbox(key="optimiser").set_value("adam").run()
    assert not app.exception
    assert experiment_in(app).optimiser.beta1 == 0.9


def test_a_losss_own_settings_stand_below_it(app):
    start_from(app, "Digits 8 × 8")
    next(slider for slider in app.slider if slider.label.startswith("Smoothing")).set_value(0.1).run()
    assert not app.exception
    assert experiment_in(app).loss.smoothing == 0.1
    assert not [box for box in app.checkbox if box.label == "Ignore"]


def with_number(place, number):
    """The token of the default experiment with another number, as JSON spells it, at a place of it."""
    at = tuple(place.split(".")) if isinstance(place, str) else place
    text = json.dumps(with_value(DEFAULT.data(), at, "?")).replace('"?"', number)
    return base64.urlsafe_b64encode(zlib.compress(text.encode())).decode()


HUGE = "1" + "0" * 400


@pytest.mark.parametrize(
    "token",
    [
        "rubbish",
        "A" * 7000,
        token_of(DEFAULT)[:-9],
        *(
            with_number(place, HUGE)
            for place in ("seed", "dataset.noise", "optimiser.learning_rate", "schedule.epochs")
        ),
        with_number(("layers", 0, "units"), HUGE),
        with_number("seed", "9" * 5000),
        with_number("penalty.l1", "1e999"),
        with_number("penalty.l1", "NaN"),
        with_number("seed", "[" * 9000),
    ],
)
def test_a_damaged_link_opens_the_default_in_words(token):
    app = opened(token=token)
    assert "default experiment is shown" in app.warning[0].value
    assert experiment_in(app) == DEFAULT
    app.run()
    assert not app.warning
    reloaded = opened(token=token_of(experiment_in(app)))
    assert not reloaded.warning


def test_points_are_seen_also_where_no_network_can_show_them():
    app = opened(DEFAULT.changed(layers=DEFAULT.layers[:1]))
    (points,) = app.get("vega_lite_chart")
    assert "Training points" in points.proto.spec
    assert not opened().get("vega_lite_chart"), "the live view has them"


def live_plot_of(app):
    (drawn,) = protos(app, "live_plot")
    return unpack(drawn.bytes)


def test_an_edit_that_makes_an_error_leaves_the_last_picture_standing(app):
    press(app, "Step")
    run = session_of(app).run
    finish_run(app, run)
    _, before = live_plot_of(app)
    session_of(app).edit(layers=DEFAULT.layers_data()[:1])
    app.run()
    header, after = live_plot_of(app)
    assert controls(app)["stuck"]
    assert "the one before" in header["progress"]["text"]
    np.testing.assert_array_equal(after["frame"], before["frame"])
    assert not app.get("vega_lite_chart")
    session_of(app).edit(dataset={"kind": "moons"})
    app.run()
    assert not list(protos(app, "live_plot")), "of other data the last picture says nothing"
    assert app.get("vega_lite_chart")


def test_what_cannot_be_trained_is_said_and_cannot_be_played():
    app = opened(DEFAULT.changed(layers=({"kind": "linear", "units": 7},)))
    assert "it must give 1 or 2" in app.error[0].value
    assert controls(app)["stuck"]


def test_batches_of_one_for_batch_norm_are_said_before_play_and_fixed_by_a_click():
    layers = ({"kind": "linear", "units": 4}, {"kind": "batch_norm"}, {"kind": "tanh"}, {"kind": "linear", "units": 1})
    experiment = DEFAULT.changed(layers=layers, schedule={"kind": "schedule", "batch_mode": "stochastic"})
    app = opened(experiment)
    assert any("BatchNorm needs at least 2 samples in every update" in error.value for error in app.error)
    assert controls(app)["stuck"]
    pressed(app, "Train in mini-batches of 10")
    assert not app.error
    assert experiment_in(app).schedule.batch_mode == "mini-batch"
    press(app, "Step")
    assert not app.error


def test_a_schedule_that_cannot_be_trained_by_does_not_reach_the_run():
    layers = ({"kind": "linear", "units": 4}, {"kind": "batch_norm"}, {"kind": "tanh"}, {"kind": "linear", "units": 1})
    app = press(opened(DEFAULT.changed(layers=layers)), "Step")
    run = session_of(app).run
    finish_run(app, run)
    choose(app, "batch_mode", "stochastic")
    assert experiment_in(app).schedule.batch_mode == "stochastic"
    assert any("BatchNorm" in error.value for error in app.error)
    assert run.experiment.schedule.batch_mode == "mini-batch"
    pressed(app, "Train in mini-batches of 10")
    press(app, "Step")
    finish_run(app, run)
    assert run.failure is None
    assert session_of(app).run is run
    assert run.snapshot.updates == 2


def test_a_network_too_large_is_refused_in_words():
    wide = {"kind": "linear", "units": 4096}
    app = opened(DEFAULT.changed(layers=(wide, wide, {"kind": "linear", "units": 1})))
    assert "at most 2,000,000" in app.error[0].value


def test_it_trains_to_the_end_and_says_so():
    app = opened(DEFAULT.changed(schedule={"kind": "schedule", "epochs": 2}))
    press(app, "Play")
    run = session_of(app).run
    deadline = time.monotonic() + 60
    while run.phase != "ended":
        assert time.monotonic() < deadline
        run.poll()
        time.sleep(0.01)
    app.run()
    assert run.snapshot.epoch == 2
    assert run.theta.shape == (41,)
    press(app, "Reset")
    assert session_of(app).run is None


def test_a_changed_stack_says_what_is_at_stake_and_a_rate_does_not():
    app = opened()
    press(app, "Step")
    run = session_of(app).run
    deadline = time.monotonic() + 60
    while run.phase != "paused":
        assert time.monotonic() < deadline
        run.poll()
        time.sleep(0.01)
    choose(app, "learning_rate", 0.05)
    assert not app.info
    app.selectbox(key="loss").set_value("bce").run()
    assert "the loss" in app.info[0].value
    assert "Undo brings it back" in app.info[0].value
    run.close()


def test_new_seed_changes_nothing_but_the_seed(app):
    press(app, "New seed")
    found = experiment_in(app)
    assert found.seed != DEFAULT.seed
    assert found.changed(seed=DEFAULT.seed) == DEFAULT


def test_two_settings_changed_at_once_are_both_kept(app):
    app.checkbox(key="schedule.schedule.until_stopped").check()
    app.number_input(key="schedule.schedule.epochs").set_value(20)
    app.run()
    found = experiment_in(app).schedule
    assert (found.until_stopped, found.epochs) == (True, 20)


def test_a_preset_reaches_every_widget(app):
    app.number_input(key="schedule.schedule.epochs").set_value(77).run()
    choose(app, "batch_size", 77)
    start_from(app, "Four clouds")
    assert not app.exception
    schedule = PRESETS["Four clouds"].schedule
    assert [box.value for box in app.number_input if box.label == "Epochs"] == [schedule.epochs]
    assert {each["name"]: each["value"] for each in bar(app)["settings"]} == {
        "learning_rate": PRESETS["Four clouds"].optimiser.learning_rate,
        "batch_mode": schedule.batch_mode,
        "batch_size": schedule.batch_size,
    }
    assert experiment_in(app) == PRESETS["Four clouds"]


@pytest.mark.parametrize(("mode", "fixed"), [("stochastic", "1"), ("mini-batch", None), ("full batch", "all 500")])
def test_the_bar_offers_a_batch_size_where_there_is_a_choice_of_it(app, mode, fixed):
    choose(app, "batch_mode", mode)
    (size,) = [each for each in bar(app)["settings"] if each["name"] == "batch_size"]
    assert size["fixed"] == fixed


def test_the_bar_offers_the_present_value_wherever_it_lies(app):
    choose(app, "learning_rate", 0.0123)
    choose(app, "batch_size", 77)
    for each in bar(app)["settings"]:
        assert each["value"] in each["values"]
        assert len(each["texts"]) == len(each["values"])


def test_the_first_picture_of_a_large_network_comes_from_a_worker_which_then_trains():
    layers = ({"kind": "conv2d", "channels": 64, "kernel": 3, "padding": "same"},) * 2
    app = opened(DIGITS.changed(layers=(*layers, *DIGITS.layers)))
    assert not app.exception
    assert "its first picture is on its way" in " ".join(each.value for each in app.caption)
    session = session_of(app)
    assert session.current_run is None
    preview = session.preview()
    turn = session.turn
    until(lambda: preview.frame is not None and session.turn > turn, seconds=60.0)
    app.run()
    assert list(protos(app, "live_plot"))
    app = press(app, "Step")
    assert session.current_run is preview
    until(lambda: preview.snapshot.updates == 1, seconds=60.0)
    preview.close()


def test_samples_are_set_aside_in_the_preparation_and_counted(app):
    next(slider for slider in app.slider if slider.label.startswith("Validation")).set_value(0.2).run()
    assert not app.exception
    assert experiment_in(app) == DEFAULT.changed(preparation={"validation": 0.2})
    assert "400 training, 100 validation and 500 test samples." in words(app)


def test_a_rule_without_validation_samples_is_a_problem_that_one_press_fixes(app):
    next(each for each in app.number_input if each.label.startswith("Patience")).set_value(7).run()
    assert controls(app)["stuck"]
    assert "“Patience” watches validation samples, and none are set aside." in app.error[0].value
    pressed(app, "Set aside 20 % for validation")
    assert not controls(app)["stuck"]
    assert not app.error
    assert experiment_in(app).preparation.validation == 0.2
    assert experiment_in(app).schedule.patience == 7


def test_a_run_with_validation_ends_with_its_best_weights_and_the_frame_has_all_three_sets():
    experiment = DEFAULT.changed(preparation={"validation": 0.2}, schedule={"epochs": 3, "keep_best": True})
    app = press(opened(experiment), "Play")
    run = session_of(app).current_run
    finish_run(app, run)
    header, arrays = unpack(run.frame)
    assert header["ended"] is True
    assert "The weights are those of epoch" in header["note"]
    assert 0 < header["validation"]["accuracy"] <= 1
    assert arrays["curve"].shape[1] == 8
    assert np.isfinite(arrays["curve"]).all()


def test_of_a_rare_class_is_said_so_and_one_press_lets_all_count_alike(app):
    assert not app.info
    next(slider for slider in app.slider if slider.label == "Balance").set_value(0.95).run()
    assert not app.exception
    assert "the cost hardly tells whether 1 is ever found" in app.info[0].value
    pressed(app, "Let all classes count alike")
    assert experiment_in(app) == DEFAULT.changed(dataset={"balance": 0.95}, schedule={"class_weights": "balanced"})
    assert chooser(app, "Class weights").value == "balanced"
    assert not app.info
    assert not any(each.label == "Let all classes count alike" for each in app.button)


def test_class_weights_are_offered_only_where_there_are_classes():
    def labels(app):
        return [each.label for each in app.get("button_group")]

    assert "Class weights" in labels(opened(DIGITS))
    assert "Class weights" not in labels(opened(DEFAULT.changed(dataset={"kind": "plane"})))
