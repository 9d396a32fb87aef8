"""Messages between a process and its server: nested dicts of plain data and arrays, framed on a pipe, never pickled."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import IO, Any, Protocol

import numpy as np

from nn.module import Array
from playground.processes.wire import pack, unpack

Message = dict[str, Any]
_LENGTH = struct.Struct("<Q")
_MARK = "$array"


def write(stream: IO[bytes], message: Message) -> None:
    """Send one message; OSError where nobody reads any more, TypeError or ValueError where it cannot be packed."""
    write_packed(stream, pack_message(message))


def write_packed(stream: IO[bytes], packed: bytes) -> None:
    """Send a message that `pack_message` has packed; OSError where nobody reads any more."""
    # at once: several threads may send, and no message must begin within another
    stream.write(_LENGTH.pack(len(packed)) + packed)
    stream.flush()


def read(stream: IO[bytes]) -> Message | None:
    """The next message, or None at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    packed = stream.read(length)
    return unpack_message(packed) if len(packed) == length else None


def pack_message(message: Message) -> bytes:
    """A message as bytes: its arrays behind, a numbered mark in the place of each.

    Arrays may stand in nested dicts, not in lists. TypeError or ValueError where a value is neither plain nor an array,
    or a number outside of the arrays is not finite.
    """
    arrays: dict[str, Array] = {}

    def plain(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            arrays[str(len(arrays))] = value
            return {_MARK: str(len(arrays) - 1)}
        if isinstance(value, dict):
            return {name: plain(part) for name, part in value.items()}
        return value

    return pack({"message": plain(message)}, arrays)


def unpack_message(packed: bytes) -> Message:
    """The message that `pack_message` packed; its arrays are read-only views of `packed`."""
    header, arrays = unpack(packed)

    def whole(value: Any) -> Any:
        if isinstance(value, dict):
            if _MARK in value:
                return arrays[value[_MARK]]
            return {name: whole(part) for name, part in value.items()}
        return value

    message: Message = whole(header["message"])
    return message


PING: Message = {"are you there": True}
"""A question that any process answers at once, whatever it is at, unless it has stopped."""
PONG: Message = {"here": True}
"""The answer."""
OnProgress = Callable[[float, str], None]
"""Is told how much of a job is done, a share from 0 to 1, and what is being done now, for a person."""


class OnPartialResult(Protocol):
    """Is told the same; `partial` is what there is of the result by now: its entries join those of earlier tellings,
    or take their places."""

    def __call__(self, share: float, text: str, partial: dict[str, Any] | None = None) -> None: ...
