"""Numbers and arrays as one run of bytes: between a worker and its server, and from the server to a live plot.

Layout: the header's length (uint32, little-endian), the header (UTF-8 JSON, padded with blanks so that the arrays
start at a multiple of 8), then each array, row by row, at a multiple of 8. The header's `arrays` maps each array's name
to its dtype, shape and place behind the header: `{"plane": ["uint8", [1, 100, 100], 0]}`.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from nn.module import Array

ALIGNMENT = 8
_LENGTH = struct.Struct("<I")


def pack(header: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """Header and arrays as bytes; JSON has no NaN or infinity, so the header must not hold any."""
    places: dict[str, tuple[str, tuple[int, ...], int]] = {}
    parts: list[bytes] = []
    position = 0
    for name, values in arrays.items():
        places[name] = (values.dtype.name, values.shape, position)
        part = values.tobytes()
        parts += [part, b"\0" * (-len(part) % ALIGNMENT)]
        position += len(part) + len(parts[-1])
    text = json.dumps({**header, "arrays": places}, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + _LENGTH.size) % ALIGNMENT)
    return b"".join([_LENGTH.pack(len(text)), text, *parts])


def unpack(packed: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    """The header, without `arrays`, and the arrays as read-only views of `packed`."""
    (length,) = _LENGTH.unpack_from(packed)
    start = _LENGTH.size + length
    header = json.loads(packed[_LENGTH.size : start])
    arrays = {
        name: np.frombuffer(packed, dtype, int(np.prod(shape)), start + position).reshape(shape)
        for name, (dtype, shape, position) in header.pop("arrays").items()
    }
    return header, arrays
