"""Sweeps as data: what can vary, what is refused, and in which order the experiments come."""

import numpy as np
import pytest

from nn.optimisers import SGD
from nn.registry import copy_of
from nn.settings import SpecError, settings_of
from playground.analysis.sweeps.speed import estimate, measured_speed, work
from playground.analysis.sweeps.sweep import MOST_TRAININGS, Sweep
from playground.analysis.sweeps.swept_setting import settings_of_experiment, with_values
from playground.analysis.sweeps.values import MOST_CHARACTERS, suggestion, values_of
from playground.experiment import HIGHEST_SEED
from playground.experiment.inspection import inspect
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS, PRESETS
from playground.experiment.schedule import Schedule
from tests.playground.analysis.sweeps.small_sweeps import small


def test_what_can_vary_is_what_the_classes_declare():
    settings = settings_of_experiment(DEFAULT)
    for setting in settings_of(SGD):
        swept = settings[f"optimiser.{setting.name}"]
        assert swept.setting is setting
        assert swept.present == getattr(DEFAULT.optimiser, setting.name)
    names = {setting.name for setting in settings_of(Schedule)} - {"until_stopped"}
    assert {name.split(".")[1] for name in settings if name.startswith("schedule.")} == names
    assert settings["layers.0.units"].present == 10
    assert settings["layers.0.units"].label == "Layer 1 Linear · Units"
    assert (settings["seed"].setting.low, settings["seed"].setting.high) == (0, HIGHEST_SEED)
    assert len({setting.label for setting in settings.values()}) == len(settings)


def test_class_weights_vary_only_where_there_are_classes():
    assert settings_of_experiment(DEFAULT)["schedule.class_weights"].setting.choices == ("by number", "balanced")
    balanced = with_values(DEFAULT, {"schedule.class_weights": "balanced"})
    assert balanced == DEFAULT.changed(schedule={"class_weights": "balanced"})
    for experiment in (AUTOENCODER, DEFAULT.changed(dataset={"kind": "plane"})):
        assert "schedule.class_weights" not in settings_of_experiment(experiment)
        assert "schedule.patience" in settings_of_experiment(experiment)


@pytest.mark.parametrize("name", ["Two clouds", "Digits 8 × 8", "Autoencoder, digits 8 × 8"])
def test_of_the_kinds_only_those_are_offered_that_can_be_trained(name):
    settings = settings_of_experiment(PRESETS[name])
    for setting, swept in settings.items():
        if setting.endswith(".kind"):
            for kind in swept.setting.choices:
                assert inspect(with_values(PRESETS[name], {setting: kind})).problem is None
    assert "dataset.own_drawings" not in settings


def test_losses_that_do_not_fit_are_not_offered():
    assert settings_of_experiment(DEFAULT)["loss.kind"].setting.choices == ("bce", "huber", "mse")
    expected = ("bce", "cross_entropy", "hinge", "huber", "mse")
    assert settings_of_experiment(DIGITS)["loss.kind"].setting.choices == expected
    assert "loss.ignore" not in settings_of_experiment(DIGITS)
    assert settings_of_experiment(AUTOENCODER)["loss.kind"].setting.choices == ("bce", "huber", "mse")
    assert "relu" in settings_of_experiment(DEFAULT)["layers.1.kind"].setting.choices
    assert "layers.0.kind" not in settings_of_experiment(DEFAULT)


@pytest.mark.parametrize("name", sorted(PRESETS)[:6], ids=range(6))
def test_each_suggestion_is_allowed_and_has_the_present_value(name):
    for swept in settings_of_experiment(PRESETS[name]).values():
        if swept.setting.type in ("int", "float"):
            assert swept.present in values_of(suggestion(swept), swept)


def test_a_suggested_seed_is_one_even_beside_the_highest():
    swept = settings_of_experiment(DEFAULT.changed(seed=HIGHEST_SEED))["seed"]
    assert len(values_of(suggestion(swept), swept)) == 3


