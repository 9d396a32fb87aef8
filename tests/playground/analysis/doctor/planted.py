"""Ailments, planted: for each finding of the doctor's an experiment that suffers from it, and little else."""

from __future__ import annotations

import dataclasses

from playground.analysis.doctor import Case
from playground.analysis.doctor.trial import trial_job, worth_a_trial
from playground.experiment import Experiment
from playground.experiment.presets import DEFAULT, PRESETS
from playground.training.run import TrainingRun

SIGMOID, TANH, RELU = ({"kind": kind} for kind in ("sigmoid", "tanh", "relu"))


def dense(units: int, **settings: object) -> dict[str, object]:
    """A Linear of so many units."""
    return {"kind": "linear", "units": units, **settings}


def classifier(
    dataset: str, *layers: dict[str, object], epochs: int = 20, rate: float = 0.1, **data: object
) -> Experiment:
    """A small network for two classes of points, trained by SGD with binary cross-entropy."""
    return Experiment(
        dataset={"kind": dataset, **data},
        layers=layers,
        loss={"kind": "bce"},
        optimiser={"kind": "sgd", "learning_rate": rate},
        schedule={"kind": "schedule", "epochs": epochs},
    )


LARGE = ("x1_x2", "x1_squared", "x2_squared", "sin_x1")
SPIRAL = DEFAULT.changed(dataset={"kind": "spirals", "turns": 2.0})
"""What a newcomer chooses: the network of the default does not solve it."""
PLANTED = {
    "diverging": PRESETS["Two clouds"].changed(optimiser={"learning_rate": 1.0}),
    "symmetric": classifier(
        "circles", dense(8, initialisation="zeros"), TANH, dense(1, initialisation="zeros"), SIGMOID
    ),
    "squashed": classifier("moons", dense(8), TANH, dense(1), RELU),
    "out_of_scale": classifier(
        "checkerboard", *[dense(8), TANH] * 2, dense(1), SIGMOID, rate=1.0, **dict.fromkeys(LARGE, True)
    ),
    "no_bias": PRESETS["Four clouds, no bias anywhere"].changed(schedule={"epochs": 20}),
    "tiny_batches": classifier("spirals", dense(16), {"kind": "batch_norm"}, RELU, dense(1), SIGMOID).changed(
        schedule={"batch_size": 2}
    ),
    "dead": classifier("spirals", dense(16), RELU, dense(16), RELU, dense(1), SIGMOID, rate=3.0),
    "saturated": classifier("spirals", dense(16), TANH, dense(16), TANH, dense(1), SIGMOID, rate=10.0),
    "fading": classifier("moons", *6 * [dense(8), SIGMOID], dense(1), SIGMOID),
    "rare_class": classifier("circles", dense(4), TANH, dense(1), SIGMOID, balance=0.05, rate=0.03, noise=0.6),
    "overfitting": classifier(
        "moons", dense(64), TANH, dense(64), TANH, dense(1), SIGMOID, samples=40, noise=0.8, epochs=200
    ).changed(optimiser={"kind": "adam", "learning_rate": 0.01}),
    "learning_rate": DEFAULT.changed(optimiser={"learning_rate": 0.001}, schedule={"epochs": 20}),
    "too_small": classifier("circles", dense(1), TANH, dense(1), SIGMOID, epochs=40, rate=0.3),
    "too_short": SPIRAL.changed(
        layers=[*[dense(16), TANH] * 3, dense(1), SIGMOID],
        optimiser={"kind": "adam", "learning_rate": 0.01},
        schedule={"epochs": 50},
    ),
    "learnt": DEFAULT.changed(schedule={"epochs": 40}),
}

BY_TRIAL = ("out_of_scale", "learning_rate", "too_small", "too_short")
"""Those that a trial finds."""


def ended(experiment: Experiment, *, tried: bool = False) -> tuple[TrainingRun, Case]:
    """The experiment's run, which has come to its end, and the doctor's case of it, with a trial where that is said and
    is worth its while."""
    run = TrainingRun(experiment)
    while run.reason is None:
        run.advance(1.0)
    case = Case.of(experiment, run.snapshot("ended", pictures=False, weights=True, health=True))
    if tried and worth_a_trial(case):
        trial = trial_job(lambda _share, _text: None, experiment=experiment.data(), theta=case.theta)
        case = dataclasses.replace(case, trial=trial)
    return run, case
