"""Training in one call, for whoever wants its history and no say in between."""

from __future__ import annotations

from typing import Any

import numpy as np

from nn.arguments import samples, whole
from nn.batches import require_pairs
from nn.loop import train
from nn.loss import Loss
from nn.metrics import accuracy, class_numbers, class_targets
from nn.module import Array
from nn.optimiser import Optimiser
from nn.sequential import Sequential

VALIDATED = 1000
"""Samples of the validation that pass through the network at once."""


def fit(
    model: Sequential,
    loss: Loss,
    optimiser: Optimiser,
    x: Array,
    y: Array,
    *,
    epochs: int,
    validation: tuple[Array, Array] | None = None,
    **settings: Any,
) -> list[dict[str, float]]:
    """Train `model` for so many epochs, as `train` does with these `settings`, and return a row of numbers an epoch.

    `epoch`, from 1; `loss`, the mean of the batches' losses, each before its update, by `sample_weights` where there
    are any. With `validation=(x, y)`, samples that are not trained on and all count alike, also `validation_loss` and,
    where these targets are classes, `validation_accuracy`, 0 to 1, both after the epoch, of the network's weights
    themselves, not of their averages.
    """
    updates = train(model, loss, optimiser, x, y, epochs=whole(epochs, "epochs", ""), **settings)
    held_out = None if validation is None else _checked(model, loss, *validation)
    history: list[dict[str, float]] = []
    losses = []
    for made in updates:
        losses.append(made.loss)
        if made.epoch_ended:
            row = {"epoch": made.epoch, "loss": float(np.mean(losses))}
            history.append(row if held_out is None else row | _scores(model, loss, *held_out))
            losses = []
    return history


def _checked(model: Sequential, loss: Loss, x: Array, y: Array) -> tuple[Array, Array]:
    """Samples and targets to validate on; TypeError or ValueError where the model or the loss cannot take them."""
    x, y = samples(x, "x of the validation"), samples(y, "y of the validation")
    require_pairs(x, y)
    model.require_input(x)
    loss.require_targets(y, model.output_shape)
    return x, y


def _scores(model: Sequential, loss: Loss, x: Array, y: Array) -> dict[str, float]:
    parts = [model.forward(x[start : start + VALIDATED]) for start in range(0, len(x), VALIDATED)]
    z = np.concatenate(parts)
    found, labels = {"validation_loss": loss.value(z, y)}, class_targets(y)
    if labels is not None:
        known = labels >= 0  # the others have no label: see CrossEntropy.ignore
        found["validation_accuracy"] = accuracy(labels[known], class_numbers(model.activate(z))[known])
    return found
