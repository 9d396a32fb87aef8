"""Sweeps in processes of this machine: the same results however many there are, and nothing left behind."""

import itertools
import os
import signal
import subprocess

import pytest

from playground.analysis.sweeps.runner import most_processes, results
from playground.analysis.sweeps.task import run_one
from playground.processes.pool import Pool
from playground.server.jobs.job import Job
from tests.playground.analysis.sweeps.small_sweeps import small, until, without_time
from tests.processes import exists

TWO = pytest.mark.skipif(most_processes() < 2, reason="this machine gives us one core only")
POSIX = pytest.mark.skipif(os.name != "posix", reason="who belongs to whom is asked in POSIX's way")
LONG = 20_000
"""Epochs that outlast any test."""


def family(pid):
    """The processes that this one has started, and those that they have started."""
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}
    found = [pid]
    for member in found:
        found += [child for child, parent in parents.items() if parent == member]
    return found[1:]


def trainers(pid):
    """Those of the family that train."""
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout
    members = family(pid)
    numbered = [line.strip().partition(" ") for line in listed.splitlines()]
    return [int(number) for number, _, words in numbered if "popen_loky" in words and int(number) in members]


def start(sweep, processes, cluster=None):
    experiments = [experiment.data() for experiment in sweep.experiments()]
    return Job("sweep", {"experiments": experiments, "processes": processes, "cluster": cluster}, Pool(1))


def follow(job, condition):
    def met():
        job.poll()
        return condition()

    until(met)


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=TWO)])
def test_the_same_seed_gives_the_same_in_any_process(processes):
    sweep = small(seed=(0, 1), schedule__batch_size=(10, 50))
    found = dict(results(sweep.experiments(), processes=processes))
    assert sorted(found) == [0, 1, 2, 3]
    for index, experiment in enumerate(sweep.experiments()):
        assert without_time(found[index]) == without_time(run_one(experiment.data()))


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=TWO)])
def test_a_job_gives_the_same_and_shows_each_as_it_ends(processes):
    sweep = small(epochs=40, seed=tuple(range(6)))
    job = start(sweep, processes)
    shown = []

    def seen():
        shown.append(set(job.partial))
        return not job.moving

    follow(job, seen)
    assert job.phase == "done", job.failure
    assert all(before <= after or not after for before, after in itertools.pairwise(shown))
    for index, experiment in enumerate(sweep.experiments()):
        assert without_time(job.result[str(index)]) == without_time(run_one(experiment.data()))


def test_what_has_ended_is_kept_when_the_sweep_is_cancelled():
    job = start(small(schedule__epochs=(1, LONG)), 1)
    follow(job, lambda: job.partial)
    process = job.process
    assert job.text.startswith("1 of 2 trained, about ")
    assert job.share == 0.5
    job.cancel()
    until(lambda: not process.alive)
    assert list(job.partial) == ["0"]
    assert job.partial["0"]["epochs"] == 1


@POSIX
@TWO
@pytest.mark.parametrize("end", ["cancel", "let go"])
def test_no_process_is_left_when_a_sweep_is_stopped(end):
    job = start(small(schedule__epochs=(1, LONG, LONG + 1)), 2)
    follow(job, lambda: job.partial)  # both are at work
    process = job.process
    members = family(process.pid)
    assert len(members) >= 2
    if end == "cancel":
        job.cancel()
    else:
        process.close()
    until(lambda: not process.alive and not any(map(exists, members)))


@POSIX
@TWO
def test_no_process_is_left_when_the_results_are_no_longer_wanted():
    stream = results(small(schedule__epochs=(1, LONG, LONG + 1)).experiments(), processes=2)
    next(stream)
    at_work = trainers(os.getpid())
    assert at_work
    stream.close()
    # who are told of semaphores and temporary files are no trainers: they stay, for the next time
    until(lambda: not any(map(exists, at_work)))


@POSIX
@TWO
def test_a_process_that_is_killed_is_one_sentence():
    job = start(small(schedule__epochs=(1, LONG, LONG + 1)), 2)
    follow(job, lambda: job.partial)
    at_work = trainers(job.process.pid)
    os.kill(at_work[0], signal.SIGKILL)
    follow(job, lambda: not job.moving)
    assert job.failure.startswith("A training process was ended from outside; the machine may have run out of memory")
    assert list(job.partial) == ["0"]


@pytest.mark.parametrize("processes", [0, -1, 10_000])
def test_only_as_many_processes_as_there_are_cores(processes):
    with pytest.raises(ValueError, match=f"1 to {most_processes()} processes here, not {processes}"):
        next(results(small().experiments(), processes=processes))


def test_a_training_that_cannot_be_does_not_end_the_others(monkeypatch):
    monkeypatch.setenv("PLAYGROUND_CLUSTER", "")
    experiments = [experiment.data() for experiment in small(seed=(0, 1)).experiments()]
    broken = {**experiments[0], "layers": [{"kind": "linear", "units": 3}, {"kind": "conv2d"}]}
    job = Job("sweep", {"experiments": [broken, experiments[1]], "processes": 1, "cluster": None}, Pool(1))
    follow(job, lambda: not job.moving)
    assert "failure" in job.result["0"]
    assert job.result["1"]["epochs"] == 4


def test_too_many_trainings_are_refused_by_the_job_too():
    experiments = [small(seed=(0,)).experiments()[0].data()] * 501
    job = Job("sweep", {"experiments": experiments, "processes": 1, "cluster": None}, Pool(1))
    follow(job, lambda: not job.moving)
    assert job.failure == "A sweep has at most 500 trainings, not 501."
