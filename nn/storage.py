"""Saving and loading a network, or a whole training: an .npz file with the description inside, never a pickle."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from nn.batches import Augment
from nn.bounded_reading import read_array
from nn.loss import Loss
from nn.module import Array
from nn.network_file import MOST_PARAMETER_BYTES, StorageError, described, in_words, read, write
from nn.optimiser import Optimiser
from nn.penalty import Penalty
from nn.rate_schedules import RateSchedule
from nn.registry import data_of, make
from nn.sequential import Sequential
from nn.settings import brief
from nn.training import Trainer
from nn.training_state import with_arrays, without_arrays

__all__ = ["StorageError", "load", "load_noted", "load_training", "save", "save_training"]

MOST_ARRAYS = 64
"""Arrays of a training's state besides the parameters: those that an optimiser remembers, and a few more."""


def save(
    model: Sequential, file: Path | str | IO[bytes], *, half: bool = False, note: Mapping[str, Any] | None = None
) -> None:
    """Write the description and all parameters of a built network to a file, which has just the name given.

    In `half` precision the parameters take two bytes each, and about three digits are kept. A `note`, plain data for
    JSON, goes along: how the network was made, or how good it is.
    StorageError, and nothing written, for a network that `load` would refuse.
    """
    write(model, {**described(model), **({} if note is None else {"note": dict(note)})}, {}, file, half=half)


def load(file: Path | str | IO[bytes]) -> Sequential:
    """Read a network that `save` wrote.

    Nothing in the file is trusted: no more is unpacked than a network may have, and nothing is unpickled.
    Raises StorageError.
    """
    return load_noted(file)[0]


def load_noted(file: Path | str | IO[bytes]) -> tuple[Sequential, dict[str, Any]]:
    """The same, and the note that it was saved with, empty where there is none; who reads that trusts nothing in it."""
    with in_words("network", file), zipfile.ZipFile(file) as archive:
        model, description = read(archive)
        note = description.get("note", {})
        if not isinstance(note, dict):
            raise StorageError(f"The file's note must be a mapping; it is {brief(note)}.")
        return model, note


def save_training(trainer: Trainer, file: Path | str | IO[bytes]) -> None:
    """Write a training as it stands: network, loss, optimiser, settings, weights and order of samples, generators.

    What `load_training` makes of it goes on bit for bit as this one would. Samples and `augment` are not in the file.
    StorageError, and nothing written, where the network is none that `load` would take.
    """
    arrays: list[Array] = []
    state = trainer.state()
    del state["theta"]  # it is the network's
    if trainer.sample_weights is not None:
        state["sample_weights"] = trainer.sample_weights
    description = {
        **described(trainer.model),
        "loss": data_of(trainer.loss),
        "optimiser": data_of(trainer.optimiser),
        "penalty": None if trainer.penalty is None else data_of(trainer.penalty),
        "rate_schedule": data_of(trainer.rate_schedule),
        "epochs": None if math.isinf(trainer.epochs) else trainer.epochs,
        "batch_size": trainer.batch_size,
        "clip_norm": trainer.clip_norm,
        "state": without_arrays(state, arrays),
    }
    write(trainer.model, description, {f"array {number}": array for number, array in enumerate(arrays)}, file)


def load_training(file: Path | str | IO[bytes], x: Array, y: Array, *, augment: Augment | None = None) -> Trainer:
    """Read a training that `save_training` wrote, to go on with the samples x and y, and the `augment`, that it had.

    Nothing in the file is trusted. Raises StorageError, also where it is of other samples.
    """
    with in_words("training", file), zipfile.ZipFile(file) as archive:
        model, description = read(archive)
        most = MOST_PARAMETER_BYTES + 8 * len(x)
        kinds = (np.float32, np.float64, np.int64, np.uint32, np.uint64)
        found = (read_array(archive, f"array {number}", most, *kinds) for number in range(MOST_ARRAYS))
        trainer = Trainer(
            model,
            make(Loss, description["loss"]),
            make(Optimiser, description["optimiser"]),
            x,
            y,
            batch_size=description["batch_size"],
            rng=np.random.default_rng(0),
            penalty=description["penalty"] and make(Penalty, description["penalty"]),
            augment=augment,
            rate_schedule=make(RateSchedule, description["rate_schedule"]),
            epochs=math.inf if description["epochs"] is None else description["epochs"],
            clip_norm=description["clip_norm"],
        )
        state = with_arrays(description["state"], found)
        trainer.weigh(state.get("sample_weights"))
        trainer.restore({**state, "theta": model.theta})
        return trainer
