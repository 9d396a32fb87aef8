"""First pictures of large networks: a run in a worker that Play takes over."""

import numpy as np
import pytest

from playground.experiment.limits import is_light
from playground.experiment.presets import DIGITS
from playground.processes.pool import Pool
from playground.server import session as session_module
from playground.server.session import Session
from tests.own_strokes import drawing_of
from tests.waiting import until

WIDE = {"kind": "conv2d", "channels": 64, "kernel": 3, "padding": "same"}
LARGE = DIGITS.changed(layers=(WIDE, WIDE, *DIGITS.layers), dataset={"own_drawings": True})


@pytest.fixture
def session(monkeypatch):
    pool = Pool(3)
    monkeypatch.setattr(session_module, "pool", lambda: pool)
    made = Session("token")
    made.replace(LARGE)
    yield made
    made.close()


def test_play_takes_the_previewed_run_over_with_the_rates_as_they_are_then(session):
    assert not is_light(LARGE)
    preview = session.preview()
    assert session.preview() is preview
    assert session.current_run is None
    session.edit(optimiser={"learning_rate": 0.002})
    run = session.run_to_move()
    assert run is preview is session.current_run
    assert run.experiment.optimiser.learning_rate == 0.002


def test_another_network_is_another_preview_and_the_last_one_is_let_go(session):
    first = session.preview()
    session.edit(seed=5)
    second = session.preview()
    assert second is not first
    assert first.process is None
    assert session.run_to_move() is second


def test_drawings_that_were_added_since_are_trained_with(session):
    session.preview()
    session.examples.add(drawing_of(3), 3)
    assert session.run_to_move().own_count == 1


def test_a_branch_shows_what_its_weights_do_and_claims_no_drawings(session):
    theta = np.zeros(LARGE.network().count, np.float32)
    session.examples.add(drawing_of(3), 3)
    session.branch(LARGE, theta, None)
    run = session.current_run
    assert run.own_drawings is None
    until(lambda: run.take_in() or run.frame is not None, seconds=60.0)
    np.testing.assert_array_equal(run.theta, theta)
    assert run.snapshot.updates == 0
