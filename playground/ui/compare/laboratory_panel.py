"""The batch-mode laboratory: what will race, the race while it runs, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.analysis.batch_modes.race import affordable_points
from playground.experiment import Experiment
from playground.experiment.limits import parameters_of
from playground.experiment.problems import problems_of
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
    st.caption(
        "From the same first weights, and side by side on one core, race: "
        f"{laboratory_setup.description(experiment)}. Only the batch size differs: stochastic "
        "training updates after every sample, a mini-batch after some, and the full batch only once it has seen all."
    )
    own_drawings_panel.note(experiment, "A race")
    session().look()
    job = session().jobs.of(RACE)
    running = job is not None and job.moving
    racing, left_out = laboratory_setup.racing(experiment, disabled=running)
    for text in left_out:
        st.caption(text)
    if not racing:
        return
    seconds, epochs = laboratory_setup.length()
    arguments: dict[str, Any] = {
        "experiments": {name: each.data() for name, each in racing.items()},
        "seconds": seconds,
        "epochs": epochs,
        "points": affordable_points(parameters_of(experiment), len(racing)),
    }
    result = job_panel.show(
        RACE,
        "race",
        arguments,
        button="Start the race",
        icon=":material/flag:",
        type="primary",
        again="Race again",
        preview=job_panel.Preview(_draw, PAUSE),
    )
    if result is not None:
        laboratory_results.show(racing, result, experiment.training_count)
        st.caption(
            f"These {len(racing)} runs were kept among the Runs, above, with their curves and weights: there they can "
            "be compared, opened in Train and saved."
        )


def _draw(partial: Mapping[str, Any]) -> None:
    laboratory_results.draw_curves({name: each["curve"] for name, each in partial.items()})
