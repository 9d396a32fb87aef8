"""Results of a sweep so far, while it runs and afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.sweeps.findings import (
    SCORES,
    Best,
    Results,
    Score,
    best_of,
    counterpart,
    deciding_cost,
    grid,
    lines,
    scores_of,
)
from playground.analysis.sweeps.sweep import Sweep
from playground.analysis.sweeps.swept_setting import SEED
from playground.charts.sweep_charts import Coordinate, Measured, heat_map, parallel_coordinates
from playground.experiment import Experiment
from playground.experiment.words import counted
from playground.server.jobs.job import Job
from playground.server.progress import progress_of_job
from playground.ui.choices import Choices
from playground.ui.progress_view import progress_view, refresh

PAUSE = 1.0
"""Seconds between two drawings of a sweep that is under way."""
PLACE = "sweep"
"""The place of the sweep among the session's analyses."""
_choices = Choices("sweep results")
_SCORE, _ACROSS, _DOWN = "score", "across", "down"
_NOTHING = "Nothing else"


def show(sweep: Sweep, job: Job, *, on_open: Callable[[Experiment], None]) -> None:
    """Table, heat map and parallel coordinates of the trainings that have ended, and the best of them to be opened."""
    job.poll()
    if job.moving:
        progress_view(progress_of_job(job), of="job", place=PLACE, key="progress of sweep")
        st.button("Cancel", key="cancel_sweep", icon=":material/close:", on_click=job.cancel)
    st.fragment(_found)(sweep, job, on_open)


def results_of(job: Job) -> Results:
    """What has ended of a sweep, by index."""
    found: Mapping[str, Any] = job.partial if job.result is None else job.result
    return {int(index): result for index, result in found.items()}


def _found(sweep: Sweep, job: Job, on_open: Callable[[Experiment], None]) -> None:
    job.poll()
    if job.moving:
        refresh("partial", of="job", place=PLACE, pause=PAUSE, key="news of sweep")
    results = results_of(job)
    _ended(job, len(results), sweep.count)
    finding = st.container()
    score, across, down = _choose(sweep, results)
    best = best_of(sweep, results, score)
    finding.markdown(_finding(sweep, best, score, " so far" if len(results) < sweep.count else ""))
    if best is not None and (chosen_on := _chosen_on(best, results, score)):
        finding.caption(chosen_on)
    if (
        not job.moving
        and best is not None
        and finding.button(
            "Open the best in Train",
            key="open_best",
            icon=":material/open_in_new:",
            on_click=on_open,
            args=(sweep.experiments()[best.index],),
        )
    ):
        st.toast("The best of the sweep is on the Train page now.", icon=":material/check:")
        st.rerun()
    known = (job.key, tuple(sweep.axes.items()), tuple(results), score.title, across, down)
    pictures = _pictures(known, sweep, results)
    left, right = st.columns([1, 1.3], gap="large")
    with left:
        _drawn(pictures.get("heat"), "sweep_heat_map")
        st.caption(
            "The number is the mean over all that varies besides. The stronger the shade, the better; the best has a "
            "frame."
        )
    with right:
        _drawn(pictures.get("parallel"), "sweep_parallel")
        st.caption("Follow a line from setting to setting to its score: better is higher on the last axis, and bluer.")
    formats = {each.title: st.column_config.NumberColumn(format=each.column_format) for each in SCORES.values()}
    formats |= {f"Best {title.lower()}": each for title, each in formats.items()}
    table = _table(sweep, results, score)
    if results:
        st.dataframe(table, key="sweep_table", hide_index=True, width="stretch", height=320, column_config=formats)


def _ended(job: Job, ended: int, count: int) -> None:
    """The sentence about a sweep that is over."""
    if job.phase == "failed":
        kept = f" The {ended} of {counted(count, 'training')} that had ended are below." if ended else ""
        st.error(f"{job.failure}{kept}", icon=":material/error:")
    elif job.phase == "cancelled":
        st.info(f"Cancelled after {ended} of {counted(count, 'training')}.", icon=":material/cancel:")
    elif not job.moving:
        words = "The training has ended." if count == 1 else f"All {count} trainings have ended."
        st.success(words, icon=":material/check:")