def test_the_last_setting_varies_fastest():
    sweep = small(optimiser__learning_rate=(0.1, 1), seed=(0, 1, 2))
    assert sweep.count == 6
    rates = [experiment.optimiser.learning_rate for experiment in sweep.experiments()]
    assert rates == [0.1, 0.1, 0.1, 1.0, 1.0, 1.0]
    assert [experiment.seed for experiment in sweep.experiments()] == [0, 1, 2] * 2
    assert sweep.combinations()[4] == {"optimiser.learning_rate": 1.0, "seed": 1}
    assert sweep.experiments() == sweep.experiments()


def test_all_else_is_as_in_the_base():
    sweep = small(layers__0__units=(3, 30), loss__kind=("bce", "mse"), dataset__noise=(0.1, 0.2))
    for experiment, values in zip(sweep.experiments(), sweep.combinations(), strict=True):
        assert experiment.layers[0].units == values["layers.0.units"]
        assert experiment.loss.kind == values["loss.kind"]
        assert experiment.dataset.noise == values["dataset.noise"]
        assert experiment.layers_data()[1:] == sweep.base.layers_data()[1:]
        assert copy_of(experiment.dataset, noise=0) == copy_of(sweep.base.dataset, noise=0)
        here, base = experiment.data(), sweep.base.data()
        assert all(here[name] == base[name] for name in base if name not in ("dataset", "layers", "loss"))


def test_another_kind_keeps_what_it_declares_alike_and_takes_its_own_defaults_else():
    base = DEFAULT.changed(dataset={"kind": "four_gaussians", "samples": 80, "noise": 0.1, "x1_x2": True})
    changed = with_values(base, {"dataset.kind": "moons", "optimiser.kind": "adam"})
    assert (changed.dataset.samples, changed.dataset.x1_x2) == (80, True)
    assert changed.dataset.noise == 0.15
    assert changed.optimiser.learning_rate == 0.003


def test_a_kind_comes_before_the_settings_that_vary_with_it():
    values = {"optimiser.learning_rate": 0.01, "optimiser.kind": "adam"}
    for order in (values, dict(reversed(values.items()))):
        assert with_values(DEFAULT, order).optimiser.learning_rate == 0.01


def test_titles_are_short_unless_two_would_be_the_same():
    assert list(small(schedule__batch_size=(2, 3), seed=(1, 2)).titles.values()) == ["Batch size", "Seed"]
    both = small(dataset__seed=(1, 2), seed=(1, 2))
    assert list(both.titles.values()) == ["Data · Seed", "Seed"]


@pytest.mark.parametrize(
    ("axes", "words"),
    [
        (
            {"optimiser__learning_rate": (0.1, 11.0)},
            "Optimiser: learning rate must be a finite number from 0.00001 to 10",
        ),
        ({"schedule__batch_size": (10, 2.5)}, "Training: batch size must be a whole number from 2 to 1024; it is 2.5"),
        ({"optimiser__learning_rate": (float("nan"),)}, "must be a finite number from 0.00001 to 10; it is nan"),
        ({"loss__kind": ("cross_entropy",)}, "Loss: kind must be one of bce, huber, mse; it is 'cross_entropy'"),
        ({"seed": (-1,)}, "Seed: seed must be a whole number from 0"),
        ({"seed": ()}, "Seed needs a value at least"),
        ({"seed": (3, 4, 3)}, "Seed has the value 3 twice"),
        ({"optimiser__learning_rate": (1, 1.0)}, "has the value 1 twice"),
        (
            {"seed": tuple(range(51)), "layers__0__units": tuple(range(1, 11))},
            "These are 510 trainings; a sweep has at",
        ),
        ({"seed": tuple(range(MOST_TRAININGS + 1))}, "Seed has 501 values"),
        ({"schedule__until_stopped": (True,)}, "no setting 'schedule.until_stopped' that a sweep could vary"),
        ({"layers__9__units": (1,)}, "no setting 'layers.9.units'"),
        ({"__class__": (1,)}, "no setting"),
    ],
    ids=range(13),
)
def test_what_cannot_be_swept_is_refused_in_words(axes, words):
    with pytest.raises(SpecError, match=words):
        small(**axes)


