"""Results of jobs, kept for whoever asks for the same again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import Any

from playground.processes.messages import Message, pack_message, unpack_message


def key_of(name: str, arguments: Message) -> str:
    """What a job's result is kept under: the SHA-256 of its name and arguments, whatever the order of their names."""
    return hashlib.sha256(pack_message({"job": name, "arguments": _in_order(arguments)})).hexdigest()


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [_in_order(part) for part in value]
    return value


class JobCache:
    """At most so many results and bytes, shared by all visitors; what was asked for longest ago goes first.

    Results are kept packed, so that everybody gets a dict of their own, with arrays that are read-only and shared.
    """

    def __init__(self, most_entries: int = 32, most_bytes: int = 64 * 2**20) -> None:
        self.most_entries = most_entries
        self.most_bytes = most_bytes
        self._lock = threading.Lock()
        self._packed: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> Message | None:
        """The result kept under `key`, if there is one."""
        with self._lock:
            packed = self._packed.get(key)
            if packed is None:
                return None
            self._packed.move_to_end(key)
        return unpack_message(packed)

    def put(self, key: str, result: Message) -> None:
        """Keep a result; one that is larger than all that may be kept is not."""
        packed = pack_message(result)
        if len(packed) > self.most_bytes:
            return
        with self._lock:
            self._bytes += len(packed) - len(self._packed.pop(key, b""))
            self._packed[key] = packed
            while len(self._packed) > self.most_entries or self._bytes > self.most_bytes:
                _, oldest = self._packed.popitem(last=False)
                self._bytes -= len(oldest)
