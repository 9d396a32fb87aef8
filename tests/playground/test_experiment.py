"""Experiments, their links and the presets."""

import base64
import contextlib
import dataclasses
import json
import zlib

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import Sequential, trace, train
from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser
from nn.registry import make
from nn.settings import SpecError
from playground.datasets import Dataset
from playground.experiment import Experiment
from playground.link import LinkError, experiment_of, token_of
from playground.presets import DEFAULT, PRESETS
from playground.schedule import Schedules

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
    dataset = make(Dataset, PRESETS[name].dataset)
    rows = trace([make(Module, layer) for layer in PRESETS[name].layers], dataset.shape)
    assert all(row.error is None for row in rows)
    assert rows[-1].shape_out[0] in dataset.task.widths()


REACHES = {
    "Linear": (1.0, 1.0),
    "Non-linear": (0.995, 1.0),
    "Non-linear, a column of ones for a bias": (0.995, 1.0),
    "Non-linear, no bias anywhere": (0.0, 0.95),
    "Digits 8 × 8": (0.9, 1.0),
}


@EVERY
def test_presets_show_what_they_are_there_to_show(name):
    experiment = PRESETS[name]
    dataset, schedule = make(Dataset, experiment.dataset), make(Schedules, experiment.schedule)
    samples, rng = dataset.load(), np.random.default_rng(experiment.seed)
    model = Sequential([make(Module, layer) for layer in experiment.layers]).build(dataset.shape, rng)
    targets = dataset.task.targets(samples.y_train, model.output_shape[0])
    for _progress in train(
        model,
        make(Loss, experiment.loss),
        make(Optimiser, experiment.optimiser),
        samples.x_train,
        targets,
        batch_size=schedule.samples_per_update,
        epochs=schedule.last_epoch,
        rng=rng,
    ):
        pass
    low, high = REACHES[name]
    assert low <= dataset.task.accuracy(model.predict(samples.x_test), samples.y_test) <= high


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
    faster = dataclasses.replace(DEFAULT, optimiser={"kind": "sgd", "learning_rate": 0.5})
    assert not DEFAULT.resets(faster)
    assert not DEFAULT.resets(dataclasses.replace(DEFAULT, schedule={"kind": "schedule", "batch_mode": "full batch"}))
    assert DEFAULT.resets(dataclasses.replace(DEFAULT, seed=1))
    assert DEFAULT.resets(dataclasses.replace(DEFAULT, layers=DEFAULT.layers[:-1]))
