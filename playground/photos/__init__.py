"""Photos of digits on paper: opened safely, searched for ink, cut into digits, and read."""

from playground.photos.boxed import boxed
from playground.photos.marks import MOST_MARKS
from playground.photos.picture import MOST_BYTES, PhotoError, open_picture
from playground.photos.reading import FoundDigit, PhotoReading, read_either_way, read_photo

__all__ = [
    "MOST_BYTES",
    "MOST_MARKS",
    "FoundDigit",
    "PhotoError",
    "PhotoReading",
    "boxed",
    "open_picture",
    "read_either_way",
    "read_photo",
]
