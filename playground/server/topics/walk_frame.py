"""Frames of the sliders: the code to show and the image that the decoder makes of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from nn.module import Array
from playground.datasets.image_set import grey_bytes
from playground.processes.wire import pack

MOST_NUMBERS = 4096
"""Numbers of the longest code that is walked in; the browser shows sliders for the first 32."""
LEAST_WIDTH = 1e-6
"""Of a slider's range; a number of the code that is the same in all data would have none."""


def pack_walk(
    revision: int,
    code: Array,
    ranges: Array,
    means: Array,
    image: Array,
    *,
    picked: Array | None = None,
    title: str = "What the decoder makes of this code",
    note: str | None = None,
) -> bytes:
    """The image of a code, and the code itself.

    Args:
        revision: Of the sliders' last `Walk`; 0 before there is one. It stays when the code was set elsewhere, as on
            the map: the sliders follow a new code unless they have moved since that revision.
        code: The code that is decoded, (k,).
        ranges: Lowest and highest place of each slider, (k, 2), as percentiles of the data's codes. Where the two are
            the same the slider reaches half as far again, and at least 1, to both sides.
        means: Each number's mean over the data, (k,).
        image: What the decoder makes of the code, (rows, columns) or (rows, columns, 1): bytes, or ink from 0 to 1.
        picked: The code of the digit that was picked, (k,), to which a button leads back; None without one.
        title: Stands over the image.
        note: A sentence below it.

    Raises:
        ValueError: Where shapes do not fit or a value is not finite.
    """
    size = len(code)
    arrays: dict[str, Array] = {"code": code, "ranges": _widened(ranges), "means": means}
    if picked is not None:
        arrays["picked"] = picked
    if not 1 <= size <= MOST_NUMBERS:
        raise ValueError(f"A code to walk in has 1 to {MOST_NUMBERS:,} numbers; got {size:,}.")
    for name, values in arrays.items():
        if values.shape != ((size, 2) if name == "ranges" else (size,)) or not np.isfinite(values).all():
            raise ValueError(f"`{name}` must be finite and fit a code of {size} numbers; it is of {values.shape}.")
    if image.ndim not in (2, 3) or image.shape[2:] not in ((), (1,)) or not np.isfinite(image).all():
        raise ValueError(f"The image must be finite and of (rows, columns); it is of {image.shape}.")
    header: dict[str, Any] = {"revision": revision, "title": title, "note": note}
    floats = {name: values.astype(np.float32) for name, values in arrays.items()}
    return pack(header, {**floats, "image": grey_bytes(image.reshape(image.shape[:2]))})


def _widened(ranges: Array) -> Array:
    if ranges.ndim != 2 or ranges.shape[1] != 2:
        return ranges
    low, high = ranges.min(axis=1).astype(float), ranges.max(axis=1).astype(float)
    reach = np.where(high - low > LEAST_WIDTH * np.abs(high), 0.0, np.maximum(1.0, 0.5 * np.abs(high)))
    return np.stack([low - reach, high + reach], axis=1)
