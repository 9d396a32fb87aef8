"""Class weights of an experiment: how much each sample counts by its class, in all of its costs."""

from __future__ import annotations

from nn.module import Array
from nn.sample_weights import balanced
from playground.datasets.tasks import Classify
from playground.experiment import Experiment


def class_weights(experiment: Experiment, labels: Array) -> Array | None:
    """Weights (classes,) by the class numbers (n,) of the training samples; None where all samples count alike.

    They are for the training, validation and test samples: so that costs can be compared, and what stop rules look at
    is what training makes small.
    """
    task = experiment.dataset.task
    if experiment.schedule.class_weights != "balanced" or not isinstance(task, Classify):
        return None
    return balanced(labels, len(task.classes))
