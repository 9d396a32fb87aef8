"""Saving and loading a network: an .npz file with the description inside, never a pickle."""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path
from typing import IO

import numpy as np

from nn.module import Array, Module, Shape, ShapeError
from nn.registry import data_of, make
from nn.sequential import Sequential
from nn.settings import SpecError
from nn.trace import trace

MOST_PARAMETERS = 20_000_000
MOST_DESCRIPTION_BYTES = 100_000
MOST_BYTES = 8 * MOST_PARAMETERS + MOST_DESCRIPTION_BYTES + 10_000
VERSION = 1


class StorageError(ValueError):
    """A file that holds no network this program can load; the message says why."""


def save(model: Sequential, file: Path | IO[bytes]) -> None:
    """Write the description and all parameters of a built network to a file."""
    description = {"version": VERSION, "shape": model.shape, "layers": [data_of(layer) for layer in model.layers]}
    np.savez(file, description=np.frombuffer(json.dumps(description).encode(), np.uint8), theta=model.theta)


def load(file: Path | IO[bytes]) -> Sequential:
    """Read a network that `save` wrote.

    Nothing in the file is trusted: its sizes are checked before memory is taken, and nothing is unpickled.
    Raises StorageError.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > MOST_BYTES:
            raise StorageError(f"The file unpacks to {size:,} bytes; a network here has at most {MOST_BYTES:,}.")
        if not isinstance(file, Path):
            file.seek(0)
        with np.load(file, allow_pickle=False) as arrays:
            description = json.loads(bytes(arrays["description"][:MOST_DESCRIPTION_BYTES]))
            theta = arrays["theta"]
        if description["version"] != VERSION:
            raise StorageError(f"The file is of version {description['version']!r:.20}; this program reads {VERSION}.")
        shape = tuple(int(side) for side in description["shape"])
        layers = [make(Module, layer) for layer in description["layers"]]
    except StorageError:
        raise
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error, SpecError) as error:
        raise StorageError(f"This is not a saved network, or it is damaged ({error!s:.200}).") from error
    return _rebuilt(layers, shape, theta)


def _rebuilt(layers: list[Module], shape: Shape, theta: Array) -> Sequential:
    count = sum(row.parameters for row in trace(layers, shape)) if all(side > 0 for side in shape) else -1
    if theta.shape != (count,) or theta.dtype not in (np.float32, np.float64):
        raise StorageError(
            f"The description asks for {count:,} parameters; the file holds {theta.shape} {theta.dtype}."
        )
    if not np.isfinite(theta).all():
        raise StorageError("Some of the file's parameters are not finite numbers.")
    try:
        model = Sequential(layers).build(shape, None, theta.dtype)
    except ShapeError as error:
        raise StorageError(f"The file's modules do not fit together: {error}") from error
    model.theta[...] = theta
    return model
