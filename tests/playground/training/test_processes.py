"""Runs in their processes: obeying, dying, queueing, resuming, and leaving nothing behind."""

import gc
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT, DIGITS, PRESETS
from playground.processes import life
from playground.processes.pool import LONGEST_WAIT, Pool
from playground.training.run import DIVERGED, TrainingRun
from playground.training.run_handle import RunHandle
from playground.training.scores import SCORE_COLUMNS
from playground.training.speeds import FULL
from tests.processes import exists
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[3]
ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})


@pytest.fixture
def pool():
    return Pool(2)


@pytest.fixture
def handle(pool):
    handle = RunHandle(ENDLESS, pool)
    yield handle
    process = handle.process
    handle.close()
    if process is not None:
        until(lambda: not process.alive, seconds=30.0)


def follow(handle, condition):
    def met():
        handle.poll()
        return condition() or (handle.failure is not None and pytest.fail(handle.failure))

    until(met, seconds=30.0)


def until_failed(handle):
    follow(handle, lambda: handle.phase == "failed")


def test_a_run_that_diverges_ends_in_its_process_without_a_warning(monkeypatch, pool):
    monkeypatch.setenv("PYTHONWARNINGS", "error::RuntimeWarning")  # a warning would end the process
    experiment = PRESETS["A surface of values"].changed(optimiser={"kind": "sgd", "learning_rate": 2.0}, seed=0)
    handle = RunHandle(experiment, pool)
    handle.play()
    follow(handle, lambda: handle.phase == "ended")
    assert handle.snapshot.reason == DIVERGED
    assert np.isfinite(handle.theta).all()
    handle.step()
    follow(handle, lambda: handle.phase != "training")
    assert handle.failure is None
    handle.close()


def test_play_pause_step_and_epoch(handle):
    handle.play()
    follow(handle, lambda: handle.snapshot is not None and handle.snapshot.updates > 100)
    assert handle.moving
    handle.pause()
    follow(handle, lambda: handle.phase == "paused")
    updates = handle.snapshot.updates
    handle.step()
    follow(handle, lambda: handle.phase == "paused")
    assert handle.snapshot.updates == updates + 1
    handle.epoch()
    follow(handle, lambda: handle.phase == "paused")
    assert handle.snapshot.epoch == int(handle.snapshot.epoch)
    assert handle.theta.shape == (41,)


def test_a_run_in_its_process_is_the_run_without_one(pool):
    experiment = DEFAULT.changed(schedule={"kind": "schedule", "epochs": 5})
    handle, pure = RunHandle(experiment, pool), TrainingRun(experiment)
    handle.play()
    pure.advance(60.0)
    follow(handle, lambda: handle.phase == "ended")
    np.testing.assert_array_equal(handle.theta, pure.model.theta)
    np.testing.assert_array_equal(handle.snapshot.curve, pure.curve.rows[:, :SCORE_COLUMNS])
    np.testing.assert_array_equal(handle.snapshot.health.reshape(-1, 16), pure.curve.rows[:, SCORE_COLUMNS:])
    handle.close()


def test_validation_and_the_best_weights_are_the_same_through_several_processes_and_own_drawings_are_trained_with(pool):
    experiment = DIGITS.changed(preparation={"validation": 0.2}, schedule={"epochs": 12, "keep_best": True})
    own = np.zeros((7, 8, 8, 1), np.float32), np.arange(7)
    pure = TrainingRun(experiment, experiment.load().with_more_training(*own))
    pure.advance(60.0)
    handle = RunHandle(experiment, pool, own=own)
    handle.epoch()
    follow(handle, lambda: handle.phase == "paused")
    assert handle.snapshot.epoch == 1
    handle.step()
    follow(handle, lambda: handle.phase == "paused" and handle.snapshot.epoch > 1)
    handle.close()  # what follows is another process
    handle.play()
    follow(handle, lambda: handle.phase == "ended")
    assert "The weights are those of epoch" in handle.snapshot.reason
    assert handle.snapshot.reason == pure.reason
    np.testing.assert_array_equal(handle.theta, pure.theta)
    np.testing.assert_array_equal(handle.snapshot.curve[-1], pure.curve.rows[-1, :SCORE_COLUMNS])
    handle.close()