def _choose(sweep: Sweep, results: Results) -> tuple[Score, str, str | None]:
    """The widgets for what is drawn: the score, and the settings of the heat map."""
    titles = sweep.titles

    def label(name: str) -> str:
        return titles.get(name, name)

    expected = [title for title, score in SCORES.items() if sweep.base.validation_count or not counterpart(score)]
    offered = [score.title for score in scores_of(results)] or expected
    with st.container(horizontal=True, gap="medium"):
        title = st.selectbox("Score", offered, width=220, **_choices.bound_among(_SCORE, offered))
        names = [*(name for name in sweep.axes if name != SEED), *(name for name in sweep.axes if name == SEED)]
        across = st.selectbox(
            "Heat map: across", names, format_func=label, width=260, **_choices.bound_among(_ACROSS, names)
        )
        others = [*(name for name in names if name != across), _NOTHING]
        first = next(name for name in (*names[1:2], *others) if name in others)
        down = st.selectbox(
            "Heat map: down", others, format_func=label, width=260, **_choices.bound_among(_DOWN, others, first=first)
        )
    return SCORES[title], across, None if down == _NOTHING else down


def _finding(sweep: Sweep, best: Best | None, score: Score, so_far: str) -> str:
    if best is None:
        return "No training has ended yet."
    settings, titles, by = sweep.settings, sweep.titles, score.title.removesuffix(" (%)").lower()
    values = ", ".join(f"{titles[name]} **{settings[name].text(value)}**" for name, value in best.values.items())
    count, mean = len(best.scores), score.text(float(np.mean(best.scores)))
    if count == 1:
        return f"Best{so_far} by {by}: {values}, with **{mean}**."
    spread = f"{score.text(min(best.scores))} to {score.text(max(best.scores))}"
    return f"Best{so_far} by {by}: {values}, with **{mean}** in the mean over {count} seeds ({spread})."


def _chosen_on(best: Best, results: Results, score: Score) -> str:
    """A sentence about the samples that the best was chosen by; none where those of training choose."""
    on_test = counterpart(score)
    if on_test is not None:
        given = on_test.text(float(np.mean([on_test.of(results[index]) for index in best.indices])))
        return f"Chosen by the validation samples. The test samples had no part in it: {given} there."
    if score.name.startswith("test"):
        return (
            "Chosen by the test samples, which makes its score a little too good to be true of new ones: set samples "
            "aside for validation, under Preparation, and these choose."
        )
    return ""


@st.cache_data(max_entries=64, show_spinner=False)
def _pictures(known: tuple[Any, ...], _sweep: Sweep, _results: Results) -> dict[str, dict[str, Any]]:
    """The charts' descriptions, made anew only where there are other results or another choice."""
    *_, title, across, down = known
    score = SCORES[title]
    coordinates = {
        name: Coordinate(_sweep.titles[name], tuple(setting.text(value) for value in _sweep.axes[name]))
        for name, setting in _sweep.settings.items()
    }
    measured = Measured(score.title, score.lower_is_better, ".1f" if score.percent else ".3g")
    places, scores = lines(_sweep, _results, score)
    if not len(scores):
        return {}
    means, counts = grid(_sweep, _results, score, across, down)
    names = list(coordinates)
    seeds = names.index(SEED) if SEED in names and len(names) > 1 and len(_sweep.axes[SEED]) > 1 else None
    heat = heat_map(means, counts, coordinates[across], None if down is None else coordinates[down], measured)
    parallel = parallel_coordinates(list(coordinates.values()), places, scores, measured, seeds)
    return {"heat": heat.to_dict(), "parallel": parallel.to_dict()}


def _drawn(picture: dict[str, Any] | None, key: str) -> None:
    if picture is not None:
        st.vega_lite_chart(picture, key=key, width="stretch")


def _table(sweep: Sweep, results: Results, score: Score) -> dict[str, list[Any]]:
    """A row a training that has ended, the best first."""
    settings, titles, combinations = sweep.settings, sweep.titles, sweep.combinations()
    sign, cost = 1 if score.lower_is_better else -1, deciding_cost(results)

    def rank(index: int) -> list[float]:
        values = [sign * score.of(results[index]), cost.of(results[index])]
        return [*np.nan_to_num(values, nan=np.inf), index]

    order = sorted(results, key=rank)
    table: dict[str, list[Any]] = {
        titles[name]: [settings[name].text(combinations[index][name]) for index in order] for name in sweep.axes
    }
    for each in scores_of(results):
        table[each.title] = [_given(each, results[index], "final") for index in order]
    table[f"Best {score.title.lower()}"] = [_given(score, results[index], "best") for index in order]
    table["Epochs"] = [round(results[index].get("epochs", 0)) for index in order]
    table["Seconds"] = [round(results[index].get("seconds", 0.0), 2) for index in order]
    table["Note"] = [_note(results[index]) for index in order]
    return table


def _given(score: Score, result: Mapping[str, Any], which: str) -> float | None:
    value = score.of(result, which)
    return None if np.isnan(value) else value


def _note(result: Mapping[str, Any]) -> str:
    if "failure" in result:
        return str(result["failure"])
    return "diverged" if result["diverged"] else ""
