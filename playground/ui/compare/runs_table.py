"""The kept runs as a table, of which some can be selected, and a table of what differs between runs."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from playground.analysis.runs.differences import difference_texts, differences, labels, setting_text
from playground.analysis.runs.store import Runs
from playground.analysis.runs.words import run_texts
from playground.ui.markdown import literal

_CHOSEN = "runs_chosen"
"""Names of the runs that are selected: the table's own memory goes with the page."""
_WIDEST_TABLE = 12
"""Runs that are set beside each other, a column each."""
MOST_TOLD = 12
"""Runs that are told of in words."""
_SETTING = "Setting "
"""The first column's head; no run can be called so, for a name has no blanks around it."""


def selected(runs: Runs) -> Runs:
    """The runs as a table; those that are selected."""
    kept = st.session_state.get(_CHOSEN, ())
    # the boxes belong to places in the table, so other runs make another table; another name does not
    identity = zlib.crc32("".join(f"{run.finished_at} {run.nbytes} " for run in runs).encode())
    found = st.dataframe(
        _columns(runs),
        key=f"runs_table_{identity}",
        hide_index=True,
        height="content" if len(runs) < 12 else 430,
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": [row for row, run in enumerate(runs) if run.name in kept]}},
        column_config=_FORMATS,
        placeholder="–",
        alt="The kept runs: what differs, their final figures, and how long they took",
    )
    chosen = tuple(runs[row] for row in found["selection"]["rows"] if row < len(runs))
    st.session_state[_CHOSEN] = tuple(run.name for run in chosen)
    return tuple(run for run in runs if run in chosen)


_FORMATS = {
    "Run": st.column_config.TextColumn(pinned=True, width=160),
    "What differs": st.column_config.TextColumn(
        width="large",
        help="The settings that are not the same in all of these runs; what more than half of them have is left out",
    ),
    **{name: st.column_config.NumberColumn(format="%.3g") for name in ("Train cost", "Validation cost", "Test cost")},
    **{
        name: st.column_config.NumberColumn(format="%.2f", help="In percent, where the network tells classes apart")
        for name in ("Train accuracy (%)", "Validation accuracy (%)", "Test accuracy (%)")
    },
    "Epochs": st.column_config.NumberColumn(format="%.1f"),
    "Updates": st.column_config.NumberColumn(format="localized"),
    "Seconds": st.column_config.NumberColumn(format="%.2f", help="Of training alone"),
    "Ended": st.column_config.TextColumn(width="medium"),
}


def _columns(runs: Runs) -> dict[str, list[Any]]:
    finals = [run.final for run in runs]
    texts = difference_texts([run.experiment for run in runs], [run.own_drawings for run in runs])
    return {
        "Run": [run.name for run in runs],
        "What differs": [text or None for text in texts],
        "Train cost": [final["train_cost"] for final in finals],
        **_given("Validation cost", [final["validation_cost"] for final in finals]),
        "Test cost": [final["test_cost"] for final in finals],
        "Train accuracy (%)": [_percent(final["train_accuracy"]) for final in finals],
        **_given("Validation accuracy (%)", [_percent(final["validation_accuracy"]) for final in finals]),
        "Test accuracy (%)": [_percent(final["test_accuracy"]) for final in finals],
        "Epochs": [final["epoch"] for final in finals],
        "Updates": [final["updates"] for final in finals],
        "Seconds": [run.seconds for run in runs],
        "Ended": [run.reason or "Paused." for run in runs],
    }


def _given(title: str, values: list[float | None]) -> dict[str, list[float | None]]:
    """The column, where any run has a value for it."""
    return {title: values} if any(value is not None for value in values) else {}


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def in_words(runs: Runs) -> None:
    """Words on what each run trained and what came of it; of many, only of the first."""
    common, texts = run_texts(runs[:MOST_TOLD])
    st.markdown("**In words**")
    if common:
        st.markdown(f"All of them: {literal(common)}.")
    told = [f"- **{literal(run.name)}**: {literal(text)}" for run, text in zip(runs, texts, strict=False)]
    if len(runs) > MOST_TOLD:
        told.append(f"- {len(runs) - MOST_TOLD} more: select those that you want to read of.")
    st.markdown("\n".join(told))


def what_differs(runs: Runs) -> None:
    """A row for each setting that differs, a column for each run."""
    if len(runs) < 2:
        return
    st.markdown("**What differs**")
    experiments = [run.experiment for run in runs]
    found = differences(experiments, [run.own_drawings for run in runs])
    names = labels(found, experiments)
    if not found:
        st.caption("Nothing: these runs trained the very same experiment.")
        return
    if len(runs) > _WIDEST_TABLE:
        named = ", ".join(names.values())
        st.caption(f"{named}. Select at most {_WIDEST_TABLE} runs to see the values beside each other.")
        return
    st.dataframe(
        _setting_columns(runs, found, names),
        key="runs_differences",
        hide_index=True,
        column_config={_SETTING: st.column_config.TextColumn(pinned=True, width=160)},
        alt="The settings that differ, and their value in each run",
    )


def _setting_columns(runs: Runs, found: Mapping[str, Sequence[Any]], names: Mapping[str, str]) -> dict[str, list[str]]:
    columns = {_SETTING: list(names.values())}
    for index, run in enumerate(runs):
        columns[run.name] = [setting_text(name, values[index]) for name, values in found.items()]
    return columns
