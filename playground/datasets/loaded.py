"""Samples that are loaded once for all who look at them."""

from __future__ import annotations

import functools
import json
import threading

from nn.registry import Data, make
from playground.datasets import Dataset, Samples

MOST_DATASETS = 32
"""Datasets whose samples are kept; the one that was not asked for longest goes first."""
_lock = threading.Lock()


def samples_of(dataset: Data) -> Samples:
    """The dataset's samples, read-only, for its plain data. Raises DataUnavailable."""
    with _lock:  # so that two who ask at once do not both make them
        return _loaded(json.dumps(dataset, sort_keys=True))


@functools.lru_cache(MOST_DATASETS)
def _loaded(dataset: str) -> Samples:
    return make(Dataset, json.loads(dataset)).load().read_only()
