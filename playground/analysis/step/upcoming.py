"""The batch that a trainer takes next, looked at before it is taken: nothing of the trainer moves."""

from __future__ import annotations

import copy
from typing import NamedTuple

import numpy as np

from nn.module import Array
from nn.training import Trainer
from playground.analysis.step.recording import SampleWeights


class NextBatch(NamedTuple):
    """Inputs and targets of the next update (n, ...), as the network will be shown them."""

    inputs: Array
    targets: Array
    numbers: Array
    """Which samples of the training set these are (n,)."""
    weights: SampleWeights | None
    """Weight of each in the loss; None where all count alike."""


def next_batch(trainer: Trainer) -> NextBatch:
    """The batch that the trainer's next update takes, with the same random numbers."""
    ahead = copy.copy(trainer.batches)  # a copy of where it stands, on the same samples
    ahead.rng = copy.deepcopy(ahead.rng)
    inputs, targets = ahead.next(ahead.count if trainer.batch_size is None else trainer.batch_size)
    numbers = np.arange(ahead.count)[ahead.chosen]
    if trainer.augment is not None:
        inputs, targets = trainer.augment(inputs, targets, copy.deepcopy(trainer.augment_rng))
    return NextBatch(inputs, targets, numbers, weights_of(trainer, numbers))


def weights_of(trainer: Trainer, numbers: Array) -> SampleWeights | None:
    """How much the training samples of these numbers count, where they do not count alike."""
    weights = trainer.sample_weights
    if weights is None:
        return None
    return SampleWeights(weights[numbers], float(weights.mean(dtype=np.float64)))
