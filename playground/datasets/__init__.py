"""The datasets, one file each; a new file here is all it takes to add one."""

from __future__ import annotations

from nn.registry import import_members
from playground.datasets.dataset import Dataset, Samples, samples_of

import_members(__name__, list(__path__))

__all__ = ["Dataset", "Samples", "samples_of"]
