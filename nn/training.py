"""The trainer: one update at a time, with all that the next depends on at hand."""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

import numpy as np

from nn import training_state
from nn.arguments import at_least_zero, in_precision, require_generator, require_instance, samples, whole
from nn.averaging import Average
from nn.batches import Augment, Batches, require_pairs, varied
from nn.loss import Loss
from nn.module import Array
from nn.optimiser import Optimiser, clip
from nn.penalty import Penalty
from nn.rate_schedules import Constant, RateSchedule
from nn.sample_weights import checked
from nn.sequential import Sequential
from nn.settings import brief

CONSTANT = Constant()


class Progress(NamedTuple):
    """Progress of a training after an update: whole epochs done, updates made, and the batch's loss before it."""

    epoch: int
    update: int
    loss: float
    epoch_ended: bool


class Trainer:
    """Trains a built model on samples x (n, *shape) and their targets y (n, ...), one update a `step`.

    `batch_size` 1 is stochastic, None full batch, else mini-batch. Every epoch is reshuffled, and its last batch may be
    short; where it would be too short for a module (`Module.least_samples`), it joins the one before. `augment`, where
    given, is applied to each batch, and to one sample at once, to see what it gives; the samples may then be of any
    dtype. `rate_schedule` says which share of the optimiser's learning rate each update takes, of a training planned
    for so many `epochs`. `clip_norm`, above 0, is the greatest norm of a gradient: a longer one is shortened to it
    (Pascanu et al., 2013). `averaging`, above 0, is the decay of an `Average` of the weights, which `averaged` lets the
    model predict with. `sample_weights` (n,) say how much each sample counts (`Loss.weighted`, beside the mean of all);
    a batch that weighs nothing moves nothing, and counts as an update; `weigh` changes them. All else may be assigned
    between steps; a new batch size holds from the next update. TypeError or ValueError for whatever no training takes.
    """

    def __init__(
        self,
        model: Sequential,
        loss: Loss,
        optimiser: Optimiser,
        x: Array,
        y: Array,
        *,
        batch_size: int | None,
        rng: np.random.Generator,
        penalty: Penalty | None = None,
        augment: Augment | None = None,
        rate_schedule: RateSchedule = CONSTANT,
        epochs: float = math.inf,
        clip_norm: float = 0.0,
        averaging: float = 0.0,
        sample_weights: Array | None = None,
    ) -> None:
        require_instance(model, Sequential, "model", "Sequential([Linear(1)]).build((2,), rng)")
        require_instance(loss, Loss, "loss", "MSE()")
        require_instance(optimiser, Optimiser, "optimiser", "SGD()")
        require_generator(rng)
        if penalty is not None:
            require_instance(penalty, Penalty, "penalty", "Penalty(l2=0.001)")
        x, y = samples(x, "x"), samples(y, "y")
        require_pairs(x, y)
        self.model, self.loss, self.optimiser, self.penalty = model, loss, optimiser, penalty
        self.rng, self.augment = rng, augment
        self.plan(rate_schedule, epochs)
        self.clip_norm = at_least_zero(clip_norm, "clip_norm")
        self.average: Average | None = None
        """Of the weights, where they are averaged."""
        self.averaging = averaging
        # a generator of its own: what is drawn for a batch leaves the order of the samples as it is
        self.augment_rng = rng.spawn(1)[0]
        self.epoch = self.updates = self.samples_seen = 0
        y = in_precision(y, "y", model.dtype) if y.dtype.kind == "f" else y
        # as the model will be shown them, but for what only the variation of a whole batch shows
        shown_x, shown_y = (x, y) if augment is None else varied(augment, x[:1], y[:1])
        model.require_input(shown_x)
        loss.require_targets(shown_y, model.output_shape)
        x = in_precision(x, "x", model.dtype) if augment is None else x
        optimiser.serve(model.mark, model.weights)
        self.batches = Batches(x, y, rng, model.least_samples)
        self.batch_size = batch_size
        self.weigh(sample_weights)
        model.fuse(loss)

    @property
    def batch_size(self) -> int | None:
        """Samples an update; None for all of them. TypeError or ValueError, and nothing changed, for any other."""
        return self._batch_size

    @batch_size.setter
    def batch_size(self, batch_size: int | None) -> None:
        if batch_size is not None:
            batch_size = whole(batch_size, "The batch size", ", or None for the full batch")
        size = self.batches.count if batch_size is None else batch_size
        self.model.require_samples(min(size, self.batches.count))
        self._batch_size, self._size = batch_size, size

    def plan(self, rate_schedule: RateSchedule, epochs: float = math.inf) -> None:
        """Take the learning rate by this schedule from now on, in a training that is planned for so many `epochs`.

        ValueError, and nothing changed, where the schedule needs to know the length and `epochs` is infinite.
        """
        require_instance(rate_schedule, RateSchedule, "rate_schedule", "rate_schedules.Cosine()")
        if rate_schedule.needs_length and math.isinf(epochs):
            raise ValueError(
                f"With {rate_schedule.title()} the rate falls until training ends: say after how many epochs that is."
            )
        self.rate_schedule, self.epochs = rate_schedule, epochs
        self.optimiser.share = 1.0
        self._shares = not rate_schedule.always_whole

    @property
    def averaging(self) -> float:
        """Decay of the average of the weights; 0 where there is none. A new one begins with the weights as they are."""
        return 0.0 if self.average is None else self.average.decay

    @averaging.setter
    def averaging(self, decay: float) -> None:
        if not 0 <= decay < 1:
            raise ValueError(f"averaging must be a share of at least 0, and below 1; it is {brief(decay)}.")
        if not decay:
            self.average = None
        elif self.average is None:
            self.average = Average(self.model.theta, decay)
        else:
            self.average.decay = decay

    @property
    def weights(self) -> Array:
        """The parameters (p,) to predict with: the averaged ones, where there are any. Not to be written to."""
        return self.model.theta if self.average is None else self.average.values

    def averaged(self) -> AbstractContextManager[None]:
        """The model has the averaged weights, where there are any, as long as this lasts: to predict, not to train."""
        return nullcontext() if self.average is None else self.average.shown(self.model.theta)

    def weigh(self, weights: Array | None) -> None:
        """Let samples count as these weights (n,) say from now on, or alike; TypeError or ValueError for wrong ones."""
        self.sample_weights = None if weights is None else checked(weights, self.batches.count, self.model.dtype)
        self._mean_weight = 1.0 if self.sample_weights is None else float(self.sample_weights.mean(dtype=np.float64))

    def step(self) -> Progress:
        """Make one update; `Progress.loss` is the batch's loss before it, without the penalty."""
        model, loss = self.model, self.loss
        if model.activation is not loss.activation:  # another training has been here
            model.fuse(loss)
        x, y = self.batches.next(self._size)
        weights = None if self.sample_weights is None else self.sample_weights[self.batches.chosen]
        if weights is not None and not weights.any():
            return self._counted(len(x), 0.0)
        if self.augment is not None:
            x, y = self.augment(x, y, self.augment_rng)
        # a training that diverges shows in its loss, not in warnings
        with np.errstate(over="ignore", invalid="ignore"):
            z, mean = model.forward(x, training=True), self._mean_weight
            value, dz = loss.value_and_gradient(z, y) if weights is None else loss.weighted(z, y, weights, mean)
            model.backward(dz)
            if self.penalty is not None:
                self.penalty.add_gradient(model.theta, model.dtheta, model.weights)
            if self.clip_norm:
                clip(model.dtheta, self.clip_norm)
            if self._shares:
                seen = self.samples_seen
                self.optimiser.share = self.rate_schedule.of_update(seen, len(x), self.batches.count, self.epochs)
            self.optimiser.update(model.theta, model.dtheta)
        if self.average is not None:
            self.average.add(model.theta)
        return self._counted(len(x), value)

    def _counted(self, samples: int, loss: float) -> Progress:
        """Count an update, and say how far that is."""
        ended = self.batches.epoch_ended
        self.epoch, self.updates, self.samples_seen = self.epoch + ended, self.updates + 1, self.samples_seen + samples
        return Progress(self.epoch, self.updates, loss, ended)

    def state(self) -> dict[str, Any]:
        """A copy of all that the next step depends on, besides settings and samples: see `nn.training_state`."""
        return training_state.state_of(self)

    def restore(self, state: dict[str, Any]) -> None:
        """Go on, bit for bit, from a `state()` of an equal model, optimiser and training set.

        ValueError, and nothing changed, if it was taken from others.
        """
        training_state.restore(self, state)
