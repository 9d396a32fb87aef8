"""A sweep: which settings take which values, how long it will take, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from nn.settings import SpecError, Value
from playground.analysis.sweeps.cluster import cluster_address
from playground.analysis.sweeps.runner import most_processes
from playground.analysis.sweeps.speed import estimate, measured_speed
from playground.analysis.sweeps.sweep import MOST_TRAININGS, Sweep
from playground.analysis.sweeps.swept_setting import SweptSetting, settings_of_experiment
from playground.analysis.sweeps.values import suggestion, values_of
from playground.datasets.published_file import DataUnavailable
from playground.experiment import Experiment
from playground.experiment.problems import problems_of
from playground.experiment.words import counted, duration
from playground.ui import own_drawings_panel
from playground.ui.choices import Choices
from playground.ui.compare import sweep_results
from playground.ui.current import session
from playground.ui.headings import heading

_choices = Choices("sweep")
_NAMES, _STARTED = "names", "started"
_FIRST = ("optimiser.learning_rate", "seed")
_START = 2.0
"""About how many seconds it takes until the first training begins."""
_REMEMBERED = 300
"""Seconds for which a speed holds: the machine may be busier, or idler, then."""
_WIDTH = 300


@st.fragment
def show(experiment: Experiment, *, on_open: Callable[[Experiment], None]) -> None:
    """Choose, run and look; `on_open` is given the experiment that shall be opened in Train."""
    heading("Sweep: the same training with many settings")
    st.caption(
        "Every combination of the values below is trained from its first weights to its last epoch; all else is as on "
        "the Train page. Vary the seed too: a difference that is smaller than the one between seeds is chance."
    )
    own_drawings_panel.note(experiment, "A sweep")
    problem = problems_of(experiment).problem
    if problem is not None:
        st.info(f"The network of the Train page cannot be trained yet. {problem}", icon=":material/build:")
    else:
        _plan(experiment)
    started: Sweep | None = _choices.chosen(_STARTED, None)
    job = session().jobs.of(sweep_results.PLACE)
    if started is not None and job is not None:
        sweep_results.show(started, job, on_open=on_open)


def _plan(experiment: Experiment) -> None:
    settings = settings_of_experiment(experiment)
    _only_offered(_NAMES, list(settings), [name for name in _FIRST if name in settings])
    names: list[str] = st.multiselect(
        "Settings to vary",
        list(settings),
        format_func=lambda name: settings[name].label,
        placeholder="Choose settings",
        help="Any setting of the Train page",
        **_choices.bound_several(_NAMES, list(_FIRST)),
    )
    try:
        with st.container(horizontal=True, gap="medium"):
            axes = {name: _values(settings[name]) for name in names}
        complaints = [str(values) for values in axes.values() if isinstance(values, SpecError)]
        if complaints:
            raise SpecError("  \n".join(complaints))
        sweep = Sweep(experiment, {name: values for name, values in axes.items() if isinstance(values, tuple)})
        experiments = sweep.experiments()
        seconds = estimate(sweep, _speed(experiment.data()))
    except (SpecError, DataUnavailable) as error:
        st.error(str(error), icon=":material/error:")
        st.button("Run the sweep", key="run_sweep", icon=":material/grid_on:", disabled=True)
        return
    cluster = cluster_address()
    processes = min(most_processes(), sweep.count)
    st.markdown(_size_text(sweep.count, seconds, processes, cluster))
    arguments = {"experiments": [each.data() for each in experiments], "processes": processes, "cluster": cluster}
    st.button(
        f"Run {counted(sweep.count, 'training')}",
        key="run_sweep",
        type="primary",
        icon=":material/grid_on:",
        on_click=_start,
        args=(sweep, arguments),
    )


def _start(sweep: Sweep, arguments: dict[str, Any]) -> None:
    _choices.choose(_STARTED, sweep)
    session().jobs.start(sweep_results.PLACE, "sweep", arguments)


def _values(swept: SweptSetting) -> tuple[Value, ...] | SpecError:
    """The widget for the values of one setting, and what stands in it: the values, or what is wrong with them."""
    name, setting = f"values {swept.name}", swept.setting
    if setting.type in ("choice", "bool"):
        options: list[Value] = list(setting.choices) or [False, True]
        _only_offered(name, options, options)
        chosen = st.multiselect(
            swept.label,
            options,
            format_func=swept.text,
            placeholder="Choose values",
            help=setting.help or None,
            width=_WIDTH,
            **_choices.bound_several(name, options),
        )
        return tuple(chosen) if chosen else SpecError(f"{swept.label}: choose a value at least.")
    kinds = "whole numbers, such as 1, 2, 5 or 0..4" if setting.type == "int" else "numbers, such as 0.01, 0.1, 1"
    text = st.text_input(
        swept.label,
        help=f"{setting.help}. Type {kinds}." if setting.help else f"Type {kinds}.",
        width=_WIDTH,
        **_choices.bound(name, suggestion(swept)),
    )
    try:
        return values_of(text, swept)
    except SpecError as error:
        return error


def _only_offered(name: str, options: list[Any], default: list[Any]) -> None:
    """Forget, of what was chosen under `name`, what the experiment no longer has."""
    chosen = _choices.chosen(name, default)
    left = [each for each in chosen if each in options]
    if left != chosen:
        _choices.choose(name, left or default)


@st.cache_data(max_entries=64, ttl=_REMEMBERED, show_spinner="Measuring how fast this network trains here …")
def _speed(experiment: Mapping[str, Any]) -> float:
    described = Experiment.from_data(experiment)
    return measured_speed(described, described.samples())


def _size_text(count: int, seconds: float, processes: int, cluster: str | None) -> str:
    each = f"about {duration(seconds / count)}" if seconds / count >= 0.1 else "less than 0.1 s"
    if cluster is not None:
        where = f"{duration(seconds)} of training in all, on the cluster at `{cluster}`"
    else:
        where = f"about **{duration(_START + seconds / processes)}** on {counted(processes, 'process', 'processes')}"
    return f"**{count}** of at most {MOST_TRAININGS} trainings, {each} each: {where}."
