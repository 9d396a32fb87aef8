"""The race: every contestant trains beside the others, a slice of time each, until all are through."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from nn.settings import brief
from playground.analysis.batch_modes.contestant import Contestant
from playground.analysis.batch_modes.noise import gradient_noise
from playground.analysis.batch_modes.paths import cost_surface, extent_of, weight_paths
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.experiment.limits import parameters_of
from playground.experiment.problems import problems_of
from playground.processes.messages import OnPartialResult

MOST_CONTESTANTS = 8
MOST_SECONDS = 120.0
MOST_POINTS = 400
MOST_PATH_BYTES = 64 * 2**20
SLICE = 0.01
"""Seconds between two turns: so short that whatever else the machine does slows all of them alike."""
BETWEEN_REPORTS = 0.4
"""Seconds between two showings of the curves."""
RACING_SHARE = 0.9
"""Share of the whole that the training is; what is measured afterwards is the rest."""
NOISE_SIZES = (1, 3, 10, 32, 100, 316, 1000)


def race_job(
    on_progress: OnPartialResult, *, experiments: dict[str, Any], seconds: float, epochs: int, points: int = 40
) -> dict[str, Any]:
    """Train the experiments (name -> data) together, each for so many seconds or epochs, whichever is over first.

    While it runs, each name's `{"curve": ...}` is shown. Returns `contestants`, by name what `Contestant.results` has;
    `finished_at`, when they had all trained, an ISO time; `landscape`, as `_landscape`; and `noise`, by moment ("first"
    and "last" weights, these of the contestant with the lowest cost) what `_noise` has.
    ValueError, in a sentence, where they are no race or would take too much memory.
    Raises DataUnavailable.
    """
    described = _checked(experiments, seconds, epochs, points)
    any_of_them = next(iter(described.values()))
    samples = any_of_them.load()
    # what the first updates of a process wait for must not be at the cost of whoever makes them
    Contestant(any_of_them, samples, 2).advance(SLICE)
    runs = {name: Contestant(experiment, samples, points) for name, experiment in described.items()}
    _race(on_progress, runs, seconds, epochs)
    finished_at = datetime.now(UTC).isoformat(timespec="milliseconds")
    on_progress(RACING_SHARE, "Measuring the cost around the ways of the weights …")
    found = {name: run.results() for name, run in runs.items()}
    landscape = _landscape(any_of_them, found, samples)
    best = min(found, key=lambda name: found[name]["scores"]["train_loss"])
    ends = found[best]["path"]
    on_progress((1 + RACING_SHARE) / 2, "Measuring the noise of the gradient …")
    noise = {"first": _noise(any_of_them, ends[0], samples), "last": _noise(any_of_them, ends[-1], samples)}
    return {
        "contestants": found,
        "finished_at": finished_at,
        "landscape": landscape,
        "noise": {**noise, "of": best},
    }


def affordable_points(parameters: int, contestants: int, most: int = 40) -> int:
    """How many moments each path may have so that all fit into memory, from 2 to `most`."""
    return max(2, min(most, MOST_PATH_BYTES // max(1, 4 * parameters * contestants)))


def _race(on_progress: OnPartialResult, runs: Mapping[str, Contestant], seconds: float, epochs: int) -> None:
    def share(run: Contestant) -> float:
        return 1.0 if run.reason is not None else min(1.0, max(run.trained / seconds, run.epoch / epochs))

    running = list(runs.values())
    shown = -math.inf
    while running:
        # always the one that has trained the least: after any time all have had the same
        behind = min(running, key=lambda run: run.trained)
        behind.advance(min(SLICE, seconds - behind.trained))
        if share(behind) >= 1:
            running.remove(behind)
        if time.monotonic() - shown > BETWEEN_REPORTS:
            shown = time.monotonic()
            done = float(np.mean([share(run) for run in runs.values()]))
            still = f"{len(running)} of {len(runs)} networks are training"
            curves = {name: {"curve": run.rows} for name, run in runs.items()}
            on_progress(RACING_SHARE * done, f"{still}, {max(run.trained for run in runs.values()):.1f} s each", curves)


def _landscape(experiment: Experiment, found: Mapping[str, Mapping[str, Any]], samples: Samples) -> dict[str, Any]:
    """The paths in their plane: `paths`, by name (m, 2), `shares` (2,), `extent` (2, 2), and either the `surface`, as
    `cost_surface` gives it, or `left_out`, why there is none; that alone where there is no plane either."""
    try:
        plane, paths = weight_paths({name: each["path"] for name, each in found.items()})
    except ValueError as error:
        return {"left_out": str(error)}
    extent = extent_of(paths)
    landscape: dict[str, Any] = {"paths": paths, "shares": plane.shares, "extent": extent}
    try:
        return {**landscape, "surface": cost_surface(experiment, plane, extent, samples=samples)}
    except ValueError as error:
        return {**landscape, "left_out": str(error)}


def _noise(experiment: Experiment, theta: Any, samples: Samples) -> dict[str, Any]:
    """`batch_sizes`, `measured` and `law`, each (k,), and `scale`, as in `GradientNoise`; or `left_out`, why not."""
    count = len(samples.x_train)
    sizes = [size for size in NOISE_SIZES if size <= count]
    try:
        noise = gradient_noise(experiment, theta, sizes, samples=samples)
    except ValueError as error:
        return {"left_out": str(error)}
    return {"batch_sizes": noise.batch_sizes, "measured": noise.measured, "law": noise.law, "scale": noise.scale}


def _checked(experiments: Mapping[str, Any], seconds: float, epochs: int, points: int) -> dict[str, Experiment]:
    if not 1 <= len(experiments) <= MOST_CONTESTANTS:
        raise ValueError(f"A race has 1 to {MOST_CONTESTANTS} contestants; there are {len(experiments)}.")
    if not 0 < seconds <= MOST_SECONDS:
        raise ValueError(
            f"A race takes up to {MOST_SECONDS:g} seconds of training each; {brief(seconds)} is asked for."
        )
    if not 2 <= points <= MOST_POINTS:
        raise ValueError(f"A path has 2 to {MOST_POINTS} moments; {brief(points)} are asked for.")
    described = {}
    for name, data in experiments.items():
        experiment = Experiment.from_data(data)
        described[name] = experiment.changed(schedule={"epochs": epochs, "until_stopped": False})
    first = next(iter(described.values()))
    if any(first.resets(other) for other in described.values()):
        raise ValueError("The contestants must begin alike: with the same data, stack, loss, optimiser and seed.")
    for name, experiment in described.items():
        problem = problems_of(experiment).problem
        if problem is not None:
            raise ValueError(f"{name}: {problem}")
    parameters = parameters_of(first)
    size = 4 * parameters * points * len(described)
    if size > MOST_PATH_BYTES:
        raise ValueError(
            f"The paths of {len(described)} networks with {parameters:,} parameters need {size / 2**20:,.0f} MB; at "
            f"most {MOST_PATH_BYTES / 2**20:,.0f} MB are used here. Take a smaller network, or fewer batch sizes."
        )
    return described
