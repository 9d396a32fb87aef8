"""The topics of units that are switched off: the answer without them, and what is lost."""

from __future__ import annotations

import json

import numpy as np
import pytest

from playground.datasets.published_file import DataUnavailable
from playground.experiment.presets import DIGITS
from playground.processes.pool import Pool
from playground.processes.wire import unpack
from playground.server.canvas import Drawn
from playground.server.session import Session
from playground.server.topics import TOPICS, RefusedError, switches
from playground.training.run_handle import RunHandle
from tests.own_strokes import drawing_of

ASKED = {"role": "digits", "switches": True}


@pytest.fixture
def session():
    session = Session("token")
    theta = np.random.default_rng(0).normal(0, 0.3, DIGITS.network().count).astype(np.float32)
    session.use(RunHandle(DIGITS, Pool(1))).theta = theta
    session.canvas.keep(Drawn(drawing_of(3), revision=1))
    return session


def tell(session, off, revision=1, **message):
    return TOPICS["switch"].answer(session, {**ASKED, "off": off, "revision": revision, **message})


def told(session, topic, **message):
    return json.loads(TOPICS[topic].answer(session, {**ASKED, **message}))


def shares(session, **message):
    return unpack(TOPICS["reading"].answer(session, {**ASKED, **message}))[1]["probabilities"]


def test_the_answer_follows_and_so_do_the_layers_of_these_pages_alone(session):
    before = shares(session)
    theta = session.digit_run.theta.copy()
    states = [TOPICS[topic].state(session, {**ASKED, "source": "Drawing"}) for topic in ("reading", "layers")]
    assert tell(session, [[1, 3], [1, 5], [1, 3]]) == b""
    assert [TOPICS[topic].state(session, {**ASKED, "source": "Drawing"}) for topic in ("reading", "layers")] != states
    assert not np.array_equal(shares(session), before)
    np.testing.assert_array_equal(shares(session, switches=False), before)
    np.testing.assert_array_equal(session.digit_run.theta, theta)
    header, _ = unpack(TOPICS["layers"].answer(session, {**ASKED, "source": "Drawing"}))
    assert header["switches"] == {"revision": 1, "off": [[1, 3], [1, 5]]}
    assert [block["column"] for block in header["blocks"]] == [None, None, 1, 1, None, None]
    assert told(session, "switched")["names"] == ["Unit 3 of 2 · Linear", "Unit 5 of 2 · Linear"]
    tell(session, [], revision=2)
    np.testing.assert_array_equal(shares(session), before)


def test_a_message_that_comes_late_changes_nothing(session):
    tell(session, [[1, 3]], revision=5)
    tell(session, [], revision=4)
    assert told(session, "switched")["off"] == [[1, 3]]


@pytest.mark.parametrize(
    "off",
    [
        None,
        {},
        "1",
        [1],
        [[1]],
        [[1, 2, 3]],
        [["1", 2]],
        [[1, -1]],
        [[1, 64]],
        [[0, 0]],
        [[2, 0]],
        [[1, 0]] * 501,
        [[]],
    ],
)
def test_what_names_no_units_of_the_network_is_refused(session, off):
    with pytest.raises(RefusedError):
        tell(session, off)
    for revision in (None, -1, "1"):
        with pytest.raises(RefusedError):
            tell(session, [[1, 0]], revision=revision)
    assert told(session, "switched")["off"] == []


def test_what_is_lost_is_measured_while_something_is_off_and_the_network_stands_still(session):
    assert TOPICS["ablation"].state(session, ASKED) is None
    with pytest.raises(RefusedError, match="No unit"):
        told(session, "ablation")
    tell(session, [[1, 3]])
    first = TOPICS["ablation"].state(session, ASKED)
    found = told(session, "ablation")
    assert found["off"] == [[1, 3]]
    assert found["text"].startswith("Without this unit, ")
    assert TOPICS["ablation"].state(session, ASKED) != first, "the rest of the images is to be asked for"
    tell(session, [[1, 3], [1, 4]], revision=2)
    assert told(session, "ablation")["text"].startswith("Without these 2 units, ")
    session.digit_run.phase = "training"
    assert TOPICS["ablation"].state(session, ASKED) is None


def test_without_the_test_digits_it_is_said(session, monkeypatch):
    def missing(_):
        raise DataUnavailable("MNIST", "no network")

    monkeypatch.setattr(switches, "samples_of", missing)
    tell(session, [[1, 3]])
    with pytest.raises(RefusedError, match="cannot be measured"):
        told(session, "ablation")
