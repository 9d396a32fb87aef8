"""Samples that are loaded once for all who look at them."""

from __future__ import annotations

from playground.datasets import Dataset, Samples
from playground.found_once import FoundOnce

_loaded = FoundOnce[Samples](32)


def samples_of(dataset: Dataset) -> Samples:
    """The dataset's samples, read-only. Raises DataUnavailable."""
    return _loaded.of(dataset, lambda: dataset.load().read_only())
