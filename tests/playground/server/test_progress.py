"""Progress of a run in words, at the speed that it has."""

from playground.experiment.presets import DEFAULT
from playground.processes.pool import Pool
from playground.server.progress import progress_of
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.training.speeds import FULL, SPEEDS, WATCH

SLOWEST, SLOW = list(SPEEDS)[:2]


def test_the_time_left_and_the_rate_are_those_of_its_speed():
    handle, run = RunHandle(DEFAULT, Pool(1)), TrainingRun(DEFAULT)
    run.advance(60.0, 1000)
    handle.phase, handle.snapshot = "training", run.snapshot("training", pictures=False)

    def text(speed):
        handle.change_speed(speed)
        return progress_of(handle).text

    assert "about 1 h 6 min left · 10 samples a second" in text(SLOWEST)
    assert "about 6 min 40 s left · 100 samples a second" in text(SLOW)
    assert "about 3.2 s left · 12,000 samples a second" in text(WATCH)  # 4,000 updates, 1,250 a second
    assert text(FULL) not in (text(WATCH), text(SLOW))


def test_a_run_that_has_made_no_update_has_no_rate_yet():
    handle = RunHandle(DEFAULT, Pool(1))
    handle.phase, handle.snapshot = "training", TrainingRun(DEFAULT).snapshot("training", pictures=False)
    handle.change_speed(SLOWEST)
    assert progress_of(handle).text == "Epoch 0.0 of 100 · 0 updates · 0.0 s of training"
