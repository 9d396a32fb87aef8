"""The validation split: which samples are set aside, and that nothing is learnt of them."""

import dataclasses

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playground.datasets import Samples, samples_of
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS
from playground.preparation import Preparation, prepared_for, validation_count, with_validation

LABELS = st.lists(st.integers(0, 5), min_size=4, max_size=60)
SHARES = st.floats(0.01, 0.5)
SEEDS = st.integers(0, 2**31 - 1)


def numbered(targets):
    """Samples whose inputs are their numbers."""
    x, y = np.arange(len(targets), dtype=np.float32)[:, None], np.array(targets)
    return Samples(x, y, x[:2], y[:2])


def aside(experiment, share=0.2):
    return experiment.changed(preparation={"validation": share})


@settings(deadline=None, max_examples=150, derandomize=True)
@given(LABELS, SHARES, SEEDS)
@example([0, 0, 0, 1], 0.5, 0)
@example(list(range(6)), 0.5, 0)
def test_the_two_parts_are_all_samples_once_each_in_their_order_and_stratified(labels, share, seed):
    whole = numbered(labels)
    split = with_validation(whole, share, seed)
    left, gone = split.x_train[:, 0].astype(int), split.x_validation[:, 0].astype(int)
    assert sorted([*left, *gone]) == list(range(len(labels)))
    assert (np.diff(left) > 0).all()
    assert (np.diff(gone) > 0).all()
    assert len(gone) == validation_count(len(labels), share)
    assert len(left) > 0
    np.testing.assert_array_equal(split.y_train, np.array(labels)[left])
    np.testing.assert_array_equal(split.y_validation, np.array(labels)[gone])
    for label in set(labels):
        assert abs((split.y_validation == label).sum() - share * labels.count(label)) <= 1
    assert split.x_test is whole.x_test
    again = with_validation(whole, share, seed)
    np.testing.assert_array_equal(again.x_validation, split.x_validation)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(2, 80), SHARES, SEEDS)
def test_values_are_set_aside_at_random(count, share, seed):
    split = with_validation(numbered(np.linspace(0, 1, count, dtype=np.float32)[:, None]), share, seed)
    together = np.concatenate([split.x_train, split.x_validation])
    assert sorted(together[:, 0]) == list(range(count))
    assert len(split.x_validation) == validation_count(count, share)


def written(count, writers, seed=0):
    """Samples whose inputs are their numbers, each by one of so many writers."""
    hands = np.random.default_rng(seed).integers(1, writers + 1, count)
    return dataclasses.replace(numbered([number % 10 for number in range(count)]), writers_train=hands)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.integers(10, 200), st.integers(2, 40), SHARES, SEEDS)
def test_where_writers_are_known_none_is_on_both_sides(count, writers, share, seed):
    whole = written(count, writers)
    known = np.unique(whole.writers_train)
    split = with_validation(whole, share, seed)
    left, gone = split.x_train[:, 0].astype(int), split.x_validation[:, 0].astype(int)
    assert sorted([*left, *gone]) == list(range(count))
    np.testing.assert_array_equal(split.writers_train, whole.writers_train[left])
    np.testing.assert_array_equal(split.writers_validation, whole.writers_train[gone])
    assert not set(split.writers_train) & set(split.writers_validation)
    assert abs(len(np.unique(split.writers_validation)) - share * len(known)) <= 1
    assert len(left) > 0
    assert len(gone) > 0
    np.testing.assert_array_equal(split.y_validation, whole.y_train[gone])


def test_about_as_many_are_set_aside_of_whole_writers_as_is_said_before():
    whole = written(6000, 30)
    assert validation_count(6000, 0.2, 30) == 1200
    for seed in range(10):
        assert abs(len(with_validation(whole, 0.2, seed).x_validation) - 1200) < 120
    assert (validation_count(6000, 0.01, 30), validation_count(6000, 0.0, 30)) == (200, 0)


