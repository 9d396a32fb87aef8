"""Every registered dataset, through one harness."""

import dataclasses

import numpy as np
import pytest

from nn.registry import data_of, make
from playground.datasets import Dataset
from playground.tasks import Classify

EVERY = pytest.mark.parametrize("kind", list(Dataset.kinds()))


@EVERY
def test_samples_are_what_the_dataset_says(kind):
    dataset = make(Dataset, {"kind": kind})
    samples = dataset.load()
    for x, y in ((samples.x_train, samples.y_train), (samples.x_test, samples.y_test)):
        assert x.shape == (len(y), *dataset.shape)
        assert x.dtype == np.float32
        if isinstance(dataset.task, Classify):
            assert set(y) == set(range(len(dataset.task.classes)))
        else:
            assert y.shape == (len(x), 1)
            assert y.dtype == np.float32
    assert dataset.summary()
    assert dataset.input_text


@EVERY
def test_the_same_settings_give_the_same_samples(kind):
    data = data_of(make(Dataset, {"kind": kind}))
    first, second = (make(Dataset, data).load() for _ in range(2))
    for field in dataclasses.fields(first):
        np.testing.assert_array_equal(getattr(first, field.name), getattr(second, field.name))


def test_seed_noise_balance_and_arms_do_what_they_say():
    moons = [make(Dataset, {"kind": "moons", "seed": seed}).load() for seed in (0, 1)]
    assert not np.array_equal(moons[0].x_train, moons[1].x_train)
    assert not np.array_equal(moons[0].x_train, moons[0].x_test)
    spread = [make(Dataset, {"kind": "linear", "noise": noise}).load().x_train.std() for noise in (0.0, 1.5)]
    assert spread[1] > spread[0]
    skewed = make(Dataset, {"kind": "circles", "balance": 0.2, "samples": 100}).load()
    assert (skewed.y_train == 0).sum() == 20
    assert make(Dataset, {"kind": "spirals", "arms": 5}).task == Classify(tuple("01234"))


def test_further_inputs_stand_behind_the_coordinates():
    names = ("ones", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")
    dataset = make(Dataset, {"kind": "plane", **dict.fromkeys(names, True)})
    (row,) = dataset.expand(np.array([[2.0, 3.0]]))
    np.testing.assert_allclose(row, [2, 3, 1, 4, 9, 6, np.sin(2), np.sin(3)], rtol=1e-6)
    assert dataset.inputs == ("x₁", "x₂", "1", "x₁²", "x₂²", "x₁·x₂", "sin x₁", "sin x₂")


def test_digits8_keeps_other_writers_for_the_test():
    samples = make(Dataset, {"kind": "digits8"}).load()
    assert (len(samples.x_train), len(samples.x_test)) == (1500, 297)
    assert samples.x_train.max() == 1
    more = samples.with_more_training(samples.x_test[:3], samples.y_test[:3])
    assert len(more.x_train) == len(more.y_train) == 1503
