"""A Dask cluster, reached through joblib's Dask backend."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from importlib import import_module
from typing import Any

from joblib import Parallel  # type: ignore[import-untyped]
from joblib._dask import DaskDistributedBackend  # type: ignore[import-untyped]

from nn.settings import brief
from playground.analysis.sweeps.task import run_one

VARIABLE = "PLAYGROUND_CLUSTER"
REQUIREMENTS = "requirements-cluster.txt"
PATIENCE = 5
"""Seconds within which a scheduler must answer."""
WORKER_PATIENCE = 5
"""Seconds within which, then, a worker must."""
RETRIES = 2
"""How often Dask tries a task again that a worker could not do. One that is lost with its worker does not count here:
it runs again, unless so many workers are lost with it that it must be the reason (Dask's `allowed-failures`)."""
_ADDRESS = re.compile(r"(tcp|tls|wss?)://([\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5}")
HERE = f"Without {VARIABLE}, sweeps run on this machine."


def cluster_address() -> str | None:
    """The scheduler's address that the surroundings name, `tcp://host:port`; None for this machine."""
    return os.environ.get(VARIABLE, "").strip() or None


@contextlib.contextmanager
def on_cluster(address: str) -> Iterator[Parallel]:
    """Runs tasks on the workers of the scheduler at `address`, and gives each result as it comes.

    ValueError, in a sentence, where dask is not installed, where there is no cluster, or where it is lost.
    """
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise ValueError(
            f"{VARIABLE} names a cluster, and Dask is not installed here: pip install -r {REQUIREMENTS}. {HERE}"
        ) from None
    client = _client(distributed, address)
    try:
        _require_workers(client, address)
        backend = _ClusterBackend(client=client, wait_for_workers_timeout=WORKER_PATIENCE, retries=RETRIES)
        # everything is handed over at once, so that a worker that joins later finds work
        yield Parallel(backend=backend, return_as="generator_unordered", batch_size=1, pre_dispatch="all")
    except distributed.scheduler.KilledWorker as error:
        raise ValueError(
            f"A training took every worker that tried it down with it, so it was given up ({error!s:.200})."
        ) from error
    except (distributed.client.FutureCancelledError, distributed.CancelledError) as error:
        raise ValueError(f"The cluster's scheduler at {address} is gone. {HERE}") from error
    finally:
        client.close(timeout=PATIENCE)


def _client(distributed: Any, address: str) -> Any:
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"{VARIABLE} must be an address such as tcp://scheduler:8786; it is {brief(address, 100)}.")
    try:
        return distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except OSError:
        raise ValueError(
            f"The cluster's scheduler at {address} cannot be reached within {PATIENCE} seconds: is it running, and "
            f"does the network let this machine through? {HERE}"
        ) from None
    except Exception as error:  # Dask's settings are wrong, such as those of TLS
        raise ValueError(f"The cluster at {address} cannot be used ({error!s:.200}). {HERE}") from error


def _require_workers(client: Any, address: str) -> None:
    """ValueError where nobody works there, or where they do not know this project."""
    try:
        answer = client.submit(run_one, {}, pure=False).result(timeout=WORKER_PATIENCE)
    except TimeoutError:
        raise ValueError(
            f"The cluster at {address} has no worker that is free within {WORKER_PATIENCE} seconds."
        ) from None
    except Exception as error:
        raise ValueError(
            f"The cluster at {address} cannot run the trainings of this project: start its scheduler and workers with "
            f"the project's folder on PYTHONPATH and the same {REQUIREMENTS} installed ({error!s:.200})."
        ) from error
    assert "failure" in answer  # an empty description is no experiment


class _ClusterBackend(DaskDistributedBackend):  # type: ignore[misc]
    """joblib's, but that a single worker is not passed over and a task that Dask gives up is an error."""

    def effective_n_jobs(self, n_jobs: int) -> int:
        # for one job, joblib would train in this process and leave the cluster idle
        return max(2, int(super().effective_n_jobs(n_jobs)))

    def submit(self, func: Any, callback: Callable[[Any], object] | None = None) -> Any:
        """joblib waits for `callback`, which its backend calls for results only: without this, for ever."""
        job = super().submit(func, callback)

        def tell(done: Future[Any]) -> None:
            error = done.exception()
            if error is not None and callback is not None:
                callback(error)

        job.add_done_callback(tell)
        return job
