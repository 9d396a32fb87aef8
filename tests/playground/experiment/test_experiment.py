"""Experiments, their links and the presets."""

import base64
import contextlib
import json
import zlib

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import trace, train
from nn.layers import Linear, Sigmoid, Tanh
from nn.registry import copy_of
from nn.settings import SpecError
from playground.experiment import Experiment
from playground.experiment.description import stack_text
from playground.experiment.link import LinkError, experiment_of, token_of
from playground.experiment.presets import DEFAULT, PRESETS, grouped
from playground.preparation import prepared_for
from playground.training.run import TrainingRun
from tests.real_digits import require_files

EVERY = pytest.mark.parametrize("name", list(PRESETS))


def packed(data):
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(data).encode())).rstrip(b"=").decode()


@EVERY
def test_presets_survive_json_and_the_link(name):
    experiment = PRESETS[name]
    assert Experiment.from_data(json.loads(json.dumps(experiment.data()))) == experiment
    token = token_of(experiment)
    assert experiment_of(token) == experiment
    assert len(token) < 1000


@EVERY
def test_presets_fit_their_data(name):
    dataset = PRESETS[name].dataset
    rows = trace(PRESETS[name].layers, dataset.shape)
    assert all(row.error is None for row in rows)
    assert rows[-1].shape_out in dataset.task.shapes()


SHORT = {
    "USPS digits, Conv2D": {},
    "MNIST digits, Conv2D": {"subset": 8000},
    "Autoencoder, MNIST, a code of 10": {},
    "Autoencoder, USPS, convolutional": {},
}
"""What takes too long for any test is trained for two epochs, on fewer images."""
RECORDS = {
    "USPS digits, record": 0.97,
    "MNIST digits, record": 0.993,
    "MNIST digits, 99 % in 15 seconds": 0.99,
}
"""Share of the test digits that each is there to read, at the least."""
LARGE = (
    "USPS digits, Conv1D",
    "MNIST digits, Conv2D",
    "Pen strokes of digits, 16 × 16",
    *RECORDS,
    *(name for name in PRESETS if name.startswith(("Autoencoder, USPS", "Autoencoder, MNIST"))),
)
"""What takes seconds all the same: `make test-all` trains it, the everyday tests see it begin to learn."""
REACHES = {
    "Two clouds": (1.0, 1.0),
    "Four clouds": (0.995, 1.0),
    "Four clouds, a column of ones for a bias": (0.995, 1.0),
    "Four clouds, no bias anywhere": (0.0, 0.95),
    "Digits 8 × 8": (0.9, 1.0),
    "USPS digits, two layers (the report's)": (0.93, 1.0),
    "USPS digits, 100 images, Conv1D (the report's)": (0.8, 1.0),
    "USPS digits, Conv1D": (0.935, 1.0),
    "USPS digits, Conv2D": (0.9, 1.0),
    "MNIST digits, Conv2D": (0.9, 1.0),
    "Pen strokes of digits, 16 × 16": (0.97, 1.0),
    **{name: (least, 1.0) for name, least in RECORDS.items()},
}


REBUILDS = {
    "Autoencoder, digits 8 × 8": 0.02,
    "Autoencoder, digits 8 × 8, a code of 2": 0.047,
    "Autoencoder, USPS, BCE (the report's)": 0.034,
    "Autoencoder, USPS, MSE (the report's)": 0.034,
    "Autoencoder, USPS, Gaussian noise and a light penalty": 0.04,
    "Autoencoder, USPS, binarised (the report's)": 0.07,
    "Autoencoder, USPS, a code of 2": 0.085,
    "Autoencoder, USPS, convolutional": 0.05,
    "Autoencoder, MNIST, a code of 10": 0.045,
}
"""Test error, MSE in ink from 0 to 1, that an autoencoder stays below."""


FITS = {"A surface of values": 0.02}
"""Test cost that a surface stays below; its values' own mean square is about ten times that."""


