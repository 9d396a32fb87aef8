"""The network that is judged, in words, with a choice where there are two."""

from __future__ import annotations

import streamlit as st

from playground.datasets.image_set import ImageSet
from playground.datasets.point_set import PointSet
from playground.datasets.published_file import DataUnavailable
from playground.datasets.tasks import Classify
from playground.experiment.words import counted, epochs_text
from playground.ready.recipes import SMALL_READER
from playground.training.run_handle import RunHandle
from playground.ui import reader_panel
from playground.ui.choice_buttons import choice_buttons
from playground.ui.current import session
from playground.ui.judge.judged import Judged, judged

IMAGES, POINTS = "Images", "Points"


def show() -> Judged | None:
    """A line about the network, and its judgement; None, and what to do, where there is nothing to judge yet."""
    run = _chosen()
    if run is None or run.failure is not None or run.moving:
        reader_panel.show()
        if run is not None and run.moving and run.theta is not None:
            st.caption("A network is judged when it stands still.")
            st.button("Pause and judge it now", key="pause_and_judge", icon=":material/pause:", on_click=run.pause)
        return None
    if run.theta is None:
        return None
    try:
        found = judged(run.experiment, run.theta, run.own_drawings)
    except DataUnavailable as unavailable:
        st.warning(str(unavailable), icon=":material/cloud_off:")
        return None
    st.caption(_described(run))
    if session().ready.network(run) is not None:
        reader_panel.offer(reader_panel.CLASSIFIER)
    return found


def _chosen() -> RunHandle | None:
    """The network that was trained on images, or, where there is one as well, that on points, as the person says."""
    images, points = _images_run(), _points_run()
    if points is None:
        return images
    if images is None or session().ready.network(images) is not None:
        st.info(
            "This network learnt points, so there are no images to open. To judge a reader of digits, choose a dataset "
            "of digits on the Train page, or train one on the Draw page.",
            icon=":material/scatter_plot:",
        )
        return points
    choice = choice_buttons("Judge the network that learnt", [IMAGES, POINTS], key="judge_network")
    return points if choice == POINTS else images


def _images_run() -> RunHandle | None:
    """The network that was trained on images here; where there is none, a ready one whose test images are here."""
    here = session()
    run = here.digit_run
    ready = here.ready.network(run)
    if ready is None or not isinstance(ready.experiment.dataset, ImageSet) or not ready.experiment.dataset.files:
        return run
    return here.ready.of(SMALL_READER) or run


def _points_run() -> RunHandle | None:
    """The Train page's run, if it stands still and tells points apart."""
    run = session().current_run or session().replaced_run
    if run is None:
        return None
    dataset = run.experiment.dataset
    if not (isinstance(dataset, PointSet) and isinstance(dataset.task, Classify)):
        return None
    return run if run.theta is not None and not run.moving else None


def _described(run: RunHandle) -> str:
    stack = " → ".join(layer.title() for layer in run.experiment.layers)
    dataset = run.experiment.dataset
    further = f" with **{counted(dataset.further_count, 'pen-stroke digit')}**" if dataset.further_count else ""
    epochs = "" if run.snapshot is None else f" after {epochs_text(run.snapshot.epoch)}"
    own = "" if run.own_drawings is None else f" and **{run.own_drawings.text}**"
    ready = session().ready.network(run)
    note = "" if ready is None else " It came with the program, and so did the images; what you train takes its place."
    return f"Judged: **{stack}** on **{dataset.title()}**{further}{own}{epochs}.{note}"
