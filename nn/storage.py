"""Saving and loading a network: an .npz file with the description inside, never a pickle."""

from __future__ import annotations

import contextlib
import json
import math
import zipfile
from pathlib import Path
from typing import IO

import numpy as np

from nn.bounded_reading import read_array
from nn.module import Array, Module, Shape, ShapeError
from nn.registry import data_of, make
from nn.sequential import Sequential
from nn.settings import brief
from nn.trace import trace

MOST_PARAMETER_BYTES = 160_000_000
"""Room for the largest Linear there is, 4096 to 4096 units, and some more, in double precision."""
MOST_DESCRIPTION_BYTES = 100_000
MOST_SIDES = 4
MOST_VALUES = 1_000_000
"""Values of one sample: a picture of 1000 by 1000 pixels."""
VERSION = 2


class StorageError(ValueError):
    """A file that holds no network this program can load; the message says why."""


def save(model: Sequential, file: Path | str | IO[bytes]) -> None:
    """Write the description and all parameters of a built network to a file, which has just the name given.

    StorageError, and nothing written, for a network that `load` would refuse.
    """
    description = {
        "version": VERSION,
        "shape": model.shape,
        "layers": [data_of(layer) for layer in model.layers],
        "activation": None if model.activation is None else model.activation.kind,
    }
    text = json.dumps(description).encode()
    _require_bounds(model.shape, len(text), model.theta)
    # opened here, as NumPy would add to a name that does not end as it likes
    with contextlib.nullcontext(file) if hasattr(file, "write") else open(file, "wb") as opened:
        np.savez(opened, description=np.frombuffer(text, np.uint8), theta=model.theta)


def load(file: Path | str | IO[bytes]) -> Sequential:
    """Read a network that `save` wrote.

    Nothing in the file is trusted: no more is unpacked than a network may have, and nothing is unpickled.
    Raises StorageError.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            text = read_array(archive, "description", MOST_DESCRIPTION_BYTES, np.uint8)
            theta = read_array(archive, "theta", MOST_PARAMETER_BYTES, np.float32, np.float64)
        description = json.loads(text.tobytes())
        if description["version"] != VERSION:
            raise StorageError(
                f"The file is of version {brief(description['version'], 20)}; this program reads {VERSION}."
            )
        shape = tuple(description["shape"])
        _require_bounds(shape, len(text), theta)
        layers = [make(Module, layer) for layer in description["layers"]]
        activation = description["activation"]
        head = None if activation is None else make(Module, {"kind": activation})
        if head is not None and head.group != "Activation":
            raise StorageError(f"{head.title()} is no activation for the file's network to end in.")
    except StorageError:
        raise
    except FileNotFoundError:
        raise StorageError(f"There is no file {file!s:.200}.") from None
    except Exception as error:  # there is no end to how a file can be damaged
        raise StorageError(f"This is not a saved network, or it is damaged ({error!s:.200}).") from error
    model = _rebuilt(layers, shape, theta)
    model.end_before(None if head is None else type(head))
    return model


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
        raise StorageError(
            f"A network of so many modules is not kept in a file: at most {MOST_DESCRIPTION_BYTES:,} bytes."
        )
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