def trials(names):
    """A case for each of the presets; the large ones wait for `make test-all`."""
    return [pytest.param(name, marks=[pytest.mark.nightly] * (name in LARGE)) for name in names]


def ready(name):
    experiment = PRESETS[name]
    require_files(experiment.dataset)
    if name not in SHORT:
        return experiment
    return experiment.changed(dataset=SHORT[name], schedule={"epochs": 2})


def test_every_preset_is_tried():
    assert {*REACHES, *REBUILDS, *FITS} == set(PRESETS)


@pytest.mark.parametrize("name", LARGE)
def test_large_presets_begin_to_learn(name):
    experiment = ready(name)
    run = TrainingRun(experiment.changed(dataset={"subset": 500}, schedule={"epochs": 3}))
    before = run.scores.test_loss
    while run.reason is None:
        run.advance(1.0)
    assert run.scores.test_loss < 0.9 * before


@pytest.mark.parametrize("name", trials(REBUILDS))
def test_autoencoders_rebuild(name):
    run = TrainingRun(ready(name))
    while run.reason is None:
        run.advance(1.0)
    assert run.scores.errors["mse"] < REBUILDS[name]
    if "Gaussian noise" in name:
        assert run.scores.errors["noisy_mse"] < 0.45 * run.scores.errors["identity_mse"]


@pytest.mark.parametrize("name", list(FITS))
def test_surfaces_are_fitted(name):
    run = TrainingRun(PRESETS[name])
    before = run.scores.test_loss
    while run.reason is None:
        run.advance(1.0)
    assert run.scores.test_loss < FITS[name] < before / 5


@pytest.mark.parametrize("name", trials(REACHES))
def test_presets_show_what_they_are_there_to_show(name):
    experiment = ready(name)
    prepared = prepared_for(experiment.dataset, experiment.preparation, experiment.seed)
    dataset, schedule = experiment.dataset, experiment.schedule
    samples, rng = dataset.load(), np.random.default_rng(experiment.seed)
    model = experiment.network(rng)
    targets = dataset.task.targets(samples.y_train, model.output_shape[0])
    for _progress in train(
        model,
        experiment.loss,
        copy_of(experiment.optimiser),
        samples.x_train,
        targets,
        batch_size=schedule.samples_per_update,
        epochs=schedule.last_epoch,
        rng=rng,
        rate_schedule=experiment.rate_schedule,
        augment=lambda x, y, rng: (prepared.batch(x, rng), y),
    ):
        pass
    low, high = REACHES[name]
    assert low <= dataset.task.accuracy(model.predict(prepared.inputs(samples.x_test)), samples.y_test) <= high


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": 9}, "version 9"),
        ({"extra": 1}, "no part 'extra'"),
        ({"layers": [{"kind": "linear"}] * 33}, "at most 32"),
        ({"layers": [{"kind": "linear", "units": 10**9}]}, "from 1 to 4096"),
        ({"seed": -1}, "seed must be"),
        ({"loss": "mse"}, "described by a mapping"),
    ],
)
def test_bad_experiments_are_refused_in_words_also_by_link(changes, words):
    data = {**DEFAULT.data(), **changes}
    with pytest.raises(SpecError, match=words):
        Experiment.from_data(data)
    with pytest.raises(LinkError, match=words):
        experiment_of(packed(data))


def test_a_link_keeps_what_a_residual_adds_and_another_row_needs_another_network():
    rows = (
        {"kind": "linear", "units": 4},
        {"kind": "tanh"},
        {"kind": "residual", "rows": 1},
        *DEFAULT.layers_data()[2:],
    )
    experiment = DEFAULT.changed(layers=rows)
    assert experiment_of(token_of(experiment)) == experiment
    assert stack_text(experiment.layers) == "Linear 4 → Tanh → Residual 1 → Linear 1 → Sigmoid"
    assert experiment.resets(experiment.changed(layers=(*rows[:2], {"kind": "residual", "rows": 2}, *rows[3:])))


