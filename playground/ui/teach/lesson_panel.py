"""The lesson: its button, how far it is, and how well either way has learnt."""

from __future__ import annotations

import numpy as np
import streamlit as st

from playground.analysis.evaluation import wilson
from playground.experiment.words import counted
from playground.server.progress import progress_of_job
from playground.server.teaching import LESSON
from playground.teaching import Taught, Test, Way
from playground.teaching.ways import TITLES
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import TEACH
from playground.ui.current import session
from playground.ui.headings import heading
from playground.ui.images import Tile, image_tiles
from playground.ui.judge.confusion_matrix import confusion_matrix
from playground.ui.progress_view import progress_view

MOST_MISTAKES = 24
"""Images of mistakes shown."""


def show() -> None:
    """The button, with what is needed first or what has changed since, and the results as they come."""
    teaching, job = session().teaching, session().jobs.of(LESSON)
    obstacle, moving = teaching.own.obstacle, job is not None and job.moving
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.button(
            "Teach" if teaching.taught is None else "Teach again",
            key="teach",
            type="primary",
            icon=":material/school:",
            disabled=obstacle is not None or moving or (teaching.taught is not None and not teaching.stale),
            on_click=session().teach,
        )
        if job is not None and moving:
            progress_view(progress_of_job(job), of="job", place=LESSON, key="progress of lesson")
        else:
            st.caption(obstacle or _beside(teaching.taught, stale=teaching.stale))
    if job is not None and job.failure is not None:
        st.error(job.failure, icon=":material/error:")
    if teaching.taught is not None:
        _results(teaching.taught, teaching.taught_names)


def _beside(taught: Taught | None, *, stale: bool) -> str:
    if taught is None:
        return "It is taught in two ways, which takes seconds; the first answers at once."
    count = counted(len(taught.own.labels), "example")
    if stale:
        return f"It was taught with {count}; these have changed since. Until it is taught again, it answers as it did."
    return f"Taught with {count}. Draw on: it answers above."


def _results(taught: Taught, names: tuple[str, ...]) -> None:
    heading("Transfer learning")
    st.caption(
        "The ready reader has learnt from many thousand digits what strokes are made of. One way keeps its layers as "
        "they are, frozen, and learns a last layer of its own; the other learns all layers from random first weights, "
        "from your examples alone. Both see each example also a little turned, shifted, scaled and slanted."
    )
    tests: dict[Way, Test] = {}
    columns = st.columns(2, gap="large")
    for column, (way, title) in zip(columns, TITLES.items(), strict=True):
        with column:
            st.markdown(f"**{title}**")
            test = taught.test(way)
            if test is None:
                st.caption("It is being tested …" if way in taught.ways else "Its turn comes next …")
                continue
            tests[way] = test
            low, high = wilson(test.right, len(test.held))
            st.markdown(
                f"{test.right} of {counted(len(test.held), 'example')} held back read right: "
                f"{100 * test.right / len(test.held):.0f} % (95 % interval {100 * low:.0f} to {100 * high:.0f} %)"
            )
            st.caption(f"{taught.learnt(way):,} numbers learnt in {taught.seconds(way):.1f} s.")
    if len(tests) == len(TITLES):
        st.caption(f"{_compared(tests)} {_method(tests['transfer'], len(taught.own.labels))}")
        _mistakes(taught, names, tests)


def _compared(tests: dict[Way, Test]) -> str:
    intervals = {way: wilson(test.right, len(test.held)) for way, test in tests.items()}
    better = max(tests, key=lambda way: tests[way].right)
    other = next(way for way in tests if way != better)
    if intervals[better][0] > intervals[other][1]:
        return f"{TITLES[better]} it has learnt more."
    return "The intervals overlap: so few examples cannot tell which way is better."


def _method(test: Test, count: int) -> str:
    if test.parts > 1:
        return (
            f"Each example was held back once: {test.parts} networks were taught, each without another part, and asked "
            "about that part (cross-validation). What answers above was taught with all examples."
        )
    return (
        f"One example in {round(count / len(test.held))} of each class was held back, and a network taught without "
        "these was asked about them. What answers above was taught with all examples."
    )


def _mistakes(taught: Taught, names: tuple[str, ...], tests: dict[Way, Test]) -> None:
    heading("What is taken for what")
    ways = list(tests)
    choice_buttons("Taught", ways, format_func=TITLES.__getitem__, **TEACH.bound_among("way", ways))
    test = tests[TEACH.chosen("way", ways[0])]
    counts = np.zeros((len(names), len(names)), np.int64)
    np.add.at(counts, (test.truth, test.said), 1)
    matrix, images = st.columns([1.15, 1], gap="medium")
    with matrix:
        confusion_matrix(names, counts, chosen=None, on_chosen=None, key="taught_matrix")
    with images:
        wrong = np.flatnonzero(test.truth != test.said)[:MOST_MISTAKES]
        if not len(wrong):
            st.caption("No mistake: every example that was held back is read right.")
            return
        tiles = [
            Tile(f"Said {names[test.said[number]]}", (f"is {names[test.truth[number]]}",), wrong=True)
            for number in wrong
        ]
        image_tiles(taught.own.images[test.held[wrong]], tiles, width=72, key="taught_mistakes")
