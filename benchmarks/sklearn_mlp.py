"""The same network in scikit-learn, where it can be had there: equal activations between the hidden layers."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from benchmarks.cases import Case

ACTIVATIONS = {"tanh": "tanh", "relu": "relu", "sigmoid": "logistic"}


def step(case: Case) -> Callable[[], object] | None:
    """One `partial_fit` on the same batch; None where scikit-learn has no such network.

    A Sigmoid at the end of a regression is left out, as MLPRegressor has none.
    """
    layers = [layer for layer in case.layers[:-1] if layer.kind != "linear"]
    if case.layers[-1].kind != "sigmoid":
        layers = [layer for layer in case.layers if layer.kind != "linear"]
    kinds = {layer.kind for layer in layers}
    units = [int(layer.units) for layer in case.layers if layer.kind == "linear"]  # type: ignore[attr-defined]
    if len(kinds) != 1 or not kinds <= set(ACTIVATIONS):
        return None
    settings: dict[str, Any] = {
        "hidden_layer_sizes": units[:-1],
        "activation": ACTIVATIONS[kinds.pop()],
        "solver": "sgd",
        "momentum": 0.0,
        "alpha": 0.0,
        "batch_size": case.batch_size,
    }
    x, y = case.samples(case.batch_size)
    if case.loss.kind == "cross_entropy":
        classifier, classes = MLPClassifier(**settings), np.arange(units[-1])
        return lambda: classifier.partial_fit(x, y, classes=classes)
    regressor, targets = MLPRegressor(**settings), y[:, 0] if units[-1] == 1 else y
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        regressor.partial_fit(x, targets)
    return lambda: regressor.partial_fit(x, targets)