def test_missing_parts_and_other_data_are_refused():
    with pytest.raises(SpecError, match="lacks its loss"):
        Experiment.from_data({"version": 1, "dataset": DEFAULT.dataset, "layers": [], "optimiser": DEFAULT.optimiser})
    with pytest.raises(SpecError, match="mapping"):
        Experiment.from_data([1])


def test_huge_and_cut_tokens_are_refused():
    with pytest.raises(LinkError, match="at most 6,000"):
        experiment_of("A" * 6001)
    with pytest.raises(LinkError, match="cut off, or larger"):
        experiment_of(packed("A" * 1_000_000))
    with pytest.raises(LinkError, match=r"cut off|damaged"):
        experiment_of(token_of(DEFAULT)[:-8])


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_no_token_raises_anything_but_a_link_error(token):
    with contextlib.suppress(LinkError):
        assert isinstance(experiment_of(token), Experiment)


def test_only_what_changes_the_network_resets_it():
    faster = DEFAULT.changed(optimiser={"kind": "sgd", "learning_rate": 0.5})
    assert not DEFAULT.resets(faster)
    assert not DEFAULT.resets(DEFAULT.changed(schedule={"kind": "schedule", "batch_mode": "full batch"}))
    assert DEFAULT.resets(DEFAULT.changed(seed=1))
    assert DEFAULT.resets(DEFAULT.changed(layers=DEFAULT.layers[:-1]))


def test_settings_change_within_a_part_and_a_kind_takes_its_place():
    changed = DEFAULT.changed(schedule={"epochs": 7}, dataset={"noise": 0.125}, seed=3)
    assert (changed.schedule.epochs, changed.dataset.noise, changed.seed) == (7, 0.125, 3)
    assert changed.schedule == copy_of(DEFAULT.schedule, epochs=7)
    whole = changed.changed(dataset={"kind": changed.dataset.kind})
    assert whole.dataset == type(changed.dataset)()
    with pytest.raises(SpecError, match="from 1 to"):
        DEFAULT.changed(schedule={"epochs": 0})
    with pytest.raises(SpecError, match="no setting"):
        DEFAULT.changed(schedule={"lessons": 1})


def test_parts_may_be_given_made_and_are_copied():
    layers = [Linear(10), Tanh(), Linear(1), Sigmoid()]
    made = DEFAULT.changed(layers=layers, loss=copy_of(DEFAULT.loss))
    assert made == DEFAULT
    layers[0].units = 3
    assert made.layers[0].units == 10
    with pytest.raises(SpecError, match="Unknown loss"):
        DEFAULT.changed(loss=Linear(1))


def test_equal_experiments_are_one_key_and_others_are_not():
    same, other = Experiment.from_data(DEFAULT.data()), DEFAULT.changed(seed=1)
    assert same == DEFAULT
    assert {DEFAULT: "found"}[same] == "found"
    assert other != DEFAULT
    assert len({DEFAULT, same, other}) == 2


@pytest.mark.parametrize("part", ["penalty", "schedule", "preparation", "dataset", "loss", "optimiser"])
@pytest.mark.parametrize("nothing", [None, 5, [], "sgd"])
def test_a_part_that_is_none_is_refused_in_words(part, nothing):
    with pytest.raises(SpecError, match="must be described by a mapping"):
        Experiment.from_data({**DEFAULT.data(), part: nothing})


def test_every_preset_is_in_one_group_and_says_in_a_sentence_what_it_shows():
    found = [name for group in grouped().values() for name in group]
    assert sorted(found) == sorted(PRESETS)
    for group in grouped().values():
        assert group, "no group is empty"
        for shows in group.values():
            assert shows.endswith((".", "?")), shows
            assert 20 <= len(shows) <= 90, shows
