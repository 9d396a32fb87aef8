"""Sweeps of the tests' own, and what they compare."""

import functools
from pathlib import Path

from playground.analysis.sweeps.sweep import Sweep
from playground.experiment.presets import DEFAULT
from tests import waiting

ROOT = Path(__file__).resolve().parents[4]


until = functools.partial(waiting.until, seconds=90.0)
"""Processes, and clusters of them, take their time to start."""


def small(epochs=4, **axes):
    """A sweep of the default experiment, over seeds unless other axes are given; `__` stands for a dot."""
    base = DEFAULT.changed(schedule={"epochs": epochs})
    return Sweep(base, {name.replace("__", "."): values for name, values in (axes or {"seed": (0, 1, 2, 3)}).items()})


def without_time(result):
    """A result as bytes and plain numbers, but for its seconds: what must not depend on where it was found."""
    assert result["seconds"] > 0
    curve = (result["curve"].dtype.str, result["curve"].shape, result["curve"].tobytes())
    return {**result, "seconds": None, "curve": curve}
