"""Digits written otherwise: bent, thicker, and in another manner."""

import numpy as np
import pytest

from playground.datasets import samples_of
from playground.experiment import Experiment
from playground.experiment.link import experiment_of, token_of
from playground.experiment.presets import AUTOENCODER, DIGITS
from playground.preparation import Preparation
from playground.preparation.motion import bends, moved
from playground.preparation.writing import with_manners, with_thickness
from playground.training.run import TrainingRun
from tests.playground.preparation.test_preparation import IMAGES, STILL, prepared

WRITING = {"elastic": 1.0, "thickness": 0.5, "manners": 1.0}
DOT = np.zeros((1, 5, 5, 1), np.float32)
DOT[0, 2, 2] = 1
SAMPLES = samples_of(DIGITS.dataset)


def test_bends_are_as_large_as_asked_for_and_neighbours_go_together():
    found = bends(400, (28, 20), 1.5, np.random.default_rng(0)).reshape(2, 400, 28, 20)
    np.testing.assert_allclose(np.sqrt(np.square(found).mean(axis=1)), 1.5, atol=0.3)
    assert np.sqrt(np.square(found).mean()) == pytest.approx(1.5, abs=0.03)
    right, left = found[..., 10, 10], found[..., 10, 11]
    assert np.corrcoef(right.ravel(), left.ravel())[0, 1] > 0.95
    assert abs(np.corrcoef(right.ravel(), found[..., 27, 10].ravel())[0, 1]) < 0.2


def test_a_bend_says_where_each_pixel_takes_its_value_from():
    still = np.array([STILL] * len(IMAGES))
    zero = np.zeros((2, len(IMAGES), 9 * 7), np.float32)
    np.testing.assert_array_equal(moved(IMAGES, still, zero), IMAGES)
    zero[0] += 1
    zero[1, :, 0] += 2
    found = moved(IMAGES, still, zero)
    np.testing.assert_array_equal(found[:, 1:, :-1], IMAGES[:, 1:, 1:])
    np.testing.assert_array_equal(found[:, 0, 0], IMAGES[:, 2, 1])


def test_strokes_grow_and_shrink_by_their_neighbours_and_in_between():
    cross = np.maximum.reduce([DOT, *(np.roll(DOT, by, axis) for by in (-1, 1) for axis in (1, 2))])
    np.testing.assert_array_equal(with_thickness(DOT, np.array([1.0])), cross)
    np.testing.assert_array_equal(with_thickness(DOT, np.array([-1.0])), 0 * DOT)
    np.testing.assert_allclose(with_thickness(DOT, np.array([0.25])), DOT + 0.25 * (cross - DOT))
    np.testing.assert_allclose(with_thickness(cross, np.array([-0.5])), cross - 0.5 * (cross - DOT))
    full = np.ones((1, 3, 3, 1), np.float32)
    assert with_thickness(full, np.array([-1.0])).sum() == 1, "outside there is paper"
    np.testing.assert_allclose(with_thickness(IMAGES, np.zeros(5)), IMAGES)
    wider = with_thickness(cross, np.array([1.0]))
    np.testing.assert_array_equal(with_thickness(DOT, np.array([2.0])), wider)
    np.testing.assert_allclose(with_thickness(DOT, np.array([1.25])), cross + 0.25 * (wider - cross))
    np.testing.assert_array_equal(with_thickness(wider, np.array([-2.0])), DOT)


def test_manners_are_drawn_into_their_share_of_zeros_and_sevens():
    ink, digits = SAMPLES.x_train[:600], SAMPLES.y_train[:600]
    changed = (with_manners(ink, digits, 0.5, np.random.default_rng(0)) != ink).any(axis=(1, 2, 3))
    able = np.isin(digits, (0, 7))
    assert not changed[~able].any()
    assert 0.35 < changed[able].mean() < 0.65
    assert (with_manners(ink, digits, 1.0, np.random.default_rng(0)) >= ink).all(), "ink is only added"


@pytest.mark.parametrize("name", WRITING)
def test_each_comes_anew_in_training_alone_and_is_the_same_for_bytes(name):
    made, digits = prepared(**{name: WRITING[name]}), np.array([0, 7, 1, 7, 0])
    assert made.varies
    ink = IMAGES.astype(np.float32) / 255
    assert made.inputs(ink) is ink
    rng = np.random.default_rng(3)
    first, second = made.batch(IMAGES, rng, digits), made.batch(IMAGES, rng, digits)
    assert not np.array_equal(first, second)
    for images in (ink, IMAGES):
        np.testing.assert_allclose(made.batch(images, np.random.default_rng(3), digits), first, atol=1e-5)


def test_without_knowing_the_digits_no_manner_is_drawn():
    ink = IMAGES.astype(np.float32) / 255
    np.testing.assert_array_equal(prepared(manners=1.0).batch(ink, np.random.default_rng(0)), ink)


@pytest.mark.parametrize("experiment", [DIGITS, AUTOENCODER], ids=["reads", "rebuilds"])
def test_a_run_shows_its_network_the_digits_in_their_manners(experiment, monkeypatch):
    seen = []

    def written(ink, digits, share, _):
        seen.append((len(ink), digits.tolist(), share))
        return ink

    monkeypatch.setattr("playground.preparation.prepared.with_manners", written)
    run = TrainingRun(experiment.changed(preparation={"kind": "preparation", "manners": 0.5}))
    seen.clear()
    run.advance(60.0, most=1)
    ((count, digits, share),) = seen
    assert share == 0.5
    assert len(digits) == count > 1
    assert set(digits) <= set(range(10))
    assert len(set(digits)) > 3


def test_a_link_has_them_and_an_old_one_means_none_of_them():
    described = DIGITS.changed(preparation={"kind": "preparation", **WRITING})
    assert experiment_of(token_of(described)) == described
    old = DIGITS.data()
    for name in WRITING:
        del old["preparation"][name]
    assert Experiment.from_data(old) == DIGITS
    assert [getattr(Preparation(), name) for name in WRITING] == [0.0] * 3
