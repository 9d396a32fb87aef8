"""Figures of a chapter, beside those of the report, and its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from altair import Chart, LayerChart

from nn.module import Array
from playground.processes.messages import Message
from playground.report.chapter import Chapter
from playground.report.figure import Verdict
from playground.report.pictures import ROW, Picture, in_rows, pictures_of
from playground.report.table import rows_of
from playground.ui.images import ink_sheet

REACHED: Mapping[Verdict, str] = {"reached": "✓", "not reached": "✗", "shown": "–", "not judged": "not judged"}


def figures(chapter: Chapter, result: Message) -> None:
    """The table of the chapter's figures: the report's, and those measured here."""
    rows = rows_of(chapter, result)
    several = len({row.experiment for row in rows}) > 1
    table = {
        "What is measured": [f"{row.experiment}: {row.what}" if several else row.what for row in rows],
        "Reported": [row.reported for row in rows],
        "To reach": [row.to_reach for row in rows],
        "Measured": [row.measured for row in rows],
        "Reached": [REACHED[row.verdict] for row in rows],
    }
    st.table(table, hide_index=True, hide_header=False, alt="The report's figures and those measured here")


def pictures(chapter: Chapter, result: Message) -> None:
    """Its pictures, as many beside each other as the page is wide for."""
    for row in _seen(result["pictures"]):
        for column, picture in zip(st.columns(ROW, gap="medium"), row, strict=False):
            with column:
                _show(picture, f"{chapter.kind}_{picture.name}")


@dataclass(frozen=True, eq=False)
class ShownPicture:
    """A picture ready to be shown: a chart's description, or pixels."""

    name: str
    alt: str
    chart: dict[str, Any] | None
    pixels: Array | None
    fixed: bool


@st.cache_data(max_entries=32, show_spinner=False)
def _seen(shown: dict[str, Any]) -> list[list[ShownPicture]]:
    """In rows. Kept, because to make charts takes longer than all the rest of a rerun."""
    return [[_ready(picture) for picture in row] for row in in_rows(pictures_of(shown))]


def _ready(picture: Picture) -> ShownPicture:
    content = picture.content
    if isinstance(content, Chart | LayerChart):
        # the description is what a screen reader says of it
        description: dict[str, Any] = {**content.to_dict(), "description": picture.alt}
        return ShownPicture(picture.name, picture.alt, description, None, picture.fixed)
    return ShownPicture(picture.name, picture.alt, None, content, picture.fixed)


def _show(picture: ShownPicture, key: str) -> None:
    if picture.pixels is not None:
        ink_sheet(picture.pixels, caption=picture.alt, width="content")
    else:
        st.vega_lite_chart(picture.chart, key=key, width="content" if picture.fixed else "stretch")
