"""A photo with numbered boxes around its digits, each with the answer and its probability."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from nn.module import Array
from playground.experiment.words import percent
from playground.photos.reading import FoundDigit, PhotoReading

MARGIN = 5
"""Pixels between a mark and its box."""
SMALLEST_TEXT, TEXT, LARGEST_TEXT = 14, 0.4, 1 / 32
"""Heights of the texts: at least so many pixels, else this share of a digit's, but at most this of the photo's side."""
SIDE = 1000
"""Pixels of the longer side below which a photo is enlarged, so that its texts can be read."""


def boxed(reading: PhotoReading, sure: str, unsure: str, paper: str) -> Array:
    """The photo in grey, uint8 (rows, columns, 3), with boxes of the colour `sure`, or `unsure` and thicker.

    Above each stand its number and the answer, below it the probability, both on plates of the colour `paper`.
    """
    grey = Image.fromarray(np.rint(reading.brightness * 255).astype(np.uint8)).convert("RGB")
    zoom = max(1.0, SIDE / max(grey.size))
    picture = grey.resize((round(grey.width * zoom), round(grey.height * zoom)), Image.Resampling.BICUBIC)
    if reading.lines:
        pen = ImageDraw.Draw(picture)
        usual = zoom * float(np.median([digit.mark.height for digit in reading.digits]))
        font = ImageFont.load_default(max(SMALLEST_TEXT, round(min(TEXT * usual, LARGEST_TEXT * max(picture.size)))))
        for number, digit in enumerate(reading.digits, 1):
            _box(pen, digit, number, zoom, font, sure if digit.sure else unsure, paper)
    return np.asarray(picture)


def _box(
    pen: ImageDraw.ImageDraw,
    digit: FoundDigit,
    number: int,
    zoom: float,
    font: ImageFont.ImageFont | ImageFont.FreeTypeFont,
    colour: str,
    paper: str,
) -> None:
    mark = digit.mark
    left, top = zoom * mark.left - MARGIN, zoom * mark.top - MARGIN
    right, bottom = zoom * mark.right + MARGIN, zoom * mark.bottom + MARGIN
    pen.rectangle((left, top, right, bottom), outline=colour, width=2 if digit.sure else 4)
    answer = f"{number}: {digit.answer}" if digit.sure else f"{number}: {digit.answer}?"
    for text, place, anchor in ((answer, (left, top - 2), "lb"), (percent(digit.share), (left, bottom + 2), "la")):
        box = pen.textbbox(place, text, font=font, anchor=anchor)
        # a plate of its own, or the text could not be read on a dark photo
        pen.rectangle((box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2), fill=paper)
        pen.text(place, text, fill=colour, font=font, anchor=anchor)