def test_settings_reach_the_running_process(handle):
    handle.play()
    follow(handle, lambda: handle.snapshot is not None)
    handle.change(ENDLESS.changed(schedule={"kind": "schedule", "epochs": 1}))
    follow(handle, lambda: handle.phase == "ended")
    # how far it was when they came is the machine's affair
    assert re.fullmatch(r"Trained for [\d,]+ epochs?, as set\.", handle.snapshot.reason)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX only")
def test_a_killed_worker_says_so_leaves_no_zombie_and_starts_again(handle, pool):
    other = RunHandle(ENDLESS, pool)
    other.play()
    handle.play()
    follow(handle, lambda: handle.snapshot is not None)
    process = handle.process
    os.kill(process.pid, signal.SIGKILL)
    until_failed(handle)
    assert "SIGKILL" in handle.failure
    assert not exists(process.pid)
    follow(other, lambda: other.snapshot is not None and other.phase == "training")
    handle.play()
    follow(handle, lambda: handle.phase == "training" and handle.process is not None and handle.snapshot.updates > 0)
    assert handle.failure is None
    other.close()


def test_a_paused_run_whose_process_has_gone_resumes_where_it_stood(handle):
    handle.play()
    follow(handle, lambda: handle.snapshot is not None and handle.snapshot.updates > 10)
    handle.pause()
    follow(handle, lambda: handle.phase == "paused")
    updates, process = handle.snapshot.updates, handle.process
    os.kill(process.pid, signal.SIGTERM)
    until(lambda: not process.alive, seconds=30.0)
    handle.step()
    follow(handle, lambda: handle.phase == "paused" and handle.snapshot.updates != updates)
    assert handle.snapshot.updates == updates + 1


def test_an_unwatched_run_puts_itself_to_rest_and_its_process_ends():
    code = "import playground.training.worker as w; w.UNWATCHED = 0.3; w.RESTING = 0.3; w.serve_and_exit(w.serve)"
    experiment = {"experiment": ENDLESS.data(), "state": None, "own": None, "theta": None, "speed": FULL}
    from playground.processes.messages import PONG, read, write

    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        write(worker.stdin, experiment)
        write(worker.stdin, {"do": "play", "number": 1})
        while (last := read(worker.stdout)) == PONG:
            pass
        assert last["state"]["trainer"]
        assert worker.wait(timeout=30) == 0


def test_the_process_goes_when_nobody_holds_the_run_any_more(pool):
    def play_and_forget():
        handle = RunHandle(ENDLESS, pool)
        handle.play()
        follow(handle, lambda: handle.snapshot is not None)
        return handle.process.pid

    pid = play_and_forget()
    gc.collect()
    until(lambda: not exists(pid), seconds=30.0)


