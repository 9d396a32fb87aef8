"""The batch-mode laboratory: what will race, the race while it runs, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.analysis.batch_modes.contestant import NO_CURVE
from playground.analysis.batch_modes.race import affordable_points
from playground.experiment import Experiment
from playground.experiment.limits import parameters_of
from playground.experiment.problems import problems_of
from playground.experiment.words import counted, duration
from playground.server.session import RACE
from playground.ui import job_panel, own_drawings_panel
from playground.ui.compare import laboratory_results, laboratory_setup
from playground.ui.current import session
from playground.ui.headings import heading

PAUSE = 0.6
"""Seconds between two drawings of the curves: they are for reading, and cost more than the live plot."""


@st.fragment
def show(experiment: Experiment) -> None:
    """The laboratory for the experiment as it is in Train."""
    heading("One sample, some, or all: the batch-mode laboratory")
    problem = problems_of(experiment).stack_problem
    if problem is not None:
        st.warning(f"The network on the Train page cannot be trained yet: {problem}", icon=":material/build:")
        return
    st.caption("The network of the Train page races itself, from the same first weights: only the batch size differs.")
    own_drawings_panel.note(experiment, "A race")
    session().look()
    job = session().jobs.of(RACE)
    running = job is not None and job.moving
    with st.container(key="laboratory"):
        start, curves, setup, verdict = st.columns(4)
        with setup:
            racing, left_out = laboratory_setup.racing(experiment, disabled=running)
            for text in left_out:
                st.caption(text)
            st.caption(
                f"Side by side on one core: {laboratory_setup.description(experiment)}. **Stochastic** training "
                "updates after every sample, a **mini-batch** after some, and the **full batch** only once it has seen "
                "all."
            )
        if not racing:
            return
        seconds, epochs = laboratory_setup.length()
        arguments: dict[str, Any] = {
            "experiments": {name: each.data() for name, each in racing.items()},
            "seconds": seconds,
            "epochs": epochs,
            "points": affordable_points(parameters_of(experiment), len(racing)),
        }
        with start:
            result = job_panel.show(
                RACE,
                "race",
                arguments,
                button="Start the race",
                icon=":material/flag:",
                type="primary",
                again="Race again",
                about=_length_text(len(racing), seconds),
                preview=job_panel.Preview(lambda partial: _draw(racing, partial), PAUSE, curves),
            )
            if result is not None:
                st.caption(
                    f"These {len(racing)} runs are kept among the Runs, above, with their curves and weights: compare "
                    "them there, open them in Train, save them."
                )
        if result is not None:
            with curves:
                laboratory_results.curves({name: each["curve"] for name, each in result["contestants"].items()})
            with verdict:
                laboratory_results.verdict(result["contestants"])
    if result is not None:
        laboratory_results.show(racing, result, experiment.training_count)


def _draw(racing: Mapping[str, Experiment], partial: Mapping[str, Any]) -> None:
    """The curves so far; the axes and the names of all that race are there before the first of them."""
    laboratory_results.draw_curves(
        {name: each["curve"] for name, each in partial.items()} or dict.fromkeys(racing, NO_CURVE)
    )


def _length_text(count: int, seconds: float) -> str:
    each = f"{counted(count, 'network')} for up to {seconds:g} s of training each"
    return f"{each}, side by side: about {duration(count * seconds)}, and some more for measuring."
