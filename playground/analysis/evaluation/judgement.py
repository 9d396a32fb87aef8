"""Judgement of a classifier: its answer to every test sample, and its scores on those it was trained on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn import metrics
from nn.module import Array
from playground.datasets import Samples
from playground.datasets.tasks import Classify, shares_of
from playground.experiment import Experiment
from playground.training.class_weights import class_weights
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork

MOST_TRAINING = 10_000
"""Training samples that the training accuracy is measured on: it is then sure to half a percent."""


@dataclass(frozen=True, eq=False)
class Judgement:
    """A classifier's answers to n test samples with k classes.

    `truth` and `predicted` are class numbers, int64 (n,); `shares` float32 (n, k) is the network's belief in each
    class, adding up to 1. Costs are means over the samples, by their class weights as in training; accuracies lie
    between 0 and 1; the training ones are over `train_count` samples.
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
        """Mask of the test samples read right, bool (n,)."""
        right: Array = self.truth == self.predicted
        return right

    @property
    def test_accuracy(self) -> float:
        """Share of the test samples read right."""
        return float(self.right.mean())

    @property
    def test_right(self) -> tuple[int, int]:
        """The number of test samples that are read right, and of all."""
        return int(self.right.sum()), self.count

    @property
    def train_right(self) -> tuple[int, int]:
        """The same of the training samples that were looked at."""
        return round(self.train_accuracy * self.train_count), self.train_count

    @property
    def balanced_accuracy(self) -> float:
        """The mean recall of the classes, so that a rare one counts as much as a frequent one."""
        return metrics.balanced_accuracy(self.truth, self.predicted)

    @property
    def confidence(self) -> Array:
        """The belief in what was said, (n,)."""
        chosen: Array = self.shares[np.arange(self.count), self.predicted]
        return chosen


@overflow_allowed
def judge(experiment: Experiment, theta: Array, samples: Samples) -> Judgement:
    """Judge the experiment's network with weights `theta` on all test samples and `MOST_TRAINING` training samples.

    The dataset's task must be to classify. Raises DataUnavailable where the preparation needs data that is not here.
    """
    task, network = experiment.dataset.task, TrainedNetwork.of(experiment, theta)
    assert isinstance(task, Classify)
    x_train, y_train = samples.x_train[:MOST_TRAINING], samples.y_train[:MOST_TRAINING]
    weights = class_weights(experiment, samples.y_train)
    train_predictions, train_cost = _answers(network, task, x_train, y_train, weights)
    predictions, test_cost = _answers(network, task, samples.x_test, samples.y_test, weights)
    return Judgement(
        classes=task.classes,
        truth=np.asarray(samples.y_test),
        predicted=task.decide(predictions),
        shares=shares_of(predictions),
        test_cost=test_cost,
        train_cost=train_cost,
        train_accuracy=task.accuracy(train_predictions, y_train),
        train_count=len(x_train),
    )


def _answers(network: TrainedNetwork, task: Classify, x: Array, y: Array, weights: Array | None) -> tuple[Array, float]:
    """The predictions (n, width), and the mean cost, by the `weights` of the classes where there are any."""
    outputs = network.outputs(x)
    cost = network.loss.value(outputs, task.targets(y, outputs.shape[1]), None if weights is None else weights[y])
    return network.model.activate(outputs), cost
