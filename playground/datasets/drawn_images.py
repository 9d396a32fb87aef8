"""Images that take seconds to draw, kept on this machine's disk for the processes and the days to come."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pooch

from playground.datasets.dataset import Inputs
from playground.drawing import recipes_mark

MOST_KEPT = 16
"""Files of images, 10 MB or less each; those that were made first go."""


def drawn_once(parts: Iterable[bytes], shape: tuple[int, ...], draw: Callable[[], Inputs]) -> Inputs:
    """The images of this shape that `draw` gives, read where they were drawn before.

    `parts` are all that they depend on, but the recipes of `playground.drawing`, which are looked at here. Where
    nothing can be kept, or what is kept is damaged, they are drawn.
    """
    key = hashlib.sha256()
    for part in (recipes_mark(), *parts):
        key.update(len(part).to_bytes(8) + part)
    place = Path(pooch.os_cache("neural-network-playground")) / "drawn" / f"{key.hexdigest()}.npy"
    with contextlib.suppress(OSError, ValueError, EOFError):
        kept: Inputs = np.load(place, allow_pickle=False)
        if kept.shape == shape and kept.dtype in (np.uint8, np.float32):
            return kept
    images = draw()
    with contextlib.suppress(OSError):
        _keep(images, place)
    return images


def _keep(images: Inputs, place: Path) -> None:
    """Write the images under another name first, so that nobody reads half of them."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as file:
        try:
            np.save(file, images)
        except OSError:
            os.unlink(file.name)
            raise
    os.replace(file.name, place)
    by_age = sorted(place.parent.iterdir(), key=lambda each: each.stat().st_mtime)
    for old in by_age[:-MOST_KEPT]:
        old.unlink(missing_ok=True)
