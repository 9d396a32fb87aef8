"""An experiment's network with its weights: what is asked of it outside training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nn import Sequential
from nn.loss import Loss
from nn.module import Array, Shape
from nn.passes import outputs_in_turn
from playground.datasets.tasks import Classify, shares_of
from playground.experiment import Experiment
from playground.preparation import Prepared, prepared_for
from playground.training.forward_passes import outputs_of, parts_of


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """An experiment's network, whose `model` ends before the activation that the loss owns, and its preparation.

    Samples are given as the dataset has them, inputs as the network is shown them. It belongs to one thread at a time:
    its layers may write into buffers of their own.
    """

    experiment: Experiment
    model: Sequential
    prepared: Prepared

    @classmethod
    def of(cls, experiment: Experiment, theta: Array | float) -> TrainedNetwork:
        """The experiment's network with weights `theta`, of which it keeps a copy.

        Raises DataUnavailable where the preparation needs data that are not here.
        """
        model = experiment.network()
        model.theta[...] = theta
        model.fuse(experiment.loss)
        return cls(experiment, model, prepared_for(experiment.dataset, experiment.preparation, experiment.seed))

    @property
    def loss(self) -> Loss:
        """The loss that it was trained with."""
        return self.experiment.loss

    @property
    def shape(self) -> Shape:
        """Of a sample: (rows, columns, 1) of an image."""
        return self.model.shape

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes, in the order of the outputs; none where the network does not classify."""
        task = self.experiment.dataset.task
        return task.classes if isinstance(task, Classify) else ()

    @property
    def ends_in_loss(self) -> bool:
        """True where the output activation is the loss's and no row of the stack."""
        return self.loss.activation is not None and not self.loss.owns_end_of(self.model.layers)

    def inputs(self, samples: Array) -> Array:
        """Inputs of the network, float32, for samples (n, *shape): images of ink, 0 to 1 or as bytes."""
        return self.prepared.inputs(samples)

    def parts(self, samples: Array) -> Iterator[Array]:
        """The samples, so many at a time as may pass through the network."""
        return parts_of(self.model, samples)

    def outputs(self, samples: Array) -> Array:
        """Outputs that the loss works on, (n, *output_shape), for samples (n, *shape), however many."""
        return outputs_of(self.model, samples, self.prepared)

    def predictions(self, samples: Array) -> Array:
        """The same behind the output activation."""
        return self.model.activate(self.outputs(samples))

    def shares(self, samples: Array) -> Array:
        """The belief in each class, (n, classes), adding up to 1, whatever the loss and the last activation are."""
        return shares_of(self.predictions(samples))

    def layer_output(self, row: int, inputs: Array) -> Array:
        """Output of the row, from 0, for inputs (n, *shape), which pass at once."""
        return self._between(0, row, inputs)

    def predictions_behind(self, row: int, values: Array) -> Array:
        """The predictions for values (n, ...) that the row, from 0, gives, which pass at once.

        No connection may go around the row: what it adds is not among the values.
        """
        values = self._between(row + 1, len(self.model.layers) - 1, values)
        return self.model.activate(values) if self.ends_in_loss else values

    def layer_outputs(self, inputs: Array) -> Iterator[Array]:
        """Outputs of the rows, in turn, for inputs (n, *shape), and last that of an activation of the loss's."""
        values = inputs
        for values in outputs_in_turn(self.model.layers, inputs):
            yield values
        if self.ends_in_loss:
            yield self.model.activate(values)

    def _between(self, first: int, last: int, values: Array) -> Array:
        values = np.asarray(values, self.model.dtype)
        return [values, *outputs_in_turn(self.model.layers[first : last + 1], values)][-1]
