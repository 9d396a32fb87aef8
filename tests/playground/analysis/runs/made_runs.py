"""Kept runs made by hand, for the tests."""

import numpy as np

from playground.analysis.runs import KeptRun
from playground.experiment.presets import DEFAULT

WEIGHTS = 41
"""Parameters of the default network: 2 · 10 + 10 + 10 + 1."""


def changed(experiment=DEFAULT, **parts):
    """The experiment with some settings of its parts, or its seed, changed."""
    return experiment.changed(**parts)


def curve(costs, epochs=None, accuracy=0.5):
    """A curve (n, 8) of these train costs, without validation; test costs are twice them, an epoch has 10 updates."""
    costs = np.array(costs, np.float32)
    epochs = np.arange(len(costs), dtype=np.float32) if epochs is None else np.array(epochs, np.float32)
    same = np.full(len(costs), accuracy, np.float32)
    none = np.full(len(costs), np.nan, np.float32)
    return np.stack([epochs, 10 * epochs, costs, 2 * costs, same, same, none, none], axis=1)


def kept(name="Run", experiment=DEFAULT, rows=None, **parts):
    facts = {
        "curve": curve([0.5, 0.25, 0.125]) if rows is None else rows,
        "theta": np.linspace(-1, 1, WEIGHTS, dtype=np.float32),
        "seconds": 4.0,
        "reason": "Trained for 2 epochs, as set.",
        "finished_at": "2026-01-02T03:04:05.678+00:00",
    }
    return KeptRun(name=name, experiment=experiment, **{**facts, **parts})


def same(one, other):
    facts = ("name", "seconds", "reason", "whole_test_accuracy", "own_drawings", "changes")
    return one.repeats(other) and all(getattr(one, fact) == getattr(other, fact) for fact in facts)


def numbered(count, **parts):
    return tuple(kept(f"Run {index}", changed(seed=index), **parts) for index in range(count))
