"""The kept runs: a table of what differs, their curves on shared axes, and everything that can be done with them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from playground.analysis.runs.kept_run import LONGEST_NAME, KeptRun
from playground.analysis.runs.store import MOST_BYTES, MOST_RUNS, Runs
from playground.datasets.published_file import DataUnavailable
from playground.ui.compare import runs_curves, runs_files, runs_table
from playground.ui.controlled import controlled
from playground.ui.headings import heading

Act = Callable[..., None]
_MESSAGE = "runs_message"


def show(runs: Runs, *, on_delete: Act, on_rename: Act, on_open: Act, on_import: Act) -> None:
    """All of it, or how runs get here.

    The callbacks are those of the session: `on_delete(names)`, `on_rename(name, new)`, `on_open(run)` and
    `on_import(runs)`. Where one raises ValueError, or DataUnavailable on opening, its message is shown.
    """
    heading("Runs")
    if message := st.session_state.pop(_MESSAGE, None):
        st.warning(message, icon=":material/error:")
    if not runs:
        st.info(
            "No run is kept yet. Train a network on the Train page, or let batch modes race: whenever a run ends, is "
            "paused or makes room for another, it is kept here as it is then, with its curves and weights, for as long "
            "as this tab is open and half an hour longer. A sweep shows its own results; its best can be opened in "
            "Train. Runs that you saved as a zip can be brought back below.",
            icon=":material/history:",
        )
        runs_files.bring_back(on_import, _complain)
        return
    st.caption(_kept_text(runs))
    chosen = runs_table.selected(runs)
    _actions(chosen, on_delete, on_rename, on_open)
    shown = chosen or runs
    runs_curves.show(shown)
    runs_table.in_words(shown)
    runs_table.what_differs(shown)
    runs_files.save(shown, what="the selected" if chosen else "all")
    runs_files.bring_back(on_import, _complain)


def _kept_text(runs: Runs) -> str:
    size = sum(run.nbytes for run in runs) / 2**20
    return (
        f"{len(runs)} of at most {MOST_RUNS} runs, {size:.1f} of {MOST_BYTES / 2**20:.0f} MB: beyond that the oldest "
        "goes first. They are kept as long as this tab is open, and half an hour longer, with their past for the "
        "Timeline; save what you want to keep longer. Select runs by the boxes on the left; while none is selected, "
        "all are drawn."
    )


def _actions(chosen: Runs, on_delete: Act, on_rename: Act, on_open: Act) -> None:
    """What can be done with the selected runs."""
    names = tuple(run.name for run in chosen)
    one = chosen[0] if len(chosen) == 1 else None
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="runs_actions"):
        st.button(
            "Open in Train",
            key="runs_open",
            icon=":material/open_in_new:",
            disabled=one is None,
            help="Put the selected run on the Train page, in the place of what is there",
            on_click=_open,
            args=(one, on_open),
        )
        st.button(
            "Delete" if len(names) < 2 else f"Delete {len(names)} runs",
            key="runs_delete",
            icon=":material/delete:",
            disabled=not names,
            help="Let the selected runs go, for good",
            on_click=on_delete,
            args=(names,),
        )
        _name_field(one, on_rename)


def _open(run: KeptRun, on_open: Act) -> None:
    try:
        on_open(run)
    except (ValueError, DataUnavailable) as error:
        _complain(str(error))
    else:
        st.toast(f"{run.name} is on the Train page now.", icon=":material/check:")


def _name_field(one: KeptRun | None, on_rename: Act) -> None:
    """The name of the selected run, to be changed; there is one field for all, so that it stays in its place."""
    named = "" if one is None else one.name

    def rename(new: str) -> None:
        try:
            on_rename(named, new)
        except ValueError as error:
            _complain(str(error))

    controlled(
        st.text_input,
        "runs_name",
        named,
        rename,
        label="Name",
        value=named,
        max_chars=LONGEST_NAME,
        placeholder="Select one run",
        disabled=one is None,
        width=300,
    )


def _complain(text: str) -> None:
    st.session_state[_MESSAGE] = text
