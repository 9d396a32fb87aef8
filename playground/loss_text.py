"""What a network is trained for, in a few words."""

from __future__ import annotations

import numpy as np

from playground.experiment import Experiment


def loss_text(experiment: Experiment) -> str:
    """The loss as a person calls it, with the output activation that it brings where the stack does not show it, and
    the penalties."""
    loss = experiment.loss
    text = {"cross_entropy": "softmax + cross-entropy"}.get(loss.kind, loss.title())
    return " + ".join([text, *penalty_texts(experiment)])


def penalty_texts(experiment: Experiment) -> list[str]:
    """Each penalty that there is, with its rate."""
    rates = {"L1": experiment.penalty.l1, "L2": experiment.penalty.l2}
    return [f"{name} of {np.format_float_positional(rate, trim='-')}" for name, rate in rates.items() if rate]
