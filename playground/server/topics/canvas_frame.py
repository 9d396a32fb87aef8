"""Parts of every answer that the canvas is given."""

from __future__ import annotations

import numpy as np

from nn.module import Array


def ink_bytes(image: Array) -> Array:
    """An image (rows, columns) or (rows, columns, 1), ink 0..1, as uint8 (rows, columns) of 255 for full ink.

    Raises:
        ValueError: Where the image has no two axes or a value is not finite.
    """
    if image.ndim not in (2, 3) or image.shape[2:] not in ((), (1,)) or not np.isfinite(image).all():
        raise ValueError(f"The image must be finite and of (rows, columns); it is of {image.shape}.")
    return (image.reshape(image.shape[:2]).clip(0, 1) * 255).round().astype(np.uint8)
