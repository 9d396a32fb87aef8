"""Steps to be explained: of every layer, loss and optimiser of the registries."""

import math

import numpy as np

from nn import Sequential
from nn.class_loss import ClassLoss
from nn.layers import Linear
from nn.loss import Loss
from nn.losses import MSE
from nn.module import Module
from nn.optimiser import Optimiser
from nn.optimisers import SGD
from nn.registry import make
from nn.training import Trainer

COUNT = 4
LAYERS = [
    (f"{kind}-{number}", {"kind": kind, **example}, shape)
    for kind, cls in Module.kinds().items()
    for number, (example, shape) in enumerate(cls.examples)
]
OPTIMISERS = [
    (f"{kind}-{number}", {"kind": kind, **example})
    for kind, cls in Optimiser.kinds().items()
    for number, example in enumerate(cls.examples)
]


def of_layer(data, shape, *, before=True):
    """A network in which the layer is not the first row, so that all of its gradients are wanted."""
    layers = [make(Module, data)]
    if before and len(shape) == 1:
        layers.insert(0, Linear(shape[0]))
    return Sequential(layers).build(shape, np.random.default_rng(1))


def samples(shape, count=COUNT, seed=2):
    size = count * math.prod(shape)
    values = np.random.default_rng(seed).permutation(np.linspace(-1.9, 2.03, size))
    return values.reshape(count, *shape).astype(np.float32)


def targets(loss, shape, count=COUNT):
    """Targets of outputs (count, *shape) that the loss takes: shares where it needs them, of classes one each."""
    rng = np.random.default_rng(3)
    if isinstance(loss, ClassLoss):
        rows = rng.integers(0, shape[-1], (count, *shape[:-1]))
        return np.eye(shape[-1], dtype=np.float32)[rows]
    return rng.uniform(0, 1, (count, *shape)).astype(np.float32)


def trainer_of(model, loss=None, optimiser=None, count=COUNT, **more):
    """A trainer of the model on the full batch, a few updates on, so that there is something to remember."""
    loss, optimiser = loss or MSE(), optimiser or SGD()
    x = samples(model.shape, count)
    y = targets(loss, model.output_shape, count)
    trainer = Trainer(model, loss, optimiser, x, y, batch_size=None, rng=np.random.default_rng(0), **more)
    for _ in range(3):
        trainer.step()
    return trainer, x, y


def losses():
    """Every loss of the registry, and those whose settings change what is told."""
    made = [make(Loss, {"kind": kind}) for kind in Loss.kinds()]
    return [*made, make(Loss, {"kind": "cross_entropy", "smoothing": 0.2}), make(Loss, {"kind": "huber", "delta": 0.2})]


def close(explanation, scale=1.0):
    """True where the terms, and those of every step before, add up to the result but for rounding."""
    largest = max([abs(explanation.result), scale * 1e-2, *(abs(term.product) for term in explanation.terms)])
    here = abs(explanation.sum - explanation.result) <= 2e-5 * largest
    return here and all(close(each, scale) for each in explanation.steps)
