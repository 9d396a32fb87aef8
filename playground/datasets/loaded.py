"""Samples that are loaded once for all who look at them."""

from __future__ import annotations

import json

from nn.registry import Data, make
from playground.datasets import Dataset, Samples
from playground.found_once import FoundOnce

_loaded = FoundOnce[Samples](32)


def samples_of(dataset: Data) -> Samples:
    """The dataset's samples, read-only, for its plain data. Raises DataUnavailable."""
    key = json.dumps(dataset, sort_keys=True)
    return _loaded.of(key, lambda: make(Dataset, dataset).load().read_only())
