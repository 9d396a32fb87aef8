"""A machine that refuses a process, its pipes or its threads: it is said in words, and nothing is left behind."""

import errno
import os
import subprocess
import threading

import pytest
from joblib import delayed
from joblib.externals.loky import process_executor

from playground.analysis.sweeps.runner import most_processes, on_this_machine, results
from playground.datasets import Dataset
from playground.datasets.background_download import BackgroundDownload
from playground.experiment.presets import DEFAULT
from playground.processes import child_process
from playground.processes.pool import Pool
from playground.server.jobs.job import Job
from playground.training.run_handle import RunHandle
from tests.handles import handles_left, open_handles
from tests.playground.analysis.sweeps.small_sweeps import small
from tests.playground.server.jobs.small_jobs import MODULE
from tests.waiting import until

SHORT = DEFAULT.changed(schedule={"kind": "schedule", "epochs": 1})
ENOUGH = 16
REFUSALS = {
    errno.EMFILE: "because the server has no file handles left: try again in a moment.",
    errno.ENOMEM: "because the machine has no memory left: try again",
    errno.EAGAIN: "because the machine has no processes left: try again",
    errno.EACCES: "because the machine refused it",
}


@pytest.fixture
def refusing(monkeypatch):
    """Makes the machine refuse every process, by the error with that number."""

    def refuse(number):
        def refused(*_arguments, **_options):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(subprocess, "Popen", refused)

    return refuse


@pytest.fixture
def handle():
    handle = RunHandle(SHORT, Pool(1))
    yield handle
    process = handle.process
    handle.close()
    if process is not None:
        until(lambda: not process.alive)


def trained(handle):
    def ended():
        handle.poll()
        return not handle.moving

    until(ended)
    assert handle.phase == "ended", handle.failure


@pytest.mark.parametrize("number", list(REFUSALS))
@pytest.mark.parametrize("move", ["play", "step", "epoch"])
def test_a_training_that_is_refused_a_process_says_so_and_can_be_begun_again(
    handle, refusing, monkeypatch, number, move
):
    refusing(number)
    getattr(handle, move)()
    assert (handle.phase, handle.moving, handle.place, handle.process) == ("failed", False, 0, None)
    assert handle.failure.startswith("The training process could not be started, ")
    assert REFUSALS[number] in handle.failure
    handle.poll()
    monkeypatch.undo()
    handle.play()
    assert handle.failure is None
    trained(handle)


def test_a_paused_training_that_is_refused_a_process_goes_on_from_where_it_was(handle, refusing, monkeypatch):
    handle.step()
    until(lambda: handle.poll() or not handle.moving)
    process = handle.process
    handle.close()
    until(lambda: not process.alive)
    refusing(errno.EMFILE)
    handle.step()
    assert handle.phase == "failed"
    assert handle.snapshot.updates == 1
    monkeypatch.undo()
    handle.step()
    until(lambda: handle.poll() or not handle.moving)
    assert (handle.phase, handle.snapshot.updates) == ("paused", 2)


def test_who_waits_is_told_as_well_and_the_next_takes_the_place(refusing, monkeypatch):
    pool = Pool(1)
    first, second, third = (RunHandle(SHORT, pool) for _ in range(3))
    try:
        for each in (first, second, third):
            each.play()
        assert (second.place, third.place) == (1, 2)
        process = first.process
        first.close()
        until(lambda: not process.alive)
        refusing(errno.EMFILE)
        second.poll()
        assert second.phase == "failed"
        monkeypatch.undo()
        third.poll()
        assert third.phase == "training"
    finally:
        for each in (first, second, third):
            each.close()
    until(lambda: pool.active == 0)


def test_an_analysis_that_is_refused_a_process_says_so(refusing, monkeypatch):
    pool = Pool(1)
    refusing(errno.EMFILE)
    job = Job("double", {"values": 1}, pool, worker=MODULE)
    assert (job.phase, job.place, pool.active) == ("failed", 0, 0)
    assert job.failure.startswith("The analysis process could not be started, because the server has no file handles")
    monkeypatch.undo()


