"""Setup of a race of batch modes: batch sizes, length and learning rates."""

from __future__ import annotations

import streamlit as st

from nn.settings import settings_of
from playground.analysis.batch_modes.modes import DEFAULT_SIZES, contestants
from playground.experiment import Experiment
from playground.experiment.description import part_texts
from playground.experiment.problems import problems_of
from playground.ui.choices import Choices

SIZES = (2, 5, 10, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000)
MOST_SIZES = 3
"""With the stochastic one and the full batch, as many as there are colours that can be told apart."""
SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
EPOCHS = (10, 100, 1_000, 10_000, 100_000)
USUAL_SECONDS = 2.0
_choices = Choices("laboratory")


def length() -> tuple[float, int]:
    """Seconds of training and epochs, whichever is over first."""
    return float(_choices.chosen("seconds", USUAL_SECONDS)), int(_choices.chosen("epochs", EPOCHS[-1]))


def description(experiment: Experiment) -> str:
    """The experiment in a line."""
    text = part_texts(experiment)
    return f"{text['network']} {text['data']}, {text['loss']}, {text['optimiser']}, {text['seed']}, as it is in Train"


def racing(experiment: Experiment, *, disabled: bool) -> tuple[dict[str, Experiment], list[str]]:
    """The contestants as chosen, and why others are left out, in sentences."""
    count = experiment.training_count
    sizes = [size for size in SIZES if size < count]
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        kept = [size for size in _choices.chosen("sizes", list(DEFAULT_SIZES)) if size in sizes]
        # the widget must not show a size that this training set has not
        if kept != _choices.chosen("sizes", None):
            _choices.choose("sizes", kept)
        st.multiselect(
            "Mini-batches of",
            sizes,
            format_func="{:,} samples".format,
            max_selections=MOST_SIZES,
            disabled=disabled,
            width=420,
            **_choices.bound_several("sizes", kept),
        )
        st.select_slider(
            "Train each for",
            SECONDS,
            format_func="{:g} s".format,
            disabled=disabled,
            width=240,
            help="Seconds of training, evaluations not counted. Together they take as many times longer as there are "
            "contestants, and some more for measuring.",
            **_choices.bound("seconds", USUAL_SECONDS),
        )
        st.select_slider(
            "or at most",
            EPOCHS,
            format_func="{:,} epochs".format,
            disabled=disabled,
            width=240,
            help="Who has made so many epochs stops, even if there is time left.",
            **_choices.bound("epochs", EPOCHS[-1]),
        )
    names = contestants(experiment, kept)
    with st.expander("Learning rates"):
        st.caption(
            "All have that of Train unless you give them another. A full batch usually needs a larger one: its steps "
            "are surer, and there are few of them."
        )
        rates = _rates(experiment, list(names), disabled=disabled)
    chosen = contestants(experiment, kept, rates)
    problems = {name: problems_of(each).problem for name, each in chosen.items()}
    left_out = [f"{name} is left out. {problem}" for name, problem in problems.items() if problem is not None]
    return {name: each for name, each in chosen.items() if problems[name] is None}, left_out


def _rates(experiment: Experiment, names: list[str], *, disabled: bool) -> dict[str, float]:
    """The learning rates that differ from the experiment's."""
    optimiser = experiment.optimiser
    usual = optimiser.learning_rate
    setting = next(each for each in settings_of(type(optimiser)) if each.name == "learning_rate")
    with st.container(horizontal=True, gap="medium"):
        for name in names:
            st.number_input(
                name,
                setting.low,
                setting.high,
                step=usual / 10,
                format="%g",
                width=170,
                disabled=disabled,
                # another rate in Train is a new start for all
                **_choices.bound(f"rate {name} {usual:g}", usual),
            )
    rates = {name: float(_choices.chosen(f"rate {name} {usual:g}", usual)) for name in names}
    return {name: rate for name, rate in rates.items() if rate != usual}
