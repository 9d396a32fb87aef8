"""Many small images as one picture."""

from __future__ import annotations

import numpy as np

from nn.module import Array

SHEET_COLUMNS = 10


def contact_sheet(images: Array, scale: int = 4, columns: int = SHEET_COLUMNS) -> Array:
    """Images (n, h, w, 1) of 0 (paper) to 255 (ink) side by side as one uint8 picture, ink dark on light paper."""
    count, height, width = images.shape[:3]
    rows = -(-count // columns)
    sheet = np.zeros((rows * columns, height + 1, width + 1), np.uint8)
    sheet[:count, :height, :width] = images[..., 0]
    tiled = sheet.reshape(rows, columns, height + 1, width + 1).swapaxes(1, 2)
    picture = 255 - tiled.reshape(rows * (height + 1), -1)
    large: Array = picture.repeat(scale, axis=0).repeat(scale, axis=1)
    return large
