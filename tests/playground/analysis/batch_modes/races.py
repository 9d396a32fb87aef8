"""Small races for the tests."""

import numpy as np

from playground.analysis.batch_modes.modes import FULL_BATCH, STOCHASTIC
from playground.analysis.batch_modes.race import race_job
from playground.experiment.presets import DEFAULT, PRESETS

SMALL = DEFAULT.changed(dataset={"samples": 120})


LINEAR = PRESETS["Two clouds"]


WIDE = {"kind": "linear", "units": 4096}


def data_of(racing):
    return {name: experiment.data() for name, experiment in racing.items()}


def race(racing, *, seconds=60.0, epochs=3, points=40, report=lambda *_: None):
    return race_job(report, experiments=data_of(racing), seconds=seconds, epochs=epochs, points=points)


def made(curve, **known):
    """What a contestant has, from rows (epochs, updates, training cost, seconds)."""
    rows = np.array([(e, u, c, c, *[np.nan] * 4, s) for e, u, c, s in curve], np.float32)
    last = curve[-1]
    goal = None if "goal" not in known else dict(zip(("epochs", "updates", "seconds"), known["goal"], strict=True))
    return {
        "curve": rows,
        "to_goal": goal,
        "best": {"accuracy": 1.0, **goal} if goal else None,
        "epochs": last[0],
        "updates": last[1],
        "seconds": last[3],
        "diverged": known.get("diverged", False),
    }


TWO = {
    STOCHASTIC: made([(0, 0, 1, 0), (1, 100, 0.2, 2), (2, 200, 0.1, 4)], goal=(1.5, 150, 3.0)),
    FULL_BATCH: made([(0, 0, 1, 0), (20, 20, 0.1, 1), (40, 40, 0.05, 2)], goal=(25, 25, 1.25)),
}
