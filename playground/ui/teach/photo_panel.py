"""A photo of digits on paper: brought in, and read digit by digit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
import streamlit as st

from nn.module import Array
from nn.storage import StorageError
from playground.charts.colours import PAPER, RIGHT, WRONG
from playground.experiment.words import counted, percent
from playground.photos import (
    MOST_BYTES,
    MOST_MARKS,
    PhotoError,
    PhotoReading,
    boxed,
    open_picture,
    read_either_way,
    read_photo,
)
from playground.photos.example import example
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import TEACH
from playground.ui.headings import heading
from playground.ui.images import Tile, image_tiles

FILE, CAMERA = "A file", "The camera"
TYPES = ["jpg", "jpeg", "png", "webp", "bmp", "gif"]
_READ = "photo_read"
"""The photo that was read last, by its hash: a page is drawn anew for many reasons."""


def show() -> None:
    """Where the photo comes from, and what was read in it."""
    st.caption(
        "Write some digits on paper, dark on light or light on dark, and leave a little space between them. Each is "
        "found, cut out, made as thick and as large as the digits that the ready reader has learnt from, and read."
    )
    sources = [FILE, CAMERA]
    choice_buttons("The photo comes from", sources, **TEACH.bound_among("source", sources))
    if TEACH.chosen("source", FILE) == CAMERA:
        file = st.camera_input("Photo of digits on paper", key="photo_camera", width=640)
        read: Callable[[Array], PhotoReading] = read_either_way
        st.caption("A browser asks whether it may use the camera; it does on this computer and on pages with https.")
    else:
        most = MOST_BYTES // 10**6
        file = st.file_uploader("Photo of digits on paper", TYPES, key="photo_file", max_upload_size=most)
        read = read_photo
    if file is None:
        st.caption(
            "An example, until there is a photo of yours: digits of the 8 × 8 set, inked on a ruled sheet, with the "
            "light from one side."
        )
        _show(example())
        return
    try:
        reading = _reading(file.getvalue(), read)
    except (PhotoError, StorageError) as error:
        st.error(str(error), icon=":material/broken_image:")
        return
    _show(reading)


def _reading(content: bytes, read: Callable[[Array], PhotoReading]) -> PhotoReading:
    key = (hashlib.sha256(content).hexdigest(), read.__name__)
    known, reading = st.session_state.get(_READ, (None, None))
    if known != key or reading is None:
        reading = read(open_picture(content))
        st.session_state[_READ] = (key, reading)
    found: PhotoReading = reading
    return found


def _show(reading: PhotoReading) -> None:
    digits = reading.digits
    if not digits:
        st.warning(
            "No digit was found: the strokes may be too faint, too small, or cut off at the photo's edge. Come nearer, "
            "take a darker pen, or give it more light.",
            icon=":material/search_off:",
        )
        st.image(boxed(reading, RIGHT, WRONG, PAPER), width="stretch", alt="The photo, in which no digit was found")
        return
    said = [" ".join(str(digit.answer) for digit in line) for line in reading.lines]
    photo, found = st.columns([1.6, 1], gap="large")
    with photo:
        st.image(
            boxed(reading, RIGHT, WRONG, PAPER), width="stretch", alt=f"The photo with a box around each digit: {said}"
        )
    with found:
        heading("Read in the photo")
        st.markdown("  \n".join(f"**{line}**" for line in said))
        unsure = sum(not digit.sure for digit in digits)
        notes = [f"{counted(len(digits), 'digit')} found."]
        if unsure:
            notes.append(f"Not sure of {unsure}: framed, with a question mark.")
        if reading.mirrored:
            notes.append("The picture was mirrored, as front cameras give it, and was turned over.")
        if len(digits) == MOST_MARKS:
            notes.append(f"Of more than {MOST_MARKS} only the largest {MOST_MARKS} are read.")
        notes.append("Two that touch are read as one.")
        st.caption(" ".join(notes))
        st.caption("What the network saw, with its answer and how sure it was of it:")
        tiles = [
            Tile(f"{number}: {digit.answer}{'' if digit.sure else '?'}", (percent(digit.share),), wrong=not digit.sure)
            for number, digit in enumerate(digits, 1)
        ]
        image_tiles(np.stack([digit.image for digit in digits]), tiles, width=72, key="photo_digits")
