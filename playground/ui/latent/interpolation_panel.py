"""From one digit to another: through the code, and through the pixels."""

from __future__ import annotations

import numpy as np
import streamlit as st

from nn.module import Array
from playground.analysis.codes.interpolation import between
from playground.analysis.codes.latent_space import LatentSpace
from playground.experiment.words import with_article
from playground.ui.choices import LATENT
from playground.ui.headings import heading
from playground.ui.images import Tile, image_tiles

WIDTH = 160
"""Pixels of an image on the screen, at the most."""


@st.fragment
def show(known: LatentSpace) -> None:
    """Two test images to choose, and the way between them, twice."""
    heading("Between two digits")
    st.caption(
        "Halfway between two images lie both, each half as dark. Halfway between two codes lies something that the "
        "decoder has to make up: where the code has understood the digits, it looks like one."
    )
    most = len(known.codes) - 1
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for name, words in (("from", "From test image"), ("to", "To test image")):
            if not 0 <= LATENT.chosen(name, _first(known)[name]) <= most:
                LATENT.choose(name, _first(known)[name])
            st.number_input(words, 0, most, step=1, width=170, **LATENT.bound(name, _first(known)[name]))
        st.slider("Steps", 3, 15, width=200, **LATENT.bound("steps", 9))
        st.button("Two others", icon=":material/casino:", key="latent two others", on_click=_others, args=(known,))
    numbers = [LATENT.chosen(name, _first(known)[name]) for name in ("from", "to")]
    steps = LATENT.chosen("steps", 9)
    autoencoder = known.autoencoder
    clean = autoencoder.clean(known.images[numbers])
    ends = [with_article(int(known.labels[number])) for number in numbers]
    st.markdown(f"**In the code**, from {ends[0]} to {ends[1]}: each step is decoded.")
    _row(autoencoder.decode(between(known.codes[numbers[0]], known.codes[numbers[1]], steps))[..., None], "code")
    st.markdown("**In the pixels**: each step is a mixture of the two images.")
    _row(between(clean[0], clean[1], steps), "pixels")
    st.caption(
        "The ends of the upper row are the two images as the network rebuilds them, with errors of "
        f"{_error(known, numbers[0])} and {_error(known, numbers[1])}; those of the lower row are the images."
    )


def _row(images: Array, key: str) -> None:
    last = len(images) - 1
    tiles = [Tile(f"{100 * step / last:.0f} %") for step in range(last + 1)]
    image_tiles(images, tiles, width=WIDTH, key=f"latent way in the {key}", in_one_row=True)


def _error(known: LatentSpace, number: int) -> str:
    return f"{float(known.errors[number]):.3f}"


def _first(known: LatentSpace) -> dict[str, int]:
    """The first 4 and the first 9, which are much alike, or whatever comes first."""
    found = {}
    for name, digit in (("from", 4), ("to", 9)):
        places = np.flatnonzero(known.labels == digit)
        found[name] = int(places[0]) if len(places) else 0
    return found


def _others(known: LatentSpace) -> None:
    """Two images of different digits, at random."""
    rng = np.random.default_rng()
    first = int(rng.integers(len(known.codes)))
    others = np.flatnonzero(known.labels != known.labels[first])
    LATENT.choose("from", first)
    LATENT.choose("to", int(rng.choice(others)) if len(others) else first)