def test_every_writer_is_set_aside_by_some_seed():
    chosen = [set(with_validation(written(200, 5), 0.2, seed).writers_validation) for seed in range(40)]
    assert {frozenset(hands) for hands in chosen} == {frozenset({hand}) for hand in range(1, 6)}


def test_what_a_single_writer_wrote_is_set_aside_sample_by_sample():
    split = with_validation(written(20, 1), 0.25, 0)
    assert (len(split.x_train), len(split.x_validation)) == (15, 5)
    assert (split.writers_train.tolist(), split.writers_validation.tolist()) == ([1] * 15, [1] * 5)


def test_nobody_knows_whose_hand_further_samples_are_of():
    split = with_validation(written(40, 4), 0.25, 0)
    more = split.with_more_training(split.x_test, split.y_test)
    assert more.writers_train[:-2].tolist() == split.writers_train.tolist()
    assert more.writers_train[-2:].tolist() == [0, 0]
    assert len(more.writers_train) == len(more.x_train)
    assert len(aside(DIGITS).load().with_more_training(np.zeros((1, 8, 8, 1)), np.array([1])).writers_train) == 0


def test_every_sample_is_set_aside_by_some_seed_and_none_by_all():
    labels = [0] * 12 + [1] * 8
    chosen = [set(with_validation(numbered(labels), 0.25, seed).x_validation[:, 0]) for seed in range(60)]
    assert set.union(*chosen) == set(range(20))
    assert not set.intersection(*chosen)


def test_a_class_with_a_single_sample_is_trained_with():
    for seed in range(20):
        split = with_validation(numbered([0] * 9 + [1]), 0.5, seed)
        assert 1 in split.y_train


def test_without_a_share_the_samples_are_the_very_same():
    whole = DIGITS.dataset.load()
    assert with_validation(whole, 0.0, 3) is whole
    assert samples_of(DEFAULT.dataset) is DEFAULT.samples()
    assert (DEFAULT.training_count, DEFAULT.validation_count) == (500, 0)


@pytest.mark.parametrize("experiment", [DEFAULT, DIGITS, AUTOENCODER], ids=["points", "digits", "autoencoder"])
def test_an_experiment_knows_its_counts_without_its_samples(experiment):
    experiment = aside(experiment, 0.15)
    samples = experiment.load()
    assert experiment.training_count == len(samples.x_train) == len(samples.y_train)
    assert experiment.validation_count == len(samples.x_validation) == len(samples.y_validation)
    kept = experiment.samples()
    assert kept is experiment.samples()
    assert not any(getattr(kept, part.name).flags.writeable for part in dataclasses.fields(kept))
    np.testing.assert_array_equal(kept.x_validation, samples.x_validation)
    np.testing.assert_array_equal(kept.x_test, experiment.dataset.load().x_test)


def test_another_seed_sets_others_aside_and_other_samples_need_a_new_network():
    experiment = aside(DIGITS)
    assert not np.array_equal(experiment.load().x_validation, experiment.changed(seed=1).load().x_validation)
    assert DIGITS.resets(experiment)
    assert experiment.resets(aside(DIGITS, 0.3))
    assert not experiment.resets(experiment.changed(schedule={"patience": 3}, preparation={"noise": 0.1}))


def test_drawings_of_ones_own_are_trained_with():
    split = aside(DIGITS).load()
    more = split.with_more_training(split.x_test[:3], split.y_test[:3])
    assert len(more.x_train) == len(split.x_train) + 3
    assert more.x_validation is split.x_validation


def test_the_mean_that_is_taken_off_knows_nothing_of_what_is_set_aside():
    settings = Preparation(standardise=True, validation=0.4)
    split = with_validation(DEFAULT.dataset.load(), 0.4, 5)
    shown = prepared_for(DEFAULT.dataset, settings, 5).inputs(split.x_train)
    np.testing.assert_allclose(shown.mean(axis=0), 0, atol=1e-5)
    assert abs(prepared_for(DEFAULT.dataset, settings, 6).inputs(split.x_train).mean()) > 1e-4
