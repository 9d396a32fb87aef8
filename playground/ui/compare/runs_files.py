"""Kept runs as files: saved, and brought back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from playground.analysis.runs.export import csv_text, json_lines
from playground.analysis.runs.storage import MOST_ZIP_BYTES, runs_of_zip, zip_bytes, zip_of
from playground.analysis.runs.store import Runs

_UPLOADS = "runs_uploads"
"""How many files were brought in: the next uploader is a new one, and empty."""


def save(runs: Runs, *, what: str) -> None:
    """The runs as files, made when they are asked for."""
    size = zip_bytes(runs)
    too_large = size > MOST_ZIP_BYTES
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="runs_downloads"):
        st.markdown(f"Save {what}:", width="content")
        for label, make, name, mime, help in (
            ("CSV", lambda: csv_text(runs), "runs.csv", "text/csv", "A row a point of each curve, for a spreadsheet"),
            (
                "JSON lines",
                lambda: json_lines(runs),
                "runs.jsonl",
                "application/jsonl",
                "A run a line: experiment, final figures and curve, without weights",
            ),
            (
                "Zip",
                lambda: zip_of(runs),
                "runs.zip",
                "application/zip",
                f"Everything, weights too: it can be brought back here. "
                f"{f'These are {size / 1e6:.0f} MB; select runs' if too_large else 'Room is'} for at most "
                f"{MOST_ZIP_BYTES / 1e6:.0f} MB.",
            ),
        ):
            st.download_button(
                label,
                make,
                name,
                mime,
                key=f"runs_download_{name}",
                icon=":material/download:",
                help=help,
                on_click="ignore",
                disabled=label == "Zip" and too_large,
            )


def bring_back(on_import: Callable[[Runs], None], complain: Callable[[str], None]) -> None:
    """A place for a zip; `on_import` is given its runs, `complain` what is wrong with it, a ValueError's message."""
    key = f"runs_upload_{st.session_state.get(_UPLOADS, 0)}"
    st.file_uploader(
        "Bring back runs that were saved as a zip",
        "zip",
        key=key,
        max_upload_size=MOST_ZIP_BYTES // 10**6,
        on_change=_import,
        args=(key, on_import, complain),
    )


def _import(key: str, on_import: Callable[[Runs], None], complain: Callable[[str], None]) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    try:
        on_import(runs_of_zip(file.getvalue()))
    except ValueError as error:
        complain(str(error))
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
