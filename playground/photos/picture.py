"""A picture file as brightness: bounded before it is unpacked, turned upright and made grey, whatever its kind."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, UnidentifiedImageError

from nn.module import Array

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")
MOST_BYTES = 15_000_000
MOST_PIXELS = 60_000_000
"""Of a file; a telephone's camera has up to 50 million."""
LEAST_SIDE = 24
SIDE = 1400
"""Pixels of the longer side with which digits are looked for: more would show the paper's grain."""


ORIENTATION = 0x0112
"""The tag of EXIF that says how a camera was held."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""Turns that make a picture upright, by that tag's values; 1 is upright already."""


class PhotoError(ValueError):
    """Refusal of a file that is no picture, or too large a one; the message says why."""


def open_picture(content: bytes) -> Array:
    """Brightness, 0 (black) to 1 (white), float32 (rows, columns), the longer side at most `SIDE`.

    What is transparent is on white paper. PhotoError for whatever cannot be looked at.
    """
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.0f} MB"
        raise PhotoError(f"The file has {size}; {MOST_BYTES / 1e6:.0f} MB are the most. Save the photo smaller.")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            columns, rows = image.size
            if columns * rows > MOST_PIXELS:
                raise PhotoError(
                    f"The picture has {columns:,} × {rows:,} pixels; {MOST_PIXELS / 1e6:.0f} million are the most. "
                    "Save the photo smaller."
                )
            if min(columns, rows) < LEAST_SIDE:
                raise PhotoError(f"The picture has {columns} × {rows} pixels: too few to read a digit from.")
            image.draft("L", (SIDE, SIDE))  # a JPEG is unpacked no larger than it has to be
            return _brightness(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoError(f"The picture has more than {MOST_PIXELS / 1e6:.0f} million pixels, the most.") from error
    except UnidentifiedImageError as error:
        raise PhotoError("This file is no picture that can be read here: take a JPEG, PNG or WebP.") from error
    except PhotoError:
        raise
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError) as error:
        # what Pillow's readers raise of damaged files has many names
        raise PhotoError("The picture is damaged, or the file is not whole: save or take it again.") from error


def _brightness(image: Image.Image) -> Array:
    if image.mode.startswith("I"):
        # 16 bits a pixel, which Pillow would cut off at 255
        grey = Image.fromarray((np.asarray(image, np.int64).clip(0, 65535) // 257).astype(np.uint8))
    elif "A" in image.getbands() or "transparency" in image.info:
        inked = image.convert("RGBA")
        paper = Image.new("RGBA", inked.size, "white")
        grey = Image.alpha_composite(paper, inked).convert("L")
    else:
        grey = image.convert("L")
    grey.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    turned = _upright(grey, image)
    brightness: Array = np.asarray(turned, np.float32) / np.float32(255)
    return brightness


def _upright(grey: Image.Image, original: Image.Image) -> Image.Image:
    """The picture as the camera was held, which the file of most telephones says; as it is, where that is damaged."""
    try:
        orientation = original.getexif().get(ORIENTATION)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        return grey
    return grey.transpose(TURNS[orientation]) if orientation in TURNS else grey
