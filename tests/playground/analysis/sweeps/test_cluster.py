"""Sweeps on a real Dask scheduler and two worker processes on loopback, and what is said where there is none."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys

import pytest

from playground.analysis.sweeps.cluster import cluster_address
from playground.analysis.sweeps.runner import results
from playground.analysis.sweeps.task import run_one
from playground.processes.pool import Pool
from playground.server.jobs.job import Job
from tests.playground.analysis.sweeps.small_sweeps import ROOT, small, until, without_time

LONG = 150
"""Epochs that take a part of a second: long enough to be interrupted."""


def unreachable():
    """An address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A worker that has just come may take its time on a busy machine."""
    monkeypatch.setattr("playground.analysis.sweeps.cluster.WORKER_PATIENCE", 60)


class Cluster:
    """A scheduler and its workers, each a process that finds modules in the folder `project`."""

    def __init__(self, folder, project):
        self.folder, self.project, self.processes = folder, project, []
        self.file = folder / "scheduler.json"
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", self.file)
        until(lambda: self.file.exists() and self.file.read_text().strip().endswith("}"))
        self.address = json.loads(self.file.read_text())["address"]

    def start(self, what, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(self.project)}
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def start_worker(self, name):
        own = ("--name", name, "--local-directory", self.folder)
        where = ("--scheduler-file", self.file, "--host", "127.0.0.1")
        return self.start("worker", *where, "--no-nanny", "--nthreads", 1, *own)

    def end(self):
        for process in reversed(self.processes):
            process.kill()
            process.wait()


def need_dask():
    return pytest.importorskip("distributed", reason="dask is not installed: pip install -r requirements-cluster.txt")


@contextlib.contextmanager
def started_in(folder, project=ROOT):
    need_dask()
    cluster = Cluster(folder, project)
    try:
        yield cluster
    finally:
        cluster.end()


def looking_at(cluster):
    """Sees the cluster from outside of what is tested."""
    return need_dask().Client(cluster.address, set_as_default=False)


@pytest.fixture
def started(tmp_path):
    with started_in(tmp_path) as cluster:
        yield cluster


@pytest.fixture
def client(started):
    with looking_at(started) as client:
        yield client


def workers_of(client):
    return {worker["id"]: address for address, worker in client.scheduler_info()["workers"].items()}


def trained_there(client):
    """How many trainings the cluster's workers have brought to an end, as its scheduler remembers."""

    def ended(dask_scheduler):
        return sum("numbered" in str(key) and to == "memory" for key, _, to, *_ in dask_scheduler.transition_log)

    return client.run_on_scheduler(ended)


def test_a_worker_lost_in_the_middle_loses_nothing(started, client):
    lost, _ = started.start_worker("first"), started.start_worker("second")
    until(lambda: len(workers_of(client)) == 2)
    victim = workers_of(client)["first"]
    sweep = small(LONG, seed=tuple(range(8)))
    stream = results(sweep.experiments(), processes=1, cluster=started.address)
    found = dict([next(stream)])
    until(lambda: client.processing()[victim])
    os.kill(lost.pid, signal.SIGKILL)
    for index, result in stream:
        assert index not in found
        found[index] = result
    assert list(workers_of(client)) == ["second"]
    assert sorted(found) == list(range(8))
    assert trained_there(client) >= 8
    for index, experiment in enumerate(sweep.experiments()):
        assert without_time(found[index]) == without_time(run_one(experiment.data()))


def test_a_single_worker_does_the_work_of_a_job_and_not_the_job_itself(started, client):
    started.start_worker("only")
    until(lambda: len(workers_of(client)) == 1)
    experiments = [experiment.data() for experiment in small(seed=(5, 6)).experiments()]
    job = Job("sweep", {"experiments": experiments, "processes": 1, "cluster": started.address}, Pool(1))
    until(lambda: job.poll() or not job.moving)
    assert job.phase == "done", job.failure
    assert trained_there(client) == 2
    for index, experiment in enumerate(experiments):
        assert without_time(job.result[str(index)]) == without_time(run_one(experiment))


