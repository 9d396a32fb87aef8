"""The file that a network is kept in: an .npz with its description and its parameters, every size of it bounded."""

from __future__ import annotations

import contextlib
import json
import math
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

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


def described(model: Sequential) -> dict[str, Any]:
    """A network in plain data, but for its parameters."""
    return {
        "version": VERSION,
        "shape": model.shape,
        "layers": [data_of(layer) for layer in model.layers],
        "activation": None if model.activation is None else model.activation.kind,
    }


def write(
    model: Sequential,
    description: dict[str, Any],
    arrays: dict[str, Array],
    file: Path | str | IO[bytes],
    *,
    half: bool = False,
) -> None:
    """Write the description, the parameters, in `half` precision where that is asked for, and further arrays."""
    text = json.dumps({**description, "half": True} if half else description).encode()
    with np.errstate(over="ignore"):  # what is too large for it is found next
        theta = model.theta.astype(np.float16) if half else model.theta
    require_bounds(model.shape, len(text), theta)
    # opened here, as NumPy would add to a name that does not end as it likes
    with contextlib.nullcontext(file) if hasattr(file, "write") else open(file, "wb") as opened:
        np.savez(opened, description=np.frombuffer(text, np.uint8), theta=theta, **arrays)  # type: ignore[arg-type]


@contextlib.contextmanager
def in_words(called: str, file: object) -> Iterator[None]:
    """Whatever is wrong with a file, as a StorageError."""
    try:
        yield
    except StorageError:
        raise
    except FileNotFoundError:
        raise StorageError(f"There is no file {file!s:.200}.") from None
    except Exception as error:  # there is no end to how a file can be damaged
        raise StorageError(f"This is not a saved {called}, or it is damaged ({error!s:.200}).") from error


def read(archive: zipfile.ZipFile) -> tuple[Sequential, dict[str, Any]]:
    """The network of a file, and all that it describes; parameters in half precision become single ones."""
    text = read_array(archive, "description", MOST_DESCRIPTION_BYTES, np.uint8)
    description = json.loads(text.tobytes())
    precisions = (np.float16,) if description.get("half") is True else (np.float32, np.float64)
    theta = read_array(archive, "theta", MOST_PARAMETER_BYTES, *precisions)
    if description["version"] != VERSION:
        raise StorageError(f"The file is of version {brief(description['version'], 20)}; this program reads {VERSION}.")
    shape = tuple(description["shape"])
    require_bounds(shape, len(text), theta)
    layers = [make(Module, layer) for layer in description["layers"]]
    activation = description["activation"]
    head = None if activation is None else make(Module, {"kind": activation})
    if head is not None and head.group != "Activation":
        raise StorageError(f"{head.title()} is no activation for the file's network to end in.")
    model = _rebuilt(layers, shape, theta)
    model.end_before(None if head is None else type(head))
    return model, description


def require_bounds(shape: Shape, description_bytes: int, theta: Array) -> None:
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
        model = Sequential(layers).build(shape, None, np.promote_types(theta.dtype, np.float32))
    except ShapeError as error:
        raise StorageError(f"The file's modules do not fit together: {error}") from error
    model.theta[...] = theta
    return model
