"""Robustness: the accuracy on ever more disturbed digits, beside that of a ready network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.analysis.evaluation.robustness import DISTURBANCES, MOST_IMAGES, robustness_text
from playground.charts.robustness_chart import robustness_chart
from playground.datasets.image_set import ImageSet
from playground.experiment.words import counted, listed
from playground.ready import ReadyNetwork
from playground.ui import job_panel
from playground.ui.current import session
from playground.ui.headings import heading
from playground.ui.images import Tile, image_tiles
from playground.ui.judge.judged import Judged
from playground.ui.reader_panel import CLASSIFIER

THIS, READY = "this network", "the ready one"
PLACE = "robustness"
PAUSE = 0.5
"""Seconds between two drawings of what is found so far."""


@st.fragment
def show(judged: Judged) -> None:
    """The choice of what disturbs the digits, the button, and the curves."""
    heading("How much does it bear?")
    ready = _beside(judged)
    ways = listed([each.title.lower() for each in DISTURBANCES.values()])
    st.caption(f"The same test images again, ever more disturbed: {ways}. {_beside_text(ready)}")
    networks = {THIS: {"experiment": judged.experiment.data(), "theta": judged.theta}}
    if ready is not None:
        networks[READY] = {"experiment": ready.experiment.data(), "theta": ready.theta}
    start, curves = st.container(), st.container()
    images = counted(min(MOST_IMAGES, judged.judgement.count), "image")
    with start:
        found = job_panel.show(
            PLACE,
            "robustness",
            {"networks": networks},
            button="Disturb the digits",
            icon=":material/grain:",
            about=f"It reads up to {images} at each strength, which takes some seconds.",
            preview=job_panel.Preview(_draw, PAUSE, curves),
        )
    if found is not None:
        with curves:
            _draw(found)


def _draw(found: Mapping[str, Any]) -> None:
    """A chart for each disturbance that is done, with an image of each strength and words below."""
    if not found:
        return
    items = list(found.items())
    for first in range(0, len(items), 2):
        for column, (name, each) in zip(st.columns(2, gap="medium"), items[first : first + 2], strict=False):
            disturbance = DISTURBANCES[name]
            with column:
                chart = robustness_chart(disturbance, each["right"], each["count"])
                st.altair_chart(chart, key=f"judge_robustness_{name}", width="stretch")
                tiles = [Tile(disturbance.level_text(level)) for level in disturbance.levels]
                image_tiles(each["examples"], tiles, width=44, key=f"judge_disturbed_{name}")
                st.markdown(robustness_text(name, each))
    count = next(iter(found.values()))["count"]
    st.caption(
        f"Each spot is {counted(count, 'test image')}, the band its **95 % interval** (Wilson's); the dotted line is "
        "what guessing gets right. The small images show one of the digits at each strength."
    )


def _beside(judged: Judged) -> ReadyNetwork | None:
    """The ready network that reads images of that size, if it was trained in another way."""
    dataset = judged.experiment.dataset
    assert isinstance(dataset, ImageSet)
    here = session().ready
    for name in CLASSIFIER.ready:
        ready = here.network(here.of(name))
        if ready is None or ready.experiment.dataset.shape != dataset.shape:
            continue
        # one that was trained here in the very same way has the same weights
        if ready.experiment != judged.experiment:
            return ready
    return None


def _beside_text(ready: ReadyNetwork | None) -> str:
    if ready is None:
        return (
            "The ready network for images of this size was trained just as this one: build another on the Train page, "
            "and it is drawn beside that."
        )
    return f"Beside it a ready network that reads images of this size: {ready.made[0].lower()}{ready.made[1:]}"
