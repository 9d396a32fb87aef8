"""Three test images at random, and what the network makes of each."""

from __future__ import annotations

import numpy as np
import streamlit as st

from playground.analysis.evaluation import random_samples
from playground.ui.images import Bar, Tile, image_tiles
from playground.ui.judge.judged import Judged

COUNT = 3
_SEED = "judge_random_seed"


@st.fragment
def show(judged: Judged) -> None:
    """The images with a bar for each class, and the button that draws others."""
    found = judged.judgement
    numbers = random_samples(found, COUNT, st.session_state.get(_SEED, 0))
    st.subheader("Three test images at random", anchor=False)
    st.caption("A quick check that the numbers above are about real images: what is it, and how likely is each class?")
    st.button("Three others", key="three_others", icon=":material/casino:", on_click=_others)
    tiles = []
    for number in numbers:
        true, said = int(found.truth[number]), int(found.predicted[number])
        title = f"{'✓' if true == said else '✗'} Said {found.classes[said]}, is {found.classes[true]}"
        bars = tuple(
            Bar(name, share, place == true)
            for place, (name, share) in enumerate(zip(found.classes, found.shares[number], strict=True))
        )
        tiles.append(Tile(title, (f"Test image {number + 1:,} of {found.count:,}",), true != said, bars))
    image_tiles(judged.samples.x_test[numbers], tiles, width=360, key="judge_random")


def _others() -> None:
    st.session_state[_SEED] = int(np.random.default_rng().integers(2**31))
