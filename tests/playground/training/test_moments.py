"""Moments of a run's past, as they were shown, in the server or in a worker."""

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT, DIGITS
from playground.processes.pool import Pool
from playground.processes.wire import unpack
from playground.training.moments import moment_frame, updates_at
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.training.scores import SCORE_COLUMNS
from tests.waiting import until

SHORT = DEFAULT.changed(schedule={"epochs": 6})


def follow(handle, condition):
    def met():
        handle.poll()
        assert handle.failure is None
        return condition()

    until(met, seconds=30.0)


@pytest.fixture
def ended():
    handle = RunHandle(SHORT, Pool(1))
    handle.play()
    follow(handle, lambda: handle.phase == "ended")
    yield handle
    handle.close()


def local_frame(handle, place):
    past, shown = handle.past, handle.snapshot
    return moment_frame(
        handle.experiment,
        handle.experiment.samples(),
        past.epochs[place],
        past.weights[place],
        shown.curve,
        shown.reason,
    )


@pytest.mark.parametrize("experiment", [DEFAULT, DIGITS], ids=["points", "digits"])
def test_a_moment_shows_what_was_shown_then(experiment):
    run, samples = TrainingRun(experiment), experiment.samples()
    run.advance(60.0, 70)
    run.evaluate()
    then, epoch, theta = run.snapshot("paused"), run.epoch, run.theta.copy()
    run.advance(60.0, 400)
    curve = run.curve.rows[:, :SCORE_COLUMNS]
    header, arrays = unpack(moment_frame(experiment, samples, epoch, theta, curve, None))
    assert (header["updates"], header["epoch"]) == (70, epoch)
    assert header["train"]["loss"] == pytest.approx(then.scores.train_loss)
    assert header["test"]["accuracy"] == then.scores.test_accuracy
    assert header["note"] == f"As it was at epoch {epoch:.1f}."
    assert header["past"] is True
    np.testing.assert_array_equal(arrays["curve"], curve)
    if then.plane is not None:
        np.testing.assert_array_equal(arrays["plane"], then.plane)


def test_the_updates_are_those_of_the_curve_or_in_proportion():
    curve = np.array([[0, 0], [0.5, 10], [2.5, 50]], np.float32)
    assert [updates_at(epoch, curve) for epoch in (0, 0.5, 1.0, 2.5)] == [0, 10, 20, 50]


def test_a_worker_shows_a_moment_and_leaves_the_run_alone(ended):
    theta, snapshot, rests, frame = ended.theta.copy(), ended.snapshot, ended.rests, ended.frame
    past = ended.past
    ended.recall(past.epochs[3], past.weights[3])
    assert ended.phase == "showing"
    assert not ended.moving
    follow(ended, lambda: ended.recalled is not None)
    assert ended.recalled == (past.epochs[3], local_frame(ended, 3))
    assert ended.phase == "ended"
    np.testing.assert_array_equal(ended.theta, theta)
    assert (ended.rests, ended.snapshot.updates, ended.frame) == (rests, snapshot.updates, frame)
    ended.close()  # it is another process that shows the next one
    ended.recall(past.epochs[1], past.weights[1])
    follow(ended, lambda: ended.recalled[0] == past.epochs[1])
    assert ended.recalled[1] == local_frame(ended, 1)


def test_of_several_moments_the_newest_is_shown_and_the_others_are_left_out(ended):
    sent = []
    send = ended.process.send
    ended.process.send = lambda message: (sent.append(message), send(message))
    past = ended.past
    for place in range(5):
        ended.recall(past.epochs[place], past.weights[place])
    follow(ended, lambda: ended.recalled is not None and ended.recalled[0] == past.epochs[4])
    assert [message["epoch"] for message in sent if message["do"] == "recall"] == [past.epochs[0], past.epochs[4]]


def test_play_goes_on_from_the_present_whatever_is_shown(ended):
    past = ended.past
    ended.recall(past.epochs[0], past.weights[0])
    ended.step()
    follow(ended, lambda: ended.phase == "paused" or ended.snapshot.updates == 301)
    pure = TrainingRun(SHORT)
    pure.advance(60.0)
    pure.step()
    follow(ended, lambda: ended.snapshot.updates == 301)
    np.testing.assert_array_equal(ended.theta, pure.theta)