def test_no_process_outlives_a_killed_server():
    server = textwrap.dedent("""
        import time
        from playground.experiment.presets import DEFAULT
        from playground.processes.pool import Pool
        from playground.training.run_handle import RunHandle
        handle = RunHandle(DEFAULT, Pool(1))
        handle.play()
        print(handle.process.pid, flush=True)
        time.sleep(600)
    """)
    with subprocess.Popen([sys.executable, "-c", server], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        pid = int(process.stdout.readline())
        process.kill()
    until(lambda: not exists(pid) or "zombie" in Path(f"/proc/{pid}/status").read_text(), seconds=30.0)


def test_those_who_find_no_place_wait_their_turn():
    pool = Pool(1)
    first, second, third = (RunHandle(ENDLESS, pool) for _ in range(3))
    for handle in (first, second, third):
        handle.play()
    assert (first.phase, second.place, third.place) == ("training", 1, 2)
    third.pause()
    assert third.phase == "ready"
    first.close()
    follow(second, lambda: second.phase == "training" and second.snapshot is not None)
    second.close()


def test_a_worker_that_fails_says_why(pool):
    broken = RunHandle(DIGITS, pool, own=(np.zeros((1, 3, 3, 1), np.float32), np.zeros(1, np.int64)))
    broken.play()
    until_failed(broken)
    assert "failed" in broken.failure
    assert "dimension" in broken.failure


@pytest.mark.skipif(os.name != "posix", reason="SIGSTOP is POSIX only")
def test_a_stopped_worker_is_noticed_said_and_replaced(handle, monkeypatch):
    monkeypatch.setattr(life, "SILENCE", 1.0)
    handle.play()
    follow(handle, lambda: handle.snapshot is not None and handle.snapshot.updates > 10)
    handle.pause()
    follow(handle, lambda: handle.phase == "paused")
    rested = handle.snapshot.updates
    handle.play()
    follow(handle, lambda: handle.snapshot.updates > rested)
    process = handle.process
    os.kill(process.pid, signal.SIGSTOP)
    follow(handle, lambda: handle.notice is not None)
    assert "no longer answered" in handle.notice
    follow(handle, lambda: handle.process not in (None, process) and handle.phase == "training")
    assert not exists(process.pid)
    before = handle.version
    follow(handle, lambda: handle.version > before + 3)
    assert handle.snapshot.updates > rested, "it goes on from where it stood still"


@pytest.mark.skipif(os.name != "posix", reason="SIGSTOP is POSIX only")
def test_a_server_that_ends_leaves_no_stopped_process_behind(handle):
    handle.play()
    follow(handle, lambda: handle.snapshot is not None)
    process = handle.process
    os.kill(process.pid, signal.SIGSTOP)
    handle.close()
    life.LIVES.end_all(0.1)
    until(lambda: not exists(process.pid), seconds=10.0)


def test_a_process_that_computes_for_long_is_not_taken_for_a_stopped_one(monkeypatch, pool):
    monkeypatch.setattr(life, "SILENCE", 1.0)
    # an update that takes seconds
    wide = ({"kind": "conv2d", "channels": channels, "kernel": 3, "padding": "same"} for channels in (64, 256))
    experiment = DIGITS.changed(layers=(*wide, *DIGITS.layers), schedule={"batch_mode": "full batch"})
    handle = RunHandle(experiment, pool)
    handle.step()
    began = time.monotonic()
    follow(handle, lambda: handle.phase == "paused")
    assert time.monotonic() - began > 1.5, "what is to be long is not"
    assert handle.notice is None
    handle.close()


def test_two_endless_trainings_share_one_place(monkeypatch):
    monkeypatch.setattr("playground.processes.pool.LONGEST_WAIT", 0.5)
    monkeypatch.setattr("playground.processes.pool.SHORTEST_TURN", 0.5)
    assert LONGEST_WAIT > 10
    first, second = (RunHandle(ENDLESS, pool) for pool in [Pool(1)] * 2)
    first.play()
    second.play()
    assert (first.phase, second.phase) == ("training", "waiting")

    def both(condition):
        def met():
            first.poll()
            second.poll()
            return condition()

        until(met, seconds=60.0)

    both(lambda: second.phase == "training" and first.phase == "waiting")
    made = first.snapshot.updates
    both(lambda: first.phase == "training" and first.snapshot.updates > made)
    assert (first.failure, second.failure) == (None, None)
    second.pause()
    both(lambda: second.phase in ("paused", "ready"))
    updates = first.snapshot.updates
    both(lambda: first.snapshot.updates > updates and first.phase == "training")
    first.close()
    second.close()


def test_a_resting_run_has_no_place_and_moves_on_with_its_process():
    pool = Pool(1)
    first, second = RunHandle(ENDLESS, pool), RunHandle(ENDLESS, pool)
    first.step()
    follow(first, lambda: first.phase == "paused")
    process = first.process
    second.step()
    follow(second, lambda: second.phase == "paused")
    first.step()
    follow(first, lambda: first.phase == "paused" and first.snapshot.updates == 2)
    assert first.process is process
    first.close()
    second.close()


def test_the_first_pictures_come_from_a_worker_which_then_trains(pool):
    handle = RunHandle(ENDLESS, pool)
    handle.show()
    assert not handle.moving
    until(lambda: handle.take_in() or handle.frame is not None, seconds=30.0)
    assert (handle.phase, handle.snapshot.updates) == ("paused", 0)
    process = handle.process
    handle.step()
    follow(handle, lambda: handle.phase == "paused" and handle.snapshot.updates == 1)
    assert handle.process is process
    handle.close()


def test_a_step_that_was_made_is_not_made_again_where_others_wanted_the_place(pool):
    handle = RunHandle(ENDLESS, pool)
    handle.step()
    process = handle.process
    process.interrupt()  # it has made the step, or is at it
    follow(handle, lambda: handle.phase == "paused")
    process.interrupt()
    handle.step()
    follow(handle, lambda: handle.phase == "paused" and handle.snapshot.updates == 2)
    for _ in range(20):
        handle.poll()
    assert (handle.phase, handle.snapshot.updates) == ("paused", 2)
    handle.close()


def test_a_pause_is_not_undone_by_a_turn(pool):
    handle = RunHandle(ENDLESS, pool)
    handle.play()
    follow(handle, lambda: handle.snapshot is not None and handle.snapshot.updates > 10)
    handle.process.interrupt()
    handle.pause()
    follow(handle, lambda: handle.phase == "paused")
    updates = handle.snapshot.updates
    for _ in range(50):
        handle.poll()
    assert (handle.phase, handle.snapshot.updates) == ("paused", updates)
    handle.close()


def test_a_turn_leaves_the_weights_as_an_undisturbed_run_has_them(pool):
    experiment = DEFAULT.changed(schedule={"epochs": 40})
    handle, pure = RunHandle(experiment, pool), TrainingRun(experiment)
    pure.advance(60.0)
    handle.play()
    for _ in range(3):
        follow(handle, lambda: handle.phase in ("training", "ended") and handle.snapshot is not None)
        if handle.process is not None and handle.phase == "training":
            handle.process.interrupt()
    follow(handle, lambda: handle.phase == "ended")
    np.testing.assert_array_equal(handle.theta, pure.model.theta)
    handle.close()


def test_a_process_that_rested_for_too_long_is_replaced_without_a_word(pool):
    handle = RunHandle(ENDLESS, pool)
    handle.step()
    follow(handle, lambda: handle.phase == "paused")
    process = handle.process
    process.close()  # as it would end of itself, a moment before it is told to go on
    process._closed = False
    handle.step()
    follow(handle, lambda: handle.phase == "paused" and handle.snapshot.updates == 2)
    assert (handle.failure, handle.notice) == (None, None)
    assert handle.process is not process
    handle.close()


def test_pausing_what_stands_still_changes_nothing():
    pool = Pool(1)
    handles = [RunHandle(ENDLESS, pool) for _ in range(4)]
    for handle in handles:
        handle.step()
        follow(handle, lambda handle=handle: handle.phase == "paused")
    for handle in handles:
        handle.pause()
        assert handle.phase == "paused"
    for handle in handles:
        handle.close()


def test_a_worker_killed_as_it_yielded_loses_nothing(pool):
    handle = RunHandle(ENDLESS, pool)
    handle.play()
    follow(handle, lambda: handle.snapshot is not None and handle.snapshot.updates > 10)
    process = handle.process
    process.interrupt()
    until(lambda: process._mailbox._newest is not None and process._mailbox._newest.yielded, seconds=30.0)
    process.kill()
    until(lambda: not process.alive, seconds=30.0)
    follow(handle, lambda: handle.phase == "training" and handle.process is not process)
    assert handle.failure is None
    handle.close()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="Linux alone tells of stopped processes")
