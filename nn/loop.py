"""The training loop: updates made one at a time, so that to stop is not to ask for the next."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from typing import Any, TextIO

from nn.arguments import whole
from nn.loss import Loss
from nn.module import Array
from nn.optimiser import Optimiser
from nn.sequential import Sequential
from nn.training import Progress, Trainer

SHOWN_EVERY = 0.1
"""Seconds between two progress lines: often enough to be read as one that moves."""


def train(
    model: Sequential,
    loss: Loss,
    optimiser: Optimiser,
    x: Array,
    y: Array,
    *,
    epochs: int | None = None,
    progress: bool = False,
    **settings: Any,
) -> Iterator[Progress]:
    """Updates of `model` on x (n, *shape) and y (n, ...), made one at a time as they are asked for.

    `epochs=None` never ends. `progress=True` writes one line, on stderr, that says how far it is. `settings` are those
    of `Trainer`: `batch_size` and `rng` must be among them. Nothing is trained until the first update is asked for, but
    arguments are checked at once, as by `Trainer`.
    """
    if epochs is not None:
        epochs = whole(epochs, "epochs", ", or None for no end")
    planned = math.inf if epochs is None else epochs
    trainer = Trainer(model, loss, optimiser, x, y, epochs=planned, **settings)
    updates = _updates(trainer, epochs)
    return _told(updates, epochs, sys.stderr) if progress else updates


def _updates(trainer: Trainer, epochs: int | None) -> Iterator[Progress]:
    while epochs is None or trainer.epoch < epochs:
        yield trainer.step()


def _told(updates: Iterator[Progress], epochs: int | None, line: TextIO) -> Iterator[Progress]:
    """The updates, with a line that says how far they are and the mean loss of the epoch so far."""
    total, count, shown = 0.0, 0, -math.inf
    of = "" if epochs is None else f" of {epochs:,}"
    try:
        for made in updates:
            total, count = total + made.loss, count + 1
            now = time.monotonic()
            if now - shown >= SHOWN_EVERY or (made.epoch_ended and made.epoch == epochs):
                shown = now
                text = f"epoch {made.epoch:,}{of}, update {made.update:,}, loss {total / count:.4g}"
                line.write(f"\r{text:<70}")
                line.flush()
            if made.epoch_ended:
                total, count = 0.0, 0
            yield made
    finally:
        line.write("\n")
