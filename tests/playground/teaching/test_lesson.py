"""The lesson: five symbols are learnt from ten drawings each, and each way is tested on what was held back."""

import numpy as np
import pytest

from playground.teaching import Taught
from playground.teaching import lesson as lesson_module
from playground.teaching.held_back import MOST_IN_TURN, held_back
from playground.teaching.lesson import lesson_job
from playground.teaching.taught import farthest, sentence
from playground.teaching.ways import frozen_layers, moved_copies, taught_from_scratch, taught_last_layer
from tests.own_strokes import random_symbol
from tests.playground.teaching.test_own_classes import drawn

FIVE = ["heart", "star", "house", "spiral", "arrow"]
OTHERS = ["A", "E", "square"]


def right(network, inputs, labels):
    return (network.predict(inputs).argmax(axis=1) == labels).mean()


def test_five_symbols_are_learnt_from_ten_drawings_each_in_either_way():
    own, others = drawn(FIVE, 10, seed=1), drawn(FIVE, 10, seed=2)
    rng = np.random.default_rng(0)
    frozen = frozen_layers()
    moved, made_of = moved_copies(own.images, rng)
    last = taught_last_layer(frozen.predict(moved), own.labels[made_of], 5, rng)
    ink = others.images / np.float32(255)
    assert right(last, frozen.predict(ink), others.labels) >= 0.95
    assert right(taught_from_scratch(own.images, own.labels, 5, rng), ink, others.labels) >= 0.95


@pytest.fixture(scope="module")
def lesson():
    """Two classes taught with three drawings each, and what was reported meanwhile."""
    own, reports = drawn(["heart", "star"], 3), []
    found = lesson_job(
        lambda share, text, partial=None: reports.append((share, text, sorted(partial or {}))),
        images=own.images,
        labels=own.labels,
        classes=2,
    )
    return own, found, reports


def test_both_ways_are_tested_on_what_they_were_not_taught(lesson):
    own, found, reports = lesson
    taught = Taught(own, found)
    assert found["parts"] == 3
    assert sorted(found["held"]) == list(range(6))
    for way in taught.ways:
        test = taught.test(way)
        assert test.truth.tolist() == own.labels[found["held"]].tolist()
        assert test.right == (test.truth == test.said).sum()
        assert taught.seconds(way) > 0
    assert taught.learnt("transfer") == 2 * (576 + 1)
    assert taught.learnt("scratch") > 20 * taught.learnt("transfer")
    shares = [share for share, _, _ in reports]
    assert shares == sorted(shares)
    assert any("transfer" in partial and "scratch" not in partial for _, _, partial in reports)


class Untaught:
    """Stands in for a taught network, and believes in nothing."""

    theta = np.zeros(1, np.float32)

    def predict(self, x):
        return np.zeros((len(x), 2), np.float32)


def test_what_is_held_back_is_not_learnt_from(monkeypatch):
    own, learnt = drawn(["heart", "star"], 2), {"taught_last_layer": [], "taught_from_scratch": []}
    for name, given in learnt.items():
        monkeypatch.setattr(lesson_module, name, lambda x, *_, given=given: given.append(x) or Untaught())
    found = lesson_job(lambda *_: None, images=own.images, labels=own.labels, classes=2)
    for shown, examples in zip(learnt.values(), (found["features"], own.images), strict=True):
        whole, *parts = shown
        assert all((whole == example).all(axis=tuple(range(1, whole.ndim))).any() for example in examples)
        for given, held in zip(parts, found["held"].reshape(2, 2), strict=True):
            assert len(given) == len(whole) / 2
            for number, example in enumerate(examples):
                among = (given == example).all(axis=tuple(range(1, given.ndim))).any()
                assert among == (number not in held)


def test_the_first_way_answers_before_the_second_is_taught(lesson):
    own, found, _ = lesson
    begun = {name: found[name] for name in ("features", "held", "parts")}
    early = Taught(own, {**begun, "transfer": {"theta": found["transfer"]["theta"]}})
    assert early.ways == ("transfer",)
    assert early.test("transfer") is None
    assert early.best == "transfer"
    assert set(early.read(random_symbol("star", 0, np.random.default_rng(5))).shares) == {"transfer"}


def test_the_taught_networks_read_drawings_and_other_symbols_are_unfamiliar(lesson):
    own, found, _ = lesson
    taught, rng = Taught(own, found), np.random.default_rng(3)
    for number, name in enumerate(own.names):
        reading = taught.read(random_symbol(name, 0, rng))
        assert [reading.shares[way].argmax() for way in taught.ways] == [number, number]
        assert np.allclose([shares.sum() for shares in reading.shares.values()], 1, atol=1e-5)
    strange = [taught.read(random_symbol(name, 0, rng)).familiar for name in OTHERS]
    assert not any(strange)
    assert taught.read(random_symbol("star", 1, rng)).familiar


def test_few_examples_are_all_held_back_in_turn_and_of_many_a_part():
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1, 2], [5, 7, 9])
    parts = held_back(labels, rng)
    assert sorted(np.concatenate(parts)) == list(range(21))
    for part in parts:
        assert set(labels[part]) == {0, 1, 2}
        assert set(np.delete(labels, part)) == {0, 1, 2}
    many = np.repeat([0, 1], MOST_IN_TURN)
    (part,) = held_back(many, rng)
    assert np.bincount(many[part]).tolist() == [MOST_IN_TURN // 5] * 2
    assert len(held_back(np.array([0, 0, 1, 1, 1]), rng)) == 2


def test_the_farthest_example_is_that_without_a_near_one_of_its_class():
    directions = np.array([[1, 0], [1, 0], [0.6, 0.8], [0, 1], [0, 1]], np.float32)
    assert farthest(directions, np.array([0, 0, 0, 1, 1])) == pytest.approx(0.4)
    assert farthest(directions, np.zeros(5, np.int64)) == pytest.approx(0.2)


def test_what_it_is_not_sure_of_is_said():
    names = ["heart", "star"]
    assert sentence(names, np.array([0.2, 0.8]), familiar=True) == "star (80 %)"
    assert sentence(names, np.array([0.6, 0.4]), familiar=True) == "Not sure: heart (60 %) or star (40 %)"
    assert sentence(names, np.array([0.999, 0.001]), familiar=False).startswith("Not sure: unlike all your examples")