def test_a_sweep_of_nothing_is_refused():
    with pytest.raises(SpecError, match="needs a setting to vary"):
        Sweep(DEFAULT, {})


def test_a_combination_that_could_not_be_trained_is_named():
    with pytest.raises(SpecError, match=r"With Layer 3 Linear · Units 3: The data has 2 classes\. The stack gives 3"):
        small(layers__2__units=(1, 3)).experiments()
    with pytest.raises(SpecError, match=r"With Optimiser Adam, Momentum 0: Adam has no setting 'momentum'"):
        small(optimiser__kind=("adam", "sgd"), optimiser__momentum=(0.0, 0.9)).experiments()


def test_batch_sizes_need_mini_batches():
    full = DEFAULT.changed(schedule={"batch_mode": "full batch"})
    axes = {"schedule.batch_size": (2, 10)}
    with pytest.raises(SpecError, match="no effect in full batch mode"):
        Sweep(full, axes)
    assert Sweep(full, {**axes, "schedule.batch_mode": ("mini-batch",)}).count == 2


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("optimiser.learning_rate", "0.01, 1e-1;1  10", (0.01, 0.1, 1.0, 10.0)),
        ("seed", "0..3, 7", (0, 1, 2, 3, 7)),
        ("seed", "1–2 2-3", (1, 2, 3)),
        ("schedule.batch_size", " 2,\n8 ", (2, 8)),
    ],
    ids=range(4),
)
def test_typed_values_are_read(name, text, values):
    read = values_of(text, settings_of_experiment(DEFAULT)[name])
    assert read == values
    assert [type(value) for value in read] == [type(value) for value in values]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("optimiser.learning_rate", "0.1, fast", "Learning rate: 'fast' is not a number; type numbers, such as"),
        ("optimiser.learning_rate", "inf", "must be a finite number"),
        ("optimiser.learning_rate", "", r"type the values that it shall take, such as 0\.1, 1, 10"),
        ("optimiser.learning_rate", "0..1", "is not a number"),
        ("seed", "1.5", "must be a whole number"),
        ("seed", "5..1", "must go upwards"),
        ("seed", "0..9999999999", "over at most 500 values"),
        ("seed", "1" * 400, "must be a whole number"),
        ("seed", "1 " * MOST_CHARACTERS, "characters can be read"),
    ],
    ids=range(9),
)
def test_typed_values_that_cannot_be_are_refused_in_words(name, text, words):
    with pytest.raises(SpecError, match=words):
        values_of(text, settings_of_experiment(DEFAULT)[name])


def test_work_grows_with_epochs_samples_updates_and_parameters():
    base = small().base
    for larger in (
        {"schedule.epochs": 40},
        {"dataset.samples": 1000},
        {"schedule.batch_size": 2},
        {"layers.0.units": 99},
    ):
        assert work(with_values(base, larger)) > work(base)
    assert work(with_values(base, {"schedule.epochs": 40})) == pytest.approx(10 * work(base))


def test_an_estimate_is_the_sum_over_the_trainings():
    sweep = small(schedule__epochs=(1, 3))
    assert estimate(sweep, 0.5) == pytest.approx(0.5 * sum(work(experiment) for experiment in sweep.experiments()))
    assert estimate(small(seed=tuple(range(8))), 1.0) == pytest.approx(8 * estimate(small(seed=(0,)), 1.0))


def test_the_speed_is_measured_for_a_moment_whatever_the_schedule():
    experiment = with_values(DEFAULT, {"schedule.batch_mode": "full batch", "schedule.target_accuracy": 1.0})
    assert 0 < measured_speed(experiment) < np.inf
    assert estimate(small()) > 0
