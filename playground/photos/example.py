"""An example of a photo: real digits of the 8 × 8 set, inked on a ruled sheet with the light from one side."""

from __future__ import annotations

import functools

import numpy as np
from PIL import Image

from nn.module import Array
from playground.datasets import samples_of
from playground.datasets.digits8 import Digits8
from playground.photos.reading import PhotoReading, read_photo

ROWS, COLUMNS = 620, 1000
IN_A_LINE, LINES = 5, 2
SIDE = 150
"""Pixels of a digit."""
PAPER, INK, RULED = 0.92, 0.2, 0.75
"""Brightnesses."""
GRAIN, SHADE = 0.015, 0.35
RULES = 62
"""Pixels from one ruled line to the next."""


@functools.cache
def example() -> PhotoReading:
    """The example, read; one of each digit, 0 to 9, as different people wrote them."""
    return read_photo(sheet())


def sheet() -> Array:
    """The example's brightness, 0 to 1, float32 (ROWS, COLUMNS)."""
    samples, rng = samples_of(Digits8()), np.random.default_rng(0)
    picture = np.full((ROWS, COLUMNS), PAPER)
    picture[RULES // 2 :: RULES] = RULED
    for digit in range(IN_A_LINE * LINES):
        image = samples.x_test[np.flatnonzero(samples.y_test == digit)[3], ..., 0]
        small = Image.fromarray(np.rint(255 * np.asarray(image, np.float32)).astype(np.uint8))
        large = np.asarray(small.resize((SIDE, SIDE), Image.Resampling.BICUBIC), np.float32) / 255
        ink = np.clip(3 * (large - 0.35), 0, 1)
        line, place = divmod(digit, IN_A_LINE)
        top = round((line + 0.5) * ROWS / LINES - SIDE / 2 + rng.uniform(-25, 25))
        left = round((place + 0.5) * COLUMNS / IN_A_LINE - SIDE / 2 + rng.uniform(-15, 15))
        part = picture[top : top + SIDE, left : left + SIDE]
        part[...] = part * (1 - ink) + INK * ink
    down, right = np.mgrid[0:ROWS, 0:COLUMNS]
    light = 1 - SHADE * (down / ROWS + right / COLUMNS) / 2
    lit: Array = (picture * light + rng.normal(0, GRAIN, picture.shape)).clip(0, 1).astype(np.float32)
    return lit
