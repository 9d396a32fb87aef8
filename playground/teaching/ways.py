"""The two ways in which a network is taught own classes: on the ready reader's layers, or from scratch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import numpy as np

from nn import Sequential
from nn.layers import Linear
from nn.losses import CrossEntropy
from nn.module import Array, Module
from nn.optimisers import Adam
from nn.rate_schedules import Linear as FallingRate
from nn.registry import make
from nn.training import Trainer
from playground.datasets.dataset import Labels
from playground.preparation import Preparation, Prepared
from playground.preparation.prepared import NOT_STANDARDISED
from playground.ready import ReadyNetwork, network
from playground.ready.recipes import READER
from playground.teaching.own_classes import SIZE

Way = Literal["transfer", "scratch"]
WAYS: tuple[Way, ...] = get_args(Way)
TITLES: Mapping[Way, str] = {"transfer": "On the reader's layers", "scratch": "From scratch"}
MOTION = Prepared(Preparation(shift=1.5, rotate=10.0, scale=0.1, shear=0.12), *NOT_STANDARDISED)
"""Small movements, drawn for each copy of an example: the same symbol as the same hand could have drawn it."""
MOST_COPIES, MOST_IMAGES = 20, 4_000
"""Moved copies of each example that a last layer learns from, fewer where there would be more images than that."""
BATCH, RATE = 32, 0.003
# Measured with 5 symbols: taught with 10 examples of each, either way has 99 % or more of 150 other drawings right, and
# with 3 of each 97 % or more.
LEAST_UPDATES: Mapping[Way, int] = {"transfer": 200, "scratch": 100}
EPOCHS = 8
"""Times that a training sees each example at least: with many, more updates are made."""


def untrained(classes: int, rng: np.random.Generator | None) -> Sequential:
    """The reader's stack with a last layer for so many classes; without `rng` all its weights are zero."""
    rows = [*_frozen_rows(network(READER)), Linear(classes)]
    built = Sequential(rows).build((*SIZE, 1), rng)
    built.fuse(CrossEntropy())
    return built


def frozen_layers() -> Sequential:
    """The ready reader's layers but the last, with its weights: what it makes of an image before it names a digit."""
    reader = network(READER)
    layers = Sequential(_frozen_rows(reader)).build((*SIZE, 1), None)
    layers.theta[...] = reader.theta[: layers.count]
    return layers


def moved_copies(images: Array, rng: np.random.Generator) -> tuple[Array, Labels]:
    """The images (n, 28, 28, 1) as they are and moved, and the number of the image that each is made of."""
    numbers = np.arange(len(images))
    copied = np.repeat(numbers, min(MOST_COPIES, MOST_IMAGES // len(images)))
    made = np.concatenate([MOTION.inputs(images), MOTION.batch(images[copied], rng)])
    return made, np.concatenate([numbers, copied])


def taught_last_layer(features: Array, labels: Labels, classes: int, rng: np.random.Generator) -> Sequential:
    """A last layer alone, taught what the frozen layers give (n, features) of images with these labels."""
    layer = Sequential([Linear(classes)]).build(features.shape[1:], rng)
    _train(layer, features, labels, _updates("transfer", len(labels)), rng)
    return layer


def taught_from_scratch(images: Array, labels: Labels, classes: int, rng: np.random.Generator) -> Sequential:
    """The reader's stack from random first weights, taught the images (n, 28, 28, 1), which are moved in each batch."""
    stack = untrained(classes, rng)
    updates = _updates("scratch", len(labels))
    _train(stack, images, labels, updates, rng, augment=lambda x, y, rng: (MOTION.batch(x, rng), y))
    return stack


def _frozen_rows(reader: ReadyNetwork) -> list[Module]:
    return [make(Module, row) for row in reader.experiment.layers_data()[:-1]]


def _updates(way: Way, samples: int) -> int:
    return max(LEAST_UPDATES[way], EPOCHS * samples // BATCH)


def _train(
    model: Sequential, x: Array, labels: Labels, updates: int, rng: np.random.Generator, **arguments: Any
) -> None:
    """Make so many updates, with a rate that falls to 0 by the last."""
    loss, size = CrossEntropy(), min(BATCH, len(labels))
    trainer = Trainer(
        model,
        loss,
        Adam(learning_rate=RATE),
        x,
        labels,
        batch_size=size,
        rng=rng,
        rate_schedule=FallingRate(),
        epochs=updates * size / len(labels),
        **arguments,
    )
    for _ in range(updates):
        trainer.step()
