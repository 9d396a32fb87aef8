"""Jobs in their processes: progress, results, failures, cancelling, queueing, and leaving nothing behind."""

import gc
import os
import signal

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT
from playground.processes.child_process import ChildProcess
from playground.processes.pool import Pool
from playground.server.jobs.job import Job
from playground.server.jobs.job_cache import JobCache, key_of
from playground.training.run_handle import RunHandle
from tests.playground.server.jobs.small_jobs import MODULE
from tests.processes import exists
from tests.waiting import until

ENDLESS = DEFAULT.changed(schedule={"kind": "schedule", "until_stopped": True})
VALUES = np.arange(6, dtype=np.float32).reshape(2, 3)


@pytest.fixture
def pool():
    return Pool(2)


@pytest.fixture
def start(pool):
    """Starts a job of the tests' own, and ends its process with the test."""
    started = []

    def start(name, arguments=None, pool=pool, cache=None, **options):
        job = Job(name, arguments or {}, pool, cache, worker=MODULE, **options)
        started.append((job, job.process))
        return job

    yield start
    for job, process in started:
        process = job.process or process
        job.cancel()
        if process is not None:
            until(lambda process=process: not process.alive)


def follow(job, condition):
    def met():
        job.poll()
        return condition()

    until(met)


def finished(job):
    follow(job, lambda: not job.moving)
    assert job.phase == "done", job.failure
    return job.result


def failure(job):
    follow(job, lambda: not job.moving)
    assert job.phase == "failed"
    assert job.result is None
    return job.failure


def test_progress_arrives_in_order_and_the_result_last():
    heard = []
    process = ChildProcess(
        MODULE, {"job": "double", "arguments": {"values": VALUES, "parts": 50}}, heard.append, called="test process"
    )
    until(lambda: not process.alive)
    assert process.ended == ""
    *progress, last = heard
    assert progress == [{"progress": part / 50, "text": f"Part {part + 1} of 50"} for part in range(50)]
    assert list(last) == ["result"]


def test_a_result_with_arrays_in_nested_dicts(start):
    values = np.arange(6, dtype=np.float32).reshape(2, 3).T  # not in one piece
    job = start("double", {"values": values})
    result = finished(job)
    assert result["settings"]["name"] == "double ×"
    assert result["settings"]["none"].shape == (0, 2)
    np.testing.assert_array_equal(result["doubled"], 2 * values)
    assert result["doubled"].dtype == np.float32
    assert not result["doubled"].flags.writeable
    assert (job.share, job.place, job.process, job.failure) == (1.0, 0, None, None)


def test_a_job_is_followed_while_it_runs(start):
    job = start("wait_for_ever")
    follow(job, lambda: job.text != "")
    assert (job.phase, job.moving, job.share, job.text) == ("running", True, 0.25, "A quarter is done.")


def test_no_more_than_all_is_done(start):
    job = start("overstate")
    follow(job, lambda: job.text == "More than all")
    assert job.share == 1.0


def test_what_there_is_of_the_result_comes_before_it(start):
    job = start("show_parts", {"parts": 4})
    assert job.partial == {}
    follow(job, lambda: job.text == "All is shown.")
    assert sorted(job.partial) == ["0", "1", "2", "3", "newest"]
    assert job.partial["newest"] == 3
    np.testing.assert_array_equal(job.partial["2"]["values"], [2, 2, 2])
    assert job.result is None
    job.cancel()
    assert sorted(job.partial) == ["0", "1", "2", "3", "newest"]


def test_the_result_takes_the_place_of_its_parts(start):
    job = start("show_and_end", {"ends_well": True})
    assert finished(job) == {"whole": 2}
    assert job.partial == {}


def test_parts_outlive_a_failure(start):
    job = start("show_and_end", {"ends_well": False})
    assert failure(job) == "The other half is missing."
    assert job.partial == {"half": 1}


@pytest.mark.parametrize("name", ["wait_for_ever", "never_listen"])
def test_cancel_ends_the_process_at_once(start, pool, name, monkeypatch):
    monkeypatch.setattr("playground.processes.child_process.GRACE", 3600.0)
    job = start(name)
    follow(job, lambda: job.text != "")
    process = job.process
    job.cancel()
    assert (job.phase, job.moving, job.process) == ("cancelled", False, None)
    until(lambda: not process.alive)
    assert pool.active == 0
    assert not exists(process.pid)
    job.poll()
    assert (job.phase, job.failure) == ("cancelled", None)


def test_cancel_leaves_a_finished_job_as_it_is(start):
    job = start("double", {"values": VALUES})
    finished(job)
    job.cancel()
    assert job.phase == "done"


