"""Speed beside other libraries, where they are installed: `python -m benchmarks.step_time`.

A step is forward, loss, backward and an update of plain stochastic gradient descent, on one thread. The contenders take
turns, a block of steps each, and each case has a process of its own; the tables show medians over the blocks,
of processor time, so that what else runs on the machine counts little.
"""

from __future__ import annotations

import concurrent.futures
import importlib
import importlib.util
import multiprocessing
import statistics
import time
from collections.abc import Callable
from typing import Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from benchmarks import bare, figures, ours, plain_c, products
from benchmarks.cases import CASES, Case

BLOCKS = 51
SECONDS_PER_BLOCK = 0.015
WARM_UP = 5
TRAINING_SAMPLES = 2000
PEERS = {
    "torch": ("torch", "pytorch"),
    "compiled": ("torch", "pytorch_compiled"),
    "sklearn": ("sklearn", "sklearn_mlp"),
    "jax": ("jax", "jax_jit"),
}
"""Column -> the library that it needs, and the file here that makes its steps."""
IN_TRAININGS = ("torch", "compiled")
"""Columns that a training is measured for too."""
COLUMNS = {
    "products": "products alone",
    "bare": "bare NumPy",
    "c": "plain C",
    "torch": "PyTorch",
    "compiled": "torch.compile",
    "sklearn": "scikit-learn",
    "jax": "JAX jit",
}
HEADING = f"{'microseconds, and ours / theirs':<32}{'batch':>6}{'ours':>10}" + "".join(
    f"{name:>18}" for name in COLUMNS.values()
)
Step = Callable[[], object]


def seconds_per_step(steps: dict[str, Step]) -> dict[str, float]:
    """The median time of each step, measured in turns."""
    counts = {}
    for name, step in steps.items():
        _block(step, WARM_UP)
        counts[name] = max(1, int(SECONDS_PER_BLOCK / _block(step, WARM_UP)))
    blocks: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(BLOCKS):
        for name, step in steps.items():
            blocks[name].append(_block(step, counts[name]))
    return {name: statistics.median(times) for name, times in blocks.items()}


def _block(step: Step, count: int) -> float:
    start = time.process_time()
    for _ in range(count):
        step()
    return (time.process_time() - start) / count


def installed(name: str, module: str) -> Any:
    """The benchmark of a library, or None where it is not installed."""
    if importlib.util.find_spec(name) is None:
        return None
    return importlib.import_module(f"benchmarks.{module}")


def row(label: str, batch_size: int, times: dict[str, float]) -> str:
    """One line of a table: microseconds, and our time as a share of each other's."""
    cells = [f"{label:<32}", f"{batch_size:>6}", f"{1e6 * times['ours']:>10.1f}"]
    for name in COLUMNS:
        if name in times:
            cells.append(f"{1e6 * times[name]:>11.1f} {times['ours'] / times[name]:>6.3f}")
        else:
            cells.append(" " * 16 + "--")
    return "".join(cells)


def alone(times: Callable[..., dict[str, float]], *arguments: Any) -> dict[str, float]:
    """Call `times` in a process of its own, so that no case is measured in the memory that another left behind."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as process:
        return process.submit(times, *arguments).result()


def of_steps(case: Case) -> dict[str, float]:
    """The seconds of one update."""
    peers = {"ours": ours, "products": products, "bare": bare, **_compiled(), **_peers()}
    return _times({name: peer.step(case) for name, peer in peers.items()})


def of_trainings(case: Case) -> dict[str, float]:
    """The seconds of one update inside a training."""
    peers = {"ours": ours, **_compiled(), **{name: peer for name, peer in _peers().items() if name in IN_TRAININGS}}
    return _times({name: peer.training(case, TRAINING_SAMPLES) for name, peer in peers.items()})


def of_epoch() -> dict[str, float]:
    """The seconds of one epoch of data of the size of USPS."""
    return _times({"ours": figures.our_epoch(), "sklearn": figures.their_epoch() if "sklearn" in _peers() else None})


def of_digit() -> dict[str, float]:
    """The seconds that one digit takes."""
    return _times({"ours": figures.one_digit()})


def _compiled() -> dict[str, Any]:
    """The trainer in plain C, where there is a compiler."""
    return {"c": plain_c} if plain_c.available() else {}


def _peers() -> dict[str, Any]:
    peers = {name: installed(library, module) for name, (library, module) in PEERS.items()}
    return {name: peer for name, peer in peers.items() if peer is not None}


def _times(steps: dict[str, Step | None]) -> dict[str, float]:
    """The times of those that there are, on one thread."""
    if "torch" in steps:
        importlib.import_module("torch").set_num_threads(1)
    # only now, when every library has loaded the threads it brings
    with threadpool_limits(limits=1):
        return seconds_per_step({name: step for name, step in steps.items() if step is not None})


def main() -> None:
    """Print the tables."""
    for name in sorted({library for library, _ in PEERS.values()}):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: its column stays empty.")
    print("\nOne step: forward, loss, backward, update\n" + HEADING)
    for case in CASES:
        print(row(case.name, case.batch_size, alone(of_steps, case)), flush=True)
    print(f"\nOne step inside a training on {TRAINING_SAMPLES:,} samples, shuffling and batches included\n" + HEADING)
    for case in CASES:
        print(row(case.name, case.batch_size, alone(of_trainings, case)), flush=True)
    print("\nOther figures\n" + HEADING)
    print(row(figures.EPOCH.name, figures.EPOCH.batch_size, alone(of_epoch)), flush=True)
    print(row("one digit, the Conv2D network", 1, alone(of_digit)), flush=True)
    print(f"peak memory of a process that trains the Conv2D network: {figures.training_memory():.0f} MiB")


if __name__ == "__main__":
    main()
