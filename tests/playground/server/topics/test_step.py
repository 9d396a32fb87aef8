"""The step that is explained: the next update of the very run, phase by phase and number by number."""

from __future__ import annotations

import contextlib
import json
import time

import numpy as np
import pytest

from nn.optimiser import Optimiser
from playground.analysis.step.phases import KINDS, PHASES
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS, PRESETS
from playground.processes.wire import unpack
from playground.server.commands import obey
from playground.server.session import Session
from playground.server.shown_step import MOST_VALUES, ShownStep
from playground.server.topics import TOPICS, RefusedError
from playground.server.topics.step import standing
from tests.convolution import CONVOLUTION
from tests.hostile import damaged, nested
from tests.own_strokes import drawing_of
from tests.waiting import until

BATCH = {"source": {"kind": "batch", "number": 0}, "sample": 0}
WEIGHT = {"kind": "new value", "row": 0, "name": "weights", "place": [0, 0]}
OUTPUT = {"kind": "output", "row": 0, "name": "", "place": [0]}
NORMALISED = DEFAULT.changed(
    layers=(DEFAULT.layers_data()[0], {"kind": "batch_norm"}, *DEFAULT.layers_data()[1:]),
)
VARIED = DIGITS.changed(
    layers=(*DIGITS.layers_data()[:3], {"kind": "dropout"}, DIGITS.layers_data()[-1]),
    schedule={"class_weights": "balanced", "averaging": 0.9, "clip_norm": 0.01},
    preparation={"shift": 1.0, "noise": 0.2},
    rate_schedule={"kind": "cosine"},
    penalty={"l2": 0.01},
)


@pytest.fixture
def session():
    session = Session("token")
    yield session
    session.close()


def phase(session, name="forward", **message):
    return unpack(TOPICS["step"].answer(session, {**BATCH, "phase": name, **message}))


def explained(session, **message):
    return json.loads(TOPICS["explained"].answer(session, {**BATCH, **OUTPUT, **message}))


def make_step(session):
    """What "Make this step" does, and the wait until the run stands still again."""
    obey(session, "Step")
    until(lambda: standing(session) is not None)
    return session.run


def changes(session):
    """The changes of all parameters as the view has them, by row and name, and the new weights by them."""
    header, arrays = phase(session, "update")
    blocks = [block for column in header["columns"] for block in column["blocks"] if block["kind"] == "new value"]
    numbers = [
        number
        for number, block in enumerate(block for column in header["columns"] for block in column["blocks"])
        if block["kind"] == "new value"
    ]
    return [(block["row"], block["name"], arrays[str(number)]) for block, number in zip(blocks, numbers, strict=True)]


def new_weights(session):
    """The weights after the step, flat, as the step that is shown has them."""
    (taken,) = session.shown_step._steps.values()
    return np.concatenate([each.after.ravel() for row in taken.step.rows for each in row.parameters.values()])


@pytest.mark.parametrize(
    "experiment",
    [
        DEFAULT,
        NORMALISED,
        CONVOLUTION,
        AUTOENCODER,
        VARIED,
        *(DEFAULT.changed(optimiser={"kind": kind}) for kind in Optimiser.kinds()),
    ],
    ids=["default", "batch norm", "convolution", "autoencoder", "varied", *Optimiser.kinds()],
)
def test_the_run_makes_exactly_the_step_that_is_shown(session, experiment):
    session.replace(experiment)
    for _ in range(3):
        phase(session)
        shown, before = new_weights(session), standing(session)
        run = make_step(session)
        assert standing(session) != before
        made = run.beginning["state"]["trainer"]["theta"]
        assert made.tobytes() == shown.tobytes(), "bit for bit"