def test_a_worker_stopped_before_its_first_word_is_noticed_too(pool):
    handle = RunHandle(ENDLESS, pool)
    handle.play()
    process = handle.process
    os.kill(process.pid, signal.SIGSTOP)
    began = time.monotonic()
    follow(handle, lambda: handle.process is not process and handle.snapshot is not None)
    assert "no longer answered" in handle.notice
    assert time.monotonic() - began < 20
    handle.close()


def test_pictures_that_could_not_be_made_are_made_when_that_is_asked_for(pool, monkeypatch):
    handle = RunHandle(ENDLESS, pool)

    def refuse(*_args, **_how):
        raise BlockingIOError(11, "no processes")

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", refuse)
        handle.show()
    assert handle.phase == "failed"
    handle.show()
    assert handle.phase == "failed"
    handle.show(again=True)
    until(lambda: handle.take_in() or handle.frame is not None, seconds=30.0)
    handle.close()


def test_what_is_shown_was_not_trained_with_own_drawings(pool):
    images = np.zeros((1, 8, 8, 1), np.float32), np.zeros(1, np.int64)
    handle = RunHandle(DIGITS, pool, own=images)
    handle.show()
    assert handle.own_drawings is None
    handle.step()
    assert handle.own_drawings.count == 1
    handle.close()