@pytest.mark.parametrize("name", ["wait_for_ever", "never_listen"])
def test_the_process_goes_when_nobody_holds_the_job_any_more(pool, name):
    def start_and_forget():
        job = Job(name, {}, pool, worker=MODULE)
        follow(job, lambda: job.text != "")
        return job.process.pid

    pid = start_and_forget()
    gc.collect()
    until(lambda: not exists(pid))


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("refuse", {}, "Four samples cannot make five clusters: ask for fewer."),
        ("miss_data", {}, "MNIST cannot be used now, because nobody offers its files: choose the digits"),
        ("fail", {"value": 7}, "The analysis process failed: RuntimeError: 7 is no good"),
        ("double", {"parts": 2}, "The analysis process failed: TypeError: double() missing 1 required"),
        ("return_nothing_finite", {}, "The analysis process failed: ValueError: Out of range float values"),
        ("return_words", {}, "The analysis process sent what cannot be read: "),
        ("not_yet_written", {}, "The analysis process failed: ModuleNotFoundError: No module named"),
    ],
    ids=["refused", "no data", "mistake", "missing argument", "not finite", "unreadable", "missing module"],
)
def test_a_job_that_fails_says_why(start, name, arguments, words):
    assert failure(start(name, arguments)).startswith(words)


@pytest.mark.parametrize("name", ["os:system", "", "double"], ids=["a place", "empty", "of another table"])
def test_only_jobs_of_the_table_run(pool, name):
    job = Job(name, {}, pool)
    assert failure(job).startswith(f"There is no analysis called '{name}'; there are tsne, ")


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX only")
def test_a_killed_process_is_reported(start):
    job = start("wait_for_ever")
    follow(job, lambda: job.text != "")
    pid = job.process.pid
    os.kill(pid, signal.SIGKILL)
    assert "The analysis process was ended from outside (SIGKILL" in failure(job)
    assert not exists(pid)


def test_stray_prints_do_not_reach_the_answers(start):
    assert finished(start("print_astray")) == {"printed": True}


def test_arguments_that_cannot_be_sent_are_refused_at_once(pool):
    with pytest.raises(ValueError, match="Out of range"):
        Job("double", {"values": float("inf")}, pool, worker=MODULE)
    with pytest.raises(TypeError, match="not JSON serializable"):
        Job("double", {"values": [VALUES]}, pool, worker=MODULE)


def test_jobs_and_training_share_the_places(start):
    pool = Pool(1)
    run = RunHandle(ENDLESS, pool)
    run.play()
    worker = run.process
    first, second = start("wait_for_ever", pool=pool), start("double", {"values": VALUES}, pool=pool)
    assert (first.phase, first.place, second.phase, second.place) == ("waiting", 1, "waiting", 2)
    assert second.moving
    run.close()
    follow(first, lambda: first.text != "")
    assert (first.phase, first.place) == ("running", 0)
    second.poll()
    run.play()
    assert (second.place, run.phase, run.place) == (1, "waiting", 2)
    first.cancel()
    finished(second)
    run.close()
    until(lambda: not worker.alive)


def test_cancel_gives_the_place_in_the_queue_up(start):
    nobody_runs = Pool(0)
    first, second = start("wait_for_ever", pool=nobody_runs), start("wait_for_ever", pool=nobody_runs)
    first.cancel()
    second.poll()
    assert (first.phase, first.place, second.phase, second.place) == ("cancelled", 0, "waiting", 1)


def test_what_waits_is_sent_as_it_was_asked_for(start):
    pool = Pool(0)
    values = np.ones(3)
    job = start("double", {"values": values}, pool=pool)
    values[:] = 5
    pool.limit = 1
    np.testing.assert_array_equal(finished(job)["doubled"], [2, 2, 2])
    assert job.key == key_of("double", {"values": np.ones(3)})


def test_a_result_that_is_kept_needs_no_process(start):
    cache, nobody_runs = JobCache(), Pool(0)
    result = finished(start("double", {"values": VALUES, "parts": 2}, cache=cache))
    again = start("double", {"parts": 2, "values": VALUES}, pool=nobody_runs, cache=cache)
    assert (again.phase, again.moving, again.share, again.process) == ("done", False, 1.0, None)
    np.testing.assert_array_equal(again.result["doubled"], result["doubled"])
    assert not again.result["doubled"].flags.writeable
    assert start("double", {"values": VALUES, "parts": 2}, cache=cache, anew=True).moving
    other = start("double", {"parts": 3, "values": VALUES}, pool=nobody_runs, cache=cache)
    assert other.phase == "waiting"


def test_who_waits_takes_what_another_has_found_meanwhile(start):
    cache, nobody_runs = JobCache(), Pool(0)
    job, behind = (start("double", {"values": VALUES, "parts": n}, pool=nobody_runs, cache=cache) for n in (2, 3))
    cache.put(job.key, {"doubled": 2 * VALUES})
    job.poll()
    behind.poll()
    assert (job.phase, job.place, behind.place) == ("done", 0, 1)


def test_a_failure_is_not_kept(start):
    cache = JobCache()
    failure(start("refuse", cache=cache))
    assert cache.get(key_of("refuse", {})) is None
