"""Experiments to start from, by the name a person picks."""

from __future__ import annotations

from collections.abc import Mapping

from nn.registry import Data
from playground.experiment import Experiment


def _dense(units: int, *, bias: bool = True) -> Data:
    return {"kind": "linear", "units": units, "bias": bias}


def _non_linear(*, ones: bool, bias: bool) -> Experiment:
    return Experiment(
        dataset={"kind": "four_gaussians", "ones": ones},
        layers=(_dense(10, bias=bias), {"kind": "tanh"}, _dense(1, bias=bias), {"kind": "sigmoid"}),
        loss={"kind": "mse"},
        optimiser={"kind": "sgd", "learning_rate": 1.0},
    )


PRESETS: Mapping[str, Experiment] = {
    "Non-linear": _non_linear(ones=False, bias=True),
    "Linear": Experiment(
        dataset={"kind": "linear"}, layers=(_dense(1),), loss={"kind": "mse"}, optimiser={"kind": "sgd"}
    ),
    "Non-linear, no bias anywhere": _non_linear(ones=False, bias=False),
    "Non-linear, a column of ones for a bias": _non_linear(ones=True, bias=False),
    "Digits 8 × 8": Experiment(
        dataset={"kind": "digits8"},
        layers=({"kind": "flatten"}, _dense(64), {"kind": "relu"}, _dense(10)),
        loss={"kind": "cross_entropy"},
        optimiser={"kind": "adam"},
        schedule={"kind": "schedule", "batch_size": 32, "epochs": 40},
    ),
}
DEFAULT = PRESETS["Non-linear"]
