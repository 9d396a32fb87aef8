"""Speeds: when the updates are due, and that they are the same updates at every speed."""

import itertools
import math
import time

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT, DIGITS
from playground.processes.pool import Pool
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.training.scores import SCORE_COLUMNS
from playground.training.speeds import FULL, MOST_BEHIND, SPEEDS, WATCH, Pace, Speed
from tests.waiting import until

SLOWEST, SLOW = list(SPEEDS)[:2]
ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})
AT_ONCE = 0.05
"""Seconds in which a command takes effect, whatever the speed."""


class Clock:
    """A clock that is told the time."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def handle():
    handle = RunHandle(ENDLESS, Pool(1))
    yield handle
    handle.close()


def follow(handle, condition):
    def met():
        handle.poll()
        assert handle.failure is None
        return condition()

    until(met, seconds=30.0)


def made_in(pace, clock, seconds, made=0, per_epoch=50):
    """Updates that are made of those that are due in so many seconds, looked at every millisecond."""
    before = made
    for _ in range(round(1000 * seconds)):
        clock.now += 0.001
        due = pace.due(made, per_epoch)
        pace.pay(due)
        made += due
    return made - before


def test_so_many_updates_are_due_in_a_second(clock):
    for name, expected in [(SLOWEST, 1), (SLOW, 10)]:
        pace = Pace(SPEEDS[name], clock)
        assert pace.due(0, 50) == 1  # at once
        pace.pay(1)
        assert made_in(pace, clock, 5.0) == pytest.approx(5 * expected, abs=1)


def test_100_epochs_of_the_default_experiment_are_watched_for_about_five_seconds(clock):
    per_epoch = TrainingRun(DEFAULT).updates_per_epoch
    assert per_epoch == 50
    made, begun = 0, clock.now
    pace = Pace(SPEEDS[WATCH], clock)
    while made < 100 * per_epoch:
        made += made_in(pace, clock, 0.01, made, per_epoch)
    assert clock.now - begun == pytest.approx(SPEEDS[WATCH].seconds(0, 100 * per_epoch, per_epoch), rel=0.02)
    assert 4.5 < clock.now - begun < 6


def test_at_first_a_screen_shows_each_update_that_is_watched(clock):
    pace = Pace(SPEEDS[WATCH], clock)
    pace.pay(pace.due(0, 50))
    made = 1
    for _ in range(16):
        clock.now += 1 / 60
        due = pace.due(made, 50)
        assert due <= 1
        pace.pay(due)
        made += due
    assert made >= 8


def test_a_full_batch_still_makes_enough_pictures():
    assert min(SPEEDS[WATCH].updates_a_second(made, 1) for made in (0, 1, 1000)) >= 25


@pytest.mark.parametrize("speed", [*SPEEDS.values(), Speed(5.0, growth=0.5, epochs=2.0)])
@pytest.mark.parametrize(("made", "last"), [(0, 5000), (0, 7), (700, 5000), (30, 30)])
def test_the_seconds_are_the_integral_of_the_rate(speed, made, last):
    steps = np.linspace(made, last, 20_001)
    values = [1 / speed.updates_a_second((here + there) / 2, 50) for here, there in itertools.pairwise(steps)]
    assert speed.seconds(made, last, 50) == pytest.approx(sum(values) * (last - made) / 20_000, rel=1e-4, abs=1e-12)


def test_who_is_late_makes_little_up_for(clock):
    pace = Pace(SPEEDS[WATCH], clock)
    clock.now += 1000
    assert pace.due(5000, 50) == math.floor(MOST_BEHIND * 1250)
    pace = Pace(SPEEDS[SLOWEST], clock)
    clock.now += 1000
    assert pace.due(5000, 50) == 1


def test_what_was_waited_counts_at_another_speed(clock):
    pace = Pace(SPEEDS[SLOWEST], clock)
    pace.pay(1)
    clock.now += 0.5
    pace.change(SPEEDS[SLOW], 0, 50)
    assert pace.wait(0, 50) == pytest.approx(0.05)
    pace.change(SPEEDS[FULL], 0, 50)
    assert pace.wait(0, 50) == 0
    assert pace.due(0, 50) == math.inf
    pace.change(SPEEDS[SLOWEST], 0, 50)
    assert pace.due(0, 50) == 1


def test_so_many_updates_are_made_and_no_more():
    run = TrainingRun(ENDLESS)
    run.advance(60.0, 3)
    assert run.trainer.updates == 3
    assert not run.to_epoch_end(60.0, 4)
    assert run.trainer.updates == 7
    assert run.to_epoch_end(60.0, 1000)
    assert run.trainer.updates == run.updates_per_epoch == 50


@pytest.mark.parametrize("preset", [DEFAULT, DIGITS], ids=["points", "digits"])
def test_who_looks_sees_this_very_moment_and_changes_nothing(preset):
    experiment = preset.changed(schedule={"kind": "schedule", "epochs": 3})
    looked, pure = TrainingRun(experiment), TrainingRun(experiment)
    pure.advance(60.0)
    while looked.reason is None:
        looked.advance(60.0, 1)
        snapshot = looked.snapshot("training", up_to_date=True, health=True)
        assert snapshot.curve[-1, 1] == looked.trainer.updates
        assert snapshot.curve[-1, 2] == np.float32(snapshot.scores.train_loss)
        assert len(snapshot.health) == len(looked.curve.rows)
    np.testing.assert_array_equal(looked.theta, pure.theta)
    np.testing.assert_array_equal(looked.curve.rows, pure.curve.rows)
    another = TrainingRun(experiment)
    another.advance(60.0, 40)
    shown = another.snapshot("training", up_to_date=True).scores
    another.evaluate()
    assert shown == another.scores


def test_costs_that_are_no_numbers_are_not_shown():
    run = TrainingRun(DEFAULT)
    run.trainer.step()
    run.model.theta[...] = np.nan
    snapshot = run.snapshot("training", pictures=False, up_to_date=True)
    assert snapshot.scores is run.scores
    assert len(snapshot.curve) == 1


def test_a_run_is_the_same_at_every_speed():
    experiment = DEFAULT.changed(schedule={"kind": "schedule", "epochs": 8})
    pure = TrainingRun(experiment)
    pure.advance(60.0)
    handle = RunHandle(experiment, Pool(1))
    handle.change_speed(SLOWEST)
    handle.play()
    follow(handle, lambda: handle.snapshot is not None and handle.snapshot.updates == 2)
    for speed, least in [(SLOW, 5), (WATCH, 150), (SLOW, 152), (FULL, 400)]:
        handle.change_speed(speed)
        follow(handle, lambda least=least: handle.snapshot.updates >= least)
    follow(handle, lambda: handle.phase == "ended")
    np.testing.assert_array_equal(handle.theta, pure.theta)
    np.testing.assert_array_equal(handle.snapshot.curve, pure.curve.rows[:, :SCORE_COLUMNS])
    assert handle.snapshot.reason == pure.reason
    handle.close()


def test_a_slow_run_obeys_at_once_and_says_nothing_twice(handle):
    handle.change_speed(SLOWEST)
    handle.play()
    follow(handle, lambda: handle.snapshot is not None and handle.snapshot.updates >= 1)
    version, until_then = handle.version, time.monotonic() + 0.5
    while time.monotonic() < until_then:
        handle.poll()
        time.sleep(0.005)
    assert handle.version <= version + 2  # at most one more update was seen
    times = []
    for _ in range(5):
        began = time.monotonic()
        handle.pause()
        handle.settle(10.0)
        times.append(time.monotonic() - began)
        assert handle.phase == "paused"
        handle.play()
        follow(handle, lambda: handle.snapshot.phase == "training")
    assert min(times) < AT_ONCE
    updates = handle.snapshot.updates
    began = time.monotonic()
    handle.change_speed(FULL)
    follow(handle, lambda: handle.snapshot.updates > updates + 10)
    assert time.monotonic() - began < 1.0


def test_a_slow_run_makes_room_for_others_and_goes_on_as_slowly():
    pool = Pool(1)
    first, second = RunHandle(ENDLESS, pool), RunHandle(ENDLESS, pool)
    first.change_speed(SLOWEST)
    first.play()
    follow(first, lambda: first.snapshot is not None and first.snapshot.updates >= 1)
    assert first.process.interrupt()
    second.play()
    follow(first, lambda: first.phase == "waiting")
    second.poll()
    follow(second, lambda: second.phase == "training")
    second.pause()
    follow(second, lambda: second.phase == "paused")
    follow(first, lambda: first.phase == "training")
    updates = first.snapshot.updates
    time.sleep(0.5)
    first.poll()
    assert first.snapshot.updates <= updates + 2
    first.close()
    second.close()
