"""Small jobs for the tests, and the worker that does them: `python -m tests.playground.server.jobs.small_jobs`."""

import functools
import os
import threading

import numpy as np

from playground.datasets.published_file import DataUnavailable
from playground.processes.serving import serve_and_exit
from playground.server.jobs.worker import serve

MODULE = "tests.playground.server.jobs.small_jobs"


def double(report, values, parts=3):
    for part in range(parts):
        report(part / parts, f"Part {part + 1} of {parts}")
    return {"doubled": 2 * values, "settings": {"parts": parts, "none": values[:0], "name": "double ×"}}


def wait_for_ever(report):
    report(0.25, "A quarter is done.")
    threading.Event().wait()


def never_listen(report):
    report(0.5, "Deep in compiled code.")
    sum(range(10**15))  # holds the interpreter, so that the thread that listens cannot run


def fail(_report, value):
    raise RuntimeError(f"{value} is no good")


def refuse(_report):
    raise ValueError("Four samples cannot make five clusters: ask for fewer.")


def miss_data(_report):
    raise DataUnavailable("MNIST", "nobody offers its files")


def print_astray(_report):
    print("by Python")
    os.write(1, b"by compiled code")
    return {"printed": True}


def return_words(_report):
    return {"words": np.array(["no", "numbers"])}


def return_nothing_finite(_report):
    return {"loss": float("nan")}


def show_parts(report, parts):
    for part in range(parts):
        report(part / parts, f"Part {part + 1}", {str(part): {"values": np.full(3, part)}, "newest": part})
        report(part / parts, "Nothing to show")
    report(1.0, "All is shown.")
    threading.Event().wait()


def show_and_end(report, ends_well):
    report(0.5, "Half", {"half": 1})
    if not ends_well:
        raise ValueError("The other half is missing.")
    return {"whole": 2}


def overstate(report):
    report(np.float32(1.5), "More than all")
    threading.Event().wait()


TABLE = {
    job.__name__: f"{MODULE}:{job.__name__}"
    for job in (
        double,
        wait_for_ever,
        never_listen,
        fail,
        refuse,
        miss_data,
        print_astray,
        return_words,
        return_nothing_finite,
        overstate,
        show_parts,
        show_and_end,
    )
}

if __name__ == "__main__":
    serve_and_exit(
        functools.partial(serve, table={**TABLE, "not_yet_written": "playground.server.jobs.not_yet_written:job"})
    )