@pytest.mark.parametrize("left", range(ENOUGH))
def test_handles_that_run_out_at_any_moment_leave_nothing_behind(left):
    pool, before = Pool(1), open_handles()
    handle = RunHandle(SHORT, pool)
    with handles_left(left):
        handle.play()
    started = handle.process
    if left in (0, ENOUGH - 1):
        assert (started is None) is (left == 0)
    if started is None:
        assert "no file handles left" in handle.failure
        assert pool.active == 0
    handle.close()
    until(lambda: pool.active == 0 and open_handles() <= before)


def test_a_thread_that_is_refused_leaves_neither_process_nor_handles(monkeypatch):
    before, started, start = open_handles(), [], threading.Thread.start
    make = subprocess.Popen

    def remembered(*arguments, **options):
        started.append(make(*arguments, **options))
        return started[-1]

    for allowed in (0, 1):
        handle = RunHandle(SHORT, Pool(1))
        left = [allowed]

        def refused(thread, left=left):
            if not left[0]:
                raise RuntimeError("can't start new thread")
            left[0] -= 1
            start(thread)

        monkeypatch.setattr(threading.Thread, "start", refused)
        monkeypatch.setattr(subprocess, "Popen", remembered)
        handle.play()
        monkeypatch.undo()
        assert "because the machine has no processes left" in handle.failure
        assert started[-1].returncode is not None
    until(lambda: open_handles() <= before)


def test_who_delivers_may_still_write_when_the_thread_that_collects_is_refused(monkeypatch):
    start, write, held, unheard = threading.Thread.start, child_process.write_packed, threading.Event(), []

    def refused(thread):
        if thread.name.startswith("collect"):
            raise RuntimeError("can't start new thread")
        start(thread)

    def late(stream, packed):
        held.wait(30)
        write(stream, packed)

    monkeypatch.setattr(threading.Thread, "start", refused)
    monkeypatch.setattr(child_process, "write_packed", late)
    monkeypatch.setattr(threading, "excepthook", unheard.append)
    before = open_handles()
    handle = RunHandle(SHORT, Pool(1))
    handle.play()
    assert handle.phase == "failed"
    held.set()
    until(lambda: not any(thread.name.startswith("deliver") for thread in threading.enumerate()))
    assert not unheard
    until(lambda: open_handles() <= before)


SWEEP_REFUSALS = {
    "fork": (OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)), "the machine has no processes left"),
    "handles": (OSError(errno.EMFILE, os.strerror(errno.EMFILE)), "the server has no file handles left"),
    "threads": (RuntimeError("can't start new thread"), "the machine has no processes left"),
}


@pytest.mark.skipif(most_processes() < 2, reason="this machine gives us one core only")
@pytest.mark.parametrize("refusal", list(SWEEP_REFUSALS))
def test_a_sweep_that_is_refused_its_processes_says_so(monkeypatch, refusal):
    error, words = SWEEP_REFUSALS[refusal]

    def refused(*_arguments, **_options):
        raise error

    monkeypatch.setattr(process_executor.ProcessPoolExecutor, "submit", refused)
    words = f"training processes of the sweep could not be started, because {words}"
    with pytest.raises(ValueError, match=words):
        next(results(small(seed=(0, 1)).experiments(), processes=2))


def full(_experiment):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("processes", range(1, min(most_processes(), 2) + 1))
def test_what_a_training_raises_is_no_refusal(processes):
    with pytest.raises(OSError, match="No space left"), on_this_machine(processes) as parallel:
        list(parallel([delayed(full)({})]))


@pytest.mark.parametrize(
    ("refusal", "words"),
    [(OSError(24, "Too many open files"), "Too many open files"), (MemoryError(), "no memory is left")],
)
def test_a_download_that_is_refused_says_so(monkeypatch, refusal, words):
    dataset = Dataset.kinds()["usps"]()

    def refused(_self):
        raise refusal

    monkeypatch.setattr(type(dataset), "read", refused)
    download = BackgroundDownload(dataset)
    until(lambda: not download.running)
    assert download.problem is not None
    assert words in download.problem


def test_a_download_that_is_refused_a_thread_says_so(monkeypatch):
    def refused(_thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    download = BackgroundDownload(Dataset.kinds()["usps"]())
    assert not download.running
    assert "this machine has no room for them (can't start new thread)" in download.problem