def test_a_scheduler_that_goes_is_one_sentence_and_what_came_holds(started, client):
    started.start_worker("only")
    until(lambda: len(workers_of(client)) == 1)
    stream = results(small(LONG, seed=tuple(range(6))).experiments(), processes=1, cluster=started.address)
    _, result = next(stream)
    client.close()
    started.scheduler.kill()
    with pytest.raises(ValueError, match=r"^The cluster's scheduler at tcp://\S+ is gone\."):
        list(stream)
    assert result["final"]["train_cost"] > 0


def test_a_training_that_dask_gives_up_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with started_in(tmp_path) as cluster, looking_at(cluster) as client:
        lost = cluster.start_worker("only")
        until(lambda: workers_of(client))
        stream = results(small(LONG, seed=tuple(range(4))).experiments(), processes=1, cluster=cluster.address)
        next(stream)
        (victim,) = workers_of(client).values()
        until(lambda: client.processing()[victim])
        os.kill(lost.pid, signal.SIGKILL)
        with pytest.raises(ValueError, match=r"^A training took every worker that tried it down with it"):
            list(stream)


def test_a_cluster_without_workers_is_one_sentence(started, monkeypatch):
    monkeypatch.setattr("playground.analysis.sweeps.cluster.WORKER_PATIENCE", 0.5)
    with pytest.raises(
        ValueError, match=r"^The cluster at tcp://\S+ has no worker that is free within 0\.5 seconds\.$"
    ):
        next(results(small().experiments(), processes=1, cluster=started.address))


def test_a_cluster_that_does_not_know_the_project_is_one_sentence(tmp_path):
    with started_in(tmp_path, project=tmp_path) as cluster, looking_at(cluster) as client:
        cluster.start_worker("stranger")
        until(lambda: workers_of(client))
        with pytest.raises(
            ValueError, match=r"^The cluster at tcp://\S+ cannot run the trainings of this project: start"
        ):
            next(results(small().experiments(), processes=1, cluster=cluster.address))


def test_a_scheduler_that_cannot_be_reached_is_one_sentence(monkeypatch):
    need_dask()
    address = unreachable()
    monkeypatch.setattr("playground.analysis.sweeps.cluster.PATIENCE", 0.5)
    words = f"The cluster's scheduler at {address} cannot be reached within 0.5 seconds: is it running"
    with pytest.raises(ValueError, match=re.escape(words)):
        next(results(small(seed=(0,)).experiments(), processes=1, cluster=address))


@pytest.mark.parametrize(
    "address", ["scheduler:8786", "http://scheduler:80", "file:///etc", "tcp://", "tcp://there:port"]
)
def test_what_is_no_address_is_one_sentence(address):
    need_dask()
    with pytest.raises(ValueError, match=f"PLAYGROUND_CLUSTER must be an address .* it is '{address}'"):
        next(results(small().experiments(), processes=1, cluster=address))


def test_where_dask_is_not_installed_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ValueError, match=r"Dask is not installed here: pip install -r requirements-cluster\.txt"):
        next(results(small().experiments(), processes=1, cluster="tcp://127.0.0.1:8786"))
    assert "dask[distributed]" in (ROOT / "requirements-cluster.txt").read_text()


@pytest.mark.parametrize(
    ("value", "address"),
    [(None, None), ("", None), (" tcp://there:8786 ", "tcp://there:8786")],
    ids=["unset", "empty", "set"],
)
def test_the_cluster_is_named_by_the_surroundings(value, address, monkeypatch):
    monkeypatch.delenv("PLAYGROUND_CLUSTER", raising=False)
    if value is not None:
        monkeypatch.setenv("PLAYGROUND_CLUSTER", value)
    assert cluster_address() == address
