"""The accuracy lost without a unit is counted on the test images, a part at a time."""

import numpy as np
import pytest

from playground.analysis.interpretability import ablation
from playground.analysis.interpretability.ablation import Ablation, Confused, most_confused
from playground.datasets import samples_of
from playground.experiment.presets import AUTOENCODER, DIGITS
from playground.training.switches import switch_off
from playground.training.trained_network import TrainedNetwork

CLASSES = ("0", "1", "8")


def test_the_worst_confusion_is_among_those_that_were_read_right_before():
    truth = np.array([0, 0, 0, 1, 1, 2, 2])
    before = np.array([0, 0, 0, 1, 1, 2, 0])
    after = np.array([1, 1, 2, 0, 1, 2, 1])
    assert most_confused(before, after, truth, CLASSES) == Confused("0", "1", 2, 3)
    assert most_confused(before, before, truth, CLASSES) is None


def test_it_is_said_as_a_person_would():
    assert Confused("7", "1", 23, 205).text == "7s are read as 1s (23 of 205)"
    assert Confused("8", "1", 1, 9).text == "an 8 is read as a 1 (1 of 9)"


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(ablation, "PART_WORK", 1)
    monkeypatch.setattr(ablation, "MOST_IMAGES", 3)


def pair(experiment, unit):
    theta = np.random.default_rng(0).normal(0, 0.3, experiment.network().count).astype(np.float32)
    intact, changed = (TrainedNetwork.of(experiment, theta) for _ in range(2))
    switch_off(changed, [unit])
    return intact, changed


@pytest.mark.usefixtures("small_parts")
def test_the_figures_are_those_of_the_images_so_far():
    intact, changed = pair(DIGITS, (1, 3))
    samples = samples_of(DIGITS.dataset)
    measured = Ablation(intact, changed, 1, samples)
    for seen in (1, 2, 3, 3):
        measured.advance()
        assert measured.seen == seen
        right = [
            100 * (each.predictions(samples.x_test[:seen]).argmax(axis=1) == samples.y_test[:seen]).mean()
            for each in (intact, changed)
        ]
        assert f"accuracy {right[0]:.1f} → {right[1]:.1f} % of {seen} test digit" in measured.text
        assert (" so far" in measured.text) == (seen < 3)
    assert measured.text.startswith("Without this unit, ")


@pytest.mark.usefixtures("small_parts")
def test_what_the_whole_network_does_is_found_once(monkeypatch):
    intact, changed = pair(DIGITS, (1, 3))
    samples = samples_of(DIGITS.dataset)
    first = Ablation(intact, changed, 1, samples)
    for _ in range(3):
        first.advance()
    second = Ablation(intact, changed, 2, samples, first)
    monkeypatch.setattr(type(intact), "predictions", lambda self, x: predictions(self, x))

    def predictions(network, x):
        assert network is changed
        return np.zeros((len(x), 10))

    second.advance()
    assert second.text.startswith("Without these 2 units, ")


@pytest.mark.usefixtures("small_parts")
def test_of_an_autoencoder_it_is_the_error():
    intact, changed = pair(AUTOENCODER, (1, 3))
    samples = samples_of(AUTOENCODER.dataset)
    measured = Ablation(intact, changed, 1, samples)
    for _ in range(3):
        measured.advance()
    errors = [
        np.square(
            each.predictions(samples.x_test[:3]).reshape(3, 8, 8, 1) - each.prepared.clean(samples.x_test[:3])
        ).mean()
        for each in (intact, changed)
    ]
    assert measured.text == (
        f"Without this unit, the mean squared error goes from {errors[0]:.4f} to {errors[1]:.4f}, of 3 test digits."
    )
