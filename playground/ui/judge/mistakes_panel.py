"""The mistakes it was surest of."""

from __future__ import annotations

import streamlit as st

from playground.analysis.evaluation import confident_mistakes
from playground.ui.headings import heading
from playground.ui.images import Tile, image_tiles
from playground.ui.judge.judged import Judged

MOST = 12


def show(judged: Judged) -> None:
    """Image, answer, truth, and the probabilities of both."""
    found = judged.judgement
    numbers = confident_mistakes(found, MOST)
    heading("The most confident mistakes")
    if not len(numbers):
        st.write("There are none: every test image is read right.")
        return
    st.caption(
        "Wrong, and sure of it. Below each image: the probability of what was said, then that of the right class. "
        "Would you have known better? Some are badly written, some are unlike anything in the training images."
    )
    tiles = []
    for number in numbers:
        true, said = int(found.truth[number]), int(found.predicted[number])
        shares = found.shares[number]
        lines = (
            f"{100 * shares[said]:.1f} % for {found.classes[said]}",
            f"{100 * shares[true]:.1f} % for {found.classes[true]}",
        )
        tiles.append(Tile(f"Said {found.classes[said]}, is {found.classes[true]}", lines, wrong=True))
    image_tiles(judged.samples.x_test[numbers], tiles, width=96, key="judge_mistakes")
