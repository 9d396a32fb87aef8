"""Ready networks: trained by `make ready`, and in the program's own folder, so that nobody has to wait for one."""

from __future__ import annotations

import functools

from playground.ready.network import FOLDER, Level, ReadyNetwork, read_network
from playground.ready.recipes import NAMES

__all__ = ["Level", "ReadyNetwork", "network", "networks"]


def networks() -> tuple[ReadyNetwork, ...]:
    """The ready networks, that which reads best first. Raises nn.storage.StorageError where a file is damaged."""
    return tuple(network(name) for name in NAMES)


@functools.cache
def network(name: str) -> ReadyNetwork:
    """The one of that name, read once; it is shared. Raises nn.storage.StorageError."""
    return read_network(name, FOLDER / f"{name}.npz")
