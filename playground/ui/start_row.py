"""The first row of the Train page: what it is, where to start from, what to try to reach, and the link to hand on."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from playground.experiment import Experiment
from playground.experiment.link import token_of
from playground.experiment.presets import PRESETS, grouped
from playground.report.challenges import beginning_of, challenges
from playground.ui import hints
from playground.ui.current import session
from playground.ui.views import sent, view

_PRESETS, _CHALLENGES = "presets", "challenges"
_menu = view("preset_menu")
_challenges = view("challenges")
_copy_link = view("copy_link")


def show(experiment: Experiment) -> None:
    """The page's title, what there is to see in one sentence, presets, challenges, and the copy-link button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="start_row"):
        st.title("Train a network", anchor=False, width="content")
        st.caption(f"{experiment.dataset.task.purpose} Press Play and watch it learn.", width="stretch")
        hints.show("draw")
        groups = [
            {"title": title, "presets": [{"name": name, "shows": shows} for name, shows in presets.items()]}
            for title, presets in grouped().items()
        ]
        present = next((name for name, preset in PRESETS.items() if preset == experiment), None)
        _menu(key=_PRESETS, data={"groups": groups, "present": present}, on_chosen_change=_chosen, width=300)
        _challenges(key=_CHALLENGES, data={}, on_opened_change=_opened, width="content")
        _copy_link(key="copy_link", data={"token": token_of(experiment)}, width="content")


def _chosen() -> None:
    """Start from a preset; undo brings back what there was."""
    if (told := sent(_PRESETS)) is not None and told.get("chosen") in PRESETS:
        session().replace(PRESETS[told["chosen"]])


def _opened() -> None:
    """Start from a challenge's data, with the program's own network, or from its solution."""
    told = sent(_CHALLENGES)
    opened = None if told is None else told.get("opened")
    if not isinstance(opened, Mapping) or opened.get("name") not in challenges():
        return
    challenge = challenges()[opened["name"]]
    if opened.get("solution") is not True:
        session().replace(beginning_of(challenge.goal))
    elif challenge.solution is not None:
        session().replace(challenge.solution)
