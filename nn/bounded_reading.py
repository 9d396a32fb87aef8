"""Bounded reading: what unpacks while it is read, up to a size that nothing in the file can move."""

from __future__ import annotations

import io
import zipfile
from typing import IO

import numpy as np
import numpy.typing as npt

from nn.module import Array

PIECE = 1 << 16
"""Bytes asked for at a time: a decompressor may unpack as many as it is asked for, whatever its file's header says."""
HEADER = 10_000
"""Room for what an array's file says of it before its numbers, in bytes."""
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Packings that give no more than they are asked for; for LZMA and bzip2 Python unpacks all of what it has read."""


class TooLarge(ValueError):  # noqa: N818 - what is wrong with the file, not with the program
    """More bytes than may be read; the message says how many those are."""


def read_at_most(stream: IO[bytes] | io.BufferedIOBase, most: int, called: str = "the file") -> bytes:
    """All bytes of the stream, which are at most `most`; TooLarge, with no more of them unpacked, where it has more."""
    pieces, left = [], most
    while piece := stream.read(min(PIECE, left + 1)):
        left -= len(piece)
        if left < 0:
            raise TooLarge(f"{called} unpacks to more than {most:,} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def read_member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The bytes of an archive's member, which are at most `most`. Raises ValueError, KeyError or zipfile.BadZipFile."""
    called = f"{name!r:.100}"
    if archive.getinfo(name).compress_type not in _BOUNDED:
        raise ValueError(f"{called} is packed in a way that is not read here: pack it without, or by, deflation")
    with archive.open(name) as stream:
        return read_at_most(stream, most, called)


def read_array(archive: zipfile.ZipFile, name: str, most: int, *dtypes: npt.DTypeLike) -> Array:
    """An array of one of the `dtypes`, of at most `most` bytes; its header is believed only as far as there are bytes.

    Raises ValueError, KeyError or zipfile.BadZipFile.
    """
    data = read_member(archive, f"{name}.npy", most + HEADER)
    file = io.BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError(f"{name} is of an unknown format")
    shape, by_columns, dtype = np.lib.format.read_array_header_1_0(file)
    if by_columns or dtype not in dtypes:
        raise ValueError(f"{name} has the shape {shape!s:.60} of {dtype!s:.60}")
    return np.frombuffer(data, dtype, offset=file.tell()).reshape(shape)
