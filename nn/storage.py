"""Saving and loading a network, or a whole training: an .npz file with the description inside, never a pickle."""

from __future__ import annotations

import contextlib
import json
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from nn.batches import Augment
from nn.bounded_reading import read_array
from nn.loss import Loss
from nn.module import Array, Module, Shape, ShapeError
from nn.optimiser import Optimiser
from nn.penalty import Penalty
from nn.rate_schedules import RateSchedule
from nn.registry import data_of, make
from nn.sequential import Sequential
from nn.settings import brief
from nn.trace import trace
from nn.training import Trainer
from nn.training_state import with_arrays, without_arrays

MOST_PARAMETER_BYTES = 160_000_000
"""Room for the largest Linear there is, 4096 to 4096 units, and some more, in double precision."""
MOST_DESCRIPTION_BYTES = 100_000
MOST_SIDES = 4
MOST_VALUES = 1_000_000
"""Values of one sample: a picture of 1000 by 1000 pixels."""
MOST_ARRAYS = 64
"""Arrays of a training's state besides the parameters: those that an optimiser remembers, and a few more."""
VERSION = 2


class StorageError(ValueError):
    """A file that holds no network this program can load; the message says why."""


def save(model: Sequential, file: Path | str | IO[bytes]) -> None:
    """Write the description and all parameters of a built network to a file, which has just the name given.

    StorageError, and nothing written, for a network that `load` would refuse.
    """
    _write(model, _described(model), {}, file)


def load(file: Path | str | IO[bytes]) -> Sequential:
    """Read a network that `save` wrote.

    Nothing in the file is trusted: no more is unpacked than a network may have, and nothing is unpickled.
    Raises StorageError.
    """
    with _in_words("network", file), zipfile.ZipFile(file) as archive:
        return _read(archive)[0]


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
        **_described(trainer.model),
        "loss": data_of(trainer.loss),
        "optimiser": data_of(trainer.optimiser),
        "penalty": None if trainer.penalty is None else data_of(trainer.penalty),
        "rate_schedule": data_of(trainer.rate_schedule),
        "epochs": None if math.isinf(trainer.epochs) else trainer.epochs,
        "batch_size": trainer.batch_size,
        "clip_norm": trainer.clip_norm,
        "state": without_arrays(state, arrays),
    }
    _write(trainer.model, description, {f"array {number}": array for number, array in enumerate(arrays)}, file)


def load_training(file: Path | str | IO[bytes], x: Array, y: Array, *, augment: Augment | None = None) -> Trainer:
    """Read a training that `save_training` wrote, to go on with the samples x and y, and the `augment`, that it had.

    Nothing in the file is trusted. Raises StorageError, also where it is of other samples.
    """
    with _in_words("training", file), zipfile.ZipFile(file) as archive:
        model, description = _read(archive)
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


def _described(model: Sequential) -> dict[str, Any]:
    return {
        "version": VERSION,
        "shape": model.shape,
        "layers": [data_of(layer) for layer in model.layers],
        "activation": None if model.activation is None else model.activation.kind,
    }


def _write(
    model: Sequential, description: dict[str, Any], arrays: dict[str, Array], file: Path | str | IO[bytes]
) -> None:
    text = json.dumps(description).encode()
    _require_bounds(model.shape, len(text), model.theta)
    # opened here, as NumPy would add to a name that does not end as it likes
    with contextlib.nullcontext(file) if hasattr(file, "write") else open(file, "wb") as opened:
        np.savez(opened, description=np.frombuffer(text, np.uint8), theta=model.theta, **arrays)  # type: ignore[arg-type]


@contextlib.contextmanager
def _in_words(called: str, file: object) -> Iterator[None]:
    """Whatever is wrong with a file, as a StorageError."""
    try:
        yield
    except StorageError:
        raise
    except FileNotFoundError:
        raise StorageError(f"There is no file {file!s:.200}.") from None
    except Exception as error:  # there is no end to how a file can be damaged
        raise StorageError(f"This is not a saved {called}, or it is damaged ({error!s:.200}).") from error


def _read(archive: zipfile.ZipFile) -> tuple[Sequential, dict[str, Any]]:
    """The network of a file, and all that it describes."""
    text = read_array(archive, "description", MOST_DESCRIPTION_BYTES, np.uint8)
    theta = read_array(archive, "theta", MOST_PARAMETER_BYTES, np.float32, np.float64)
    description = json.loads(text.tobytes())
    if description["version"] != VERSION:
        raise StorageError(f"The file is of version {brief(description['version'], 20)}; this program reads {VERSION}.")
    shape = tuple(description["shape"])
    _require_bounds(shape, len(text), theta)
    layers = [make(Module, layer) for layer in description["layers"]]
    activation = description["activation"]
    head = None if activation is None else make(Module, {"kind": activation})
    if head is not None and head.group != "Activation":
        raise StorageError(f"{head.title()} is no activation for the file's network to end in.")
    model = _rebuilt(layers, shape, theta)
    model.end_before(None if head is None else type(head))
    return model, description


def _require_bounds(shape: Shape, description_bytes: int, theta: Array) -> None:
    """Raise StorageError for a network that is not kept in files."""
    if (
        not 1 <= len(shape) <= MOST_SIDES
        or not all(type(side) is int and 0 < side <= MOST_VALUES for side in shape)
        or math.prod(shape) > MOST_VALUES
    ):
        raise StorageError(
            f"No file has a network for samples of the shape {brief(shape)}: they have at most {MOST_SIDES} sides and "
            f"{MOST_VALUES:,} values."
        )
    if description_bytes > MOST_DESCRIPTION_BYTES:
        raise StorageError(f"A file describes modules in at most {MOST_DESCRIPTION_BYTES:,} bytes; these take more.")
    if theta.nbytes > MOST_PARAMETER_BYTES:
        raise StorageError(
            f"The parameters take {theta.nbytes:,} bytes; in a file a network has at most {MOST_PARAMETER_BYTES:,}."
        )
    if not np.isfinite(theta).all():
        raise StorageError("Some of the network's parameters are not finite numbers; it is not kept in a file.")


def _rebuilt(layers: list[Module], shape: Shape, theta: Array) -> Sequential:
    count = sum(row.parameters for row in trace(layers, shape))
    if theta.shape != (count,):
        raise StorageError(
            f"The description asks for {count:,} parameters; the file holds {theta.shape!s:.60} of them."
        )
    try:
        model = Sequential(layers).build(shape, None, theta.dtype)
    except ShapeError as error:
        raise StorageError(f"The file's modules do not fit together: {error}") from error
    model.theta[...] = theta
    return model
