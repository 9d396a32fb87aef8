"""Who races: alike but for the batch mode, and timed by the updates alone."""

import numpy as np
import pytest

from nn.settings import SpecError
from playground.analysis.batch_modes.contestant import SECONDS, Contestant, LogSpaced
from playground.analysis.batch_modes.modes import FULL_BATCH, STOCHASTIC, contestants, mini_batch
from playground.experiment.presets import DEFAULT
from playground.training.run import TrainingRun
from tests.playground.analysis.batch_modes.races import SMALL, race


def ended(experiment, **schedule):
    """A run of the experiment alone, through to its end."""
    run = TrainingRun(experiment.changed(schedule={**schedule}))
    while run.reason is None:
        run.advance(1.0)
    return run


def test_contestants_differ_in_their_schedule_alone():
    racing = contestants(DEFAULT.changed(schedule={"patience": 3}))
    assert list(racing) == [STOCHASTIC, "Mini-batch 10", "Mini-batch 32", "Mini-batch 100", FULL_BATCH]
    modes = [(each.schedule.batch_mode, each.schedule.batch_size) for each in racing.values()]
    assert modes[1:4] == [("mini-batch", 10), ("mini-batch", 32), ("mini-batch", 100)]
    assert (modes[0][0], modes[4][0]) == ("stochastic", "full batch")
    for each in racing.values():
        assert each.changed(schedule=DEFAULT.schedule) == DEFAULT
        assert (each.schedule.patience, each.schedule.target_accuracy) == (0, 0.0)


def test_contestants_begin_with_identical_weights_and_the_same_generator():
    runs = [TrainingRun(each) for each in contestants(DEFAULT).values()]
    for run in runs[1:]:
        np.testing.assert_array_equal(run.model.theta, runs[0].model.theta)
        assert run.trainer.rng.bit_generator.state == runs[0].trainer.rng.bit_generator.state
    assert np.any(runs[0].model.theta != 0)


def test_a_learning_rate_is_that_of_one_contestant():
    racing = contestants(DEFAULT, (10,), {FULL_BATCH: 5.0})
    assert [each.optimiser.learning_rate for each in racing.values()] == [1.0, 1.0, 5.0]


@pytest.mark.parametrize(
    ("sizes", "rates", "words"),
    [
        ((10, 10), {}, "two contestants with mini-batches of 10"),
        ((500,), {}, "A mini-batch of 500 samples is no part of 500 training samples"),
        ((1,), {}, "batch size must be a whole number from 2 to 1024"),
        ((10,), {"Mini-batch 20": 1.0}, "no contestant 'Mini-batch 20'"),
        ((10,), {FULL_BATCH: 50.0}, "learning rate must be"),
    ],
    ids=["equal", "all", "one", "nobody", "rate"],
)
def test_contestants_that_cannot_be_are_refused(sizes, rates, words):
    with pytest.raises(SpecError, match=words):
        contestants(DEFAULT, sizes, rates)


@pytest.mark.parametrize("name", [STOCHASTIC, mini_batch(10), FULL_BATCH])
def test_a_contestant_has_the_curve_of_a_run_alone(raced, name):
    found = raced[0]["contestants"][name]
    alone = ended(contestants(SMALL, (10,))[name], epochs=3)
    np.testing.assert_array_equal(found["curve"][:, :6], alone.curve.rows[:, :6])
    np.testing.assert_array_equal(found["path"][-1], alone.model.theta)
    assert (found["epochs"], found["updates"]) == (3, alone.trainer.updates)
    assert found["whole_test_accuracy"] == alone.whole_test_accuracy


def test_a_long_curve_keeps_its_first_steps():
    tiny = contestants(DEFAULT.changed(dataset={"samples": 20}), ())
    racing = {STOCHASTIC: tiny[STOCHASTIC]}
    curve = race(racing, epochs=100)["contestants"][STOCHASTIC]["curve"]
    alone = ended(tiny[STOCHASTIC], epochs=100)
    assert alone.curve.stride > 1
    rows = {tuple(row[:6].tolist()) for row in curve}
    assert {tuple(row[:6].tolist()) for row in alone.curve.rows} < rows
    assert np.all(np.diff(curve[:, 1]) > 0)
    assert np.all(np.diff(curve[:, SECONDS]) >= 0)
    # the run's own curve has lost every other evaluation of the first steps
    assert (curve[:, 1] < 10).sum() > (alone.curve.rows[:, 1] < 10).sum()


def test_a_path_leads_from_the_first_weights_to_the_last(raced):
    start = TrainingRun(SMALL).model.theta
    for found in raced[0]["contestants"].values():
        assert found["path"].dtype == np.float32
        assert len(found["path"]) == len(found["path_updates"]) <= 40
        np.testing.assert_array_equal(found["path"][0], start)
        assert (found["path_updates"][0], found["path_updates"][-1]) == (0, found["updates"])
        assert np.all(np.diff(found["path_updates"]) > 0)


def test_moments_lie_evenly_over_the_logarithm():
    moments = LogSpaced(20)
    for update in range(100_000):
        moments.add(update, np.array([update]))
    assert 10 <= len(moments.updates) <= 20
    assert moments.updates == [int(each[0]) for each in moments.measured]
    assert moments.updates[0] == 0
    late = np.array(moments.updates[6:])
    assert np.ptp(np.diff(np.log(late))) < 0.3


def test_a_moment_is_a_copy():
    theta, moments = np.zeros(2), LogSpaced(3)
    moments.add(0, theta)
    theta += 1
    assert moments.measured[0].tolist() == [0, 0]


def test_the_clock_counts_updates_alone():
    racer = Contestant(SMALL, SMALL.dataset.load(), 5)
    assert racer.trained == 0
    racer.evaluate()
    assert racer.trained == 0
    racer.step()
    before = racer.trained
    assert before > 0
    racer.evaluate()
    assert racer.trained == before
    assert racer.rows[-1, SECONDS] == np.float32(before)
