"""What a classifier says of every test sample, and how well it knows those it was trained on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn import Sequential
from nn.loss import Loss
from nn.module import Array, Module
from nn.registry import make
from playground.datasets import Dataset, Samples
from playground.experiment import Experiment
from playground.overflow import overflow_allowed
from playground.preparation import Prepared, prepared_for
from playground.tasks import Classify

MOST_TRAINING = 10_000
"""Training samples that the training accuracy is measured on: it is then sure to half a percent."""
BATCH = 256
"""Samples at a time: what a convolution gathers for more of them would not fit in a small server's memory."""


@dataclass(frozen=True, eq=False)
class Judgement:
    """A classifier's answers to n test samples with k classes.

    `truth` and `predicted` are class numbers, int64 (n,); `shares` float32 (n, k) is the network's belief in each
    class, adding up to 1. Costs are means over the samples, accuracies lie between 0 and 1; the training ones are over
    `train_count` samples.
    """

    classes: tuple[str, ...]
    truth: Array
    predicted: Array
    shares: Array
    test_cost: float
    train_cost: float
    train_accuracy: float
    train_count: int

    @property
    def count(self) -> int:
        """Test samples."""
        return len(self.truth)

    @property
    def right(self) -> Array:
        """Whether each test sample was read right, bool (n,)."""
        right: Array = self.truth == self.predicted
        return right

    @property
    def test_accuracy(self) -> float:
        """Share of the test samples read right."""
        return float(self.right.mean())

    @property
    def confidence(self) -> Array:
        """The belief in what was said, (n,)."""
        chosen: Array = self.shares[np.arange(self.count), self.predicted]
        return chosen


def judge(experiment: Experiment, theta: Array, samples: Samples) -> Judgement:
    """What the experiment's network with weights `theta` says of all test samples and `MOST_TRAINING` training samples.

    The dataset's task must be to classify. Raises DataUnavailable where the preparation needs data that is not here.
    """
    dataset, loss = make(Dataset, experiment.dataset), make(Loss, experiment.loss)
    task = dataset.task
    assert isinstance(task, Classify)
    model = Sequential([make(Module, layer) for layer in experiment.layers]).build(dataset.shape, None)
    model.theta[...] = theta
    model.fuse(loss)
    prepared = prepared_for(experiment.dataset, experiment.preparation)
    x_train, y_train = samples.x_train[:MOST_TRAINING], samples.y_train[:MOST_TRAINING]
    train_outputs, train_cost = _answers(model, loss, task, prepared, x_train, y_train)
    outputs, test_cost = _answers(model, loss, task, prepared, samples.x_test, samples.y_test)
    return Judgement(
        classes=task.classes,
        truth=np.asarray(samples.y_test),
        predicted=task.decide(outputs),
        shares=belief(outputs),
        test_cost=test_cost,
        train_cost=train_cost,
        train_accuracy=task.accuracy(train_outputs, y_train),
        train_count=len(x_train),
    )


@overflow_allowed
def _answers(
    model: Sequential, loss: Loss, task: Classify, prepared: Prepared, x: Array, y: Array
) -> tuple[Array, float]:
    """The outputs (n, width), and the mean cost, taken batch by batch."""
    outputs, cost = [], 0.0
    for start in range(0, len(x), BATCH):
        targets = task.targets(y[start : start + BATCH], model.output_shape[0])
        before = model.forward(prepared.inputs(x[start : start + BATCH]))
        cost += loss.value(before, targets) * len(targets)
        outputs.append(model.activate(before))
    return np.concatenate(outputs), cost / len(x)


def belief(outputs: Array) -> Array:
    """Outputs (n, width) as shares (n, k) that add up to 1, whatever loss and last activation gave them.

    One output is the belief in the second of two classes. Of several, those below 0 count for nothing; where none is
    above, all classes are believed in alike.
    """
    if outputs.shape[1] == 1:
        second = outputs.clip(0, 1)
        return np.concatenate([1 - second, second], axis=1)
    positive = outputs.clip(0)
    positive[positive.sum(axis=1) <= 0] = 1
    shares: Array = positive / positive.sum(axis=1, keepdims=True)
    return shares
