"""Changes of a run's settings, as they are marked on its curve."""

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT
from playground.processes.wire import unpack
from playground.training.changes import MOST_CHANGES, Changes, change_text
from playground.training.live_frame import live_frame
from playground.training.run import TrainingRun
from playground.training.snapshot import Snapshot


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"optimiser": {"learning_rate": 0.25}}, "learning rate 1 → 0.25"),
        ({"schedule": {"batch_mode": "full batch"}}, "batch mode mini-batch → full batch"),
        ({"penalty": {"l2": 0.01}, "schedule": {"epochs": 3}}, "epochs 100 → 3, L2 0 → 0.01"),
        ({"rate_schedule": {"kind": "cosine"}}, "learning-rate schedule Constant → Cosine"),
        ({}, ""),
    ],
)
def test_a_change_is_said_with_both_values(parts, text):
    assert change_text(DEFAULT, DEFAULT.changed(**parts)) == text


def test_a_run_marks_its_changes_where_they_were_made():
    run = TrainingRun(DEFAULT)
    run.advance(60.0, 100)
    run.change(DEFAULT)
    slower = DEFAULT.changed(optimiser={"learning_rate": 0.5})
    run.change(DEFAULT.changed(optimiser={"learning_rate": 0.7}))
    run.change(slower)  # before anything is measured: one mark
    run.advance(60.0, 100)
    run.change(slower.changed(penalty={"l2": 0.001}))
    expected = [(2.0, "learning rate 1 → 0.5"), (4.0, "L2 0 → 0.001")]
    assert run.changes.texts == expected
    snapshot = Snapshot.unpack(run.snapshot("paused").pack())
    header, _ = unpack(live_frame(DEFAULT, DEFAULT.samples(), snapshot))
    assert [tuple(change) for change in header["changes"]] == expected


def test_a_change_that_was_taken_back_at_once_leaves_no_mark():
    changes = Changes(DEFAULT)
    changes.add(1.0, 50, DEFAULT.changed(optimiser={"learning_rate": 0.5}), 40)
    changes.add(1.0, 50, DEFAULT, 40)
    assert changes.texts == []


def test_what_was_changed_while_its_process_was_away_is_marked_too():
    run = TrainingRun(DEFAULT)
    run.advance(60.0, 100)
    run.change(DEFAULT.changed(penalty={"l2": 0.001}))
    run.advance(60.0, 100)
    run.evaluate()
    later = DEFAULT.changed(optimiser={"learning_rate": 0.5})
    resumed = TrainingRun(later)
    resumed.restore(run.state())
    resumed.change(later)
    assert resumed.changes.texts == [(2.0, "L2 0 → 0.001"), (4.0, "learning rate 1 → 0.5, L2 0.001 → 0")]


def test_the_latest_changes_of_many_are_kept():
    changes = Changes(DEFAULT)
    for number in range(1, 2 * MOST_CHANGES):
        changes.add(number, number, DEFAULT.changed(seed=number, optimiser={"learning_rate": 1 / (number + 1)}), number)
    assert len(changes.texts) == MOST_CHANGES
    assert changes.texts[-1][0] == 2 * MOST_CHANGES - 1
    assert np.all(np.diff([epoch for epoch, _ in changes.texts]) > 0)
