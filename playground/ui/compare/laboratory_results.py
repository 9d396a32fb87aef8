"""Results of a race: its curves, who won and why, the paths of the weights, and the noise of the gradients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from playground.analysis.batch_modes.contestant import AXES, GOAL, MEASURES, VALIDATION
from playground.analysis.batch_modes.verdict import Results, amount, cost_text, reasons, standing_text, standings
from playground.charts.gradient_noise_chart import gradient_noise_chart
from playground.charts.paths_chart import paths_chart
from playground.charts.race_chart import race_chart
from playground.experiment import Experiment
from playground.experiment.words import plain
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import Choices

BEYOND = 1000
"""How many times the training set the noise scale may be before the number says nothing more."""
_choices = Choices("laboratory")


def show(racing: Mapping[str, Experiment], result: Mapping[str, Any], count: int) -> None:
    """All but curves and verdict, for the contestants as they were and their `count` training samples."""
    found: Results = result["contestants"]
    st.table(_table(racing, found), hide_index=True, hide_header=False, alt="What each contestant took")
    words = "Seconds are the processor's time for the updates alone, and differ from race to race."
    if any(each["best"] is not None for each in found.values()):
        words = (
            f"To {100 * GOAL:g} %: what it took until an evaluation, over the first 1,000 training samples, found "
            f"so many right; but for the seconds, that is the same in every race. {words}"
        )
    st.caption(words)
    ways, noise = st.columns(2, gap="large")
    with ways:
        _ways(result["landscape"])
    with noise:
        _noise(result["noise"], count)


@st.fragment
def curves(of: Mapping[str, Array]) -> None:
    """The curves (n, 9) by name, with a switch for each axis; nothing else is run again for it."""
    draw_curves(of)


def draw_curves(of: Mapping[str, Array]) -> None:
    """The same inside another fragment: a chart and two switches; it is empty before the first curve."""
    measures = [name for name, column in MEASURES.items() if _known(of, column)]
    axes = list(AXES)
    chart = race_chart(of, _choices.chosen("axis", axes[0]), _choices.chosen("measure", measures[0]))
    st.altair_chart(chart, key="laboratory_race", width="stretch")
    with st.container(horizontal=True, gap="medium"):
        for label, name, options in (("What is drawn", "measure", measures), ("Along which axis", "axis", axes)):
            bound = _choices.bound_among(name, options)
            choice_buttons(label, options, label_visibility="collapsed", **bound)


def _known(of: Mapping[str, Array], column: int) -> bool:
    """Whether the measure in the column exists: there may be no accuracy, without classes, and no validation.

    At first nobody knows, but validation is the exception.
    """
    if not any(len(curve) for curve in of.values()):
        return column not in VALIDATION
    return any(np.isfinite(curve[:, column]).any() for curve in of.values())


def verdict(found: Results) -> None:
    """Who won and why, and who diverged."""
    goals = standings(found)
    for standing in goals:
        st.markdown(standing_text(standing))
    # the last goal is the one that all have reached: it has the most to tell
    if goals and (why := reasons(found, goals[-1])):
        first, *others = why
        st.markdown("\n".join([first, "", *(f"- {each}" for each in others)]))
    for name, each in found.items():
        if each["diverged"]:
            st.warning(
                f"{name} diverged: its cost was no longer a finite number. Give it a smaller learning rate.",
                icon=":material/trending_up:",
            )


def _table(racing: Mapping[str, Experiment], found: Results) -> dict[str, list[str]]:
    def of_goal(axis: str) -> list[str]:
        goals = [each["to_goal"] for each in found.values()]
        return ["–" if goal is None else amount(axis, goal[axis.lower()]) for goal in goals]

    classes = any(each["best"] is not None for each in found.values())
    table = {
        "Contestant": list(found),
        "Rate": [plain(racing[name].optimiser.learning_rate) for name in found],
    }
    if classes:
        table |= {f"{axis} to {100 * GOAL:g} %": of_goal(axis) for axis in AXES}
        table["Best, training"] = [
            _percent(each["best"]["accuracy"]) if each["best"] else "–" for each in found.values()
        ]
        table["Test, at the end"] = [_percent(each["whole_test_accuracy"]) for each in found.values()]
    table["Cost at the end"] = [cost_text(each["scores"]["train_loss"]) for each in found.values()]
    table["Epochs"] = [amount("Epochs", each["epochs"]) for each in found.values()]
    table["Updates"] = [amount("Updates", each["updates"]) for each in found.values()]
    table["An update"] = [
        amount("Seconds", each["seconds"] / each["updates"]) if each["updates"] else "–" for each in found.values()
    ]
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _ways(landscape: Mapping[str, Any]) -> None:
    if "paths" not in landscape:
        st.caption(landscape["left_out"])
        return
    shares = landscape["shares"]
    chart = paths_chart(landscape["paths"], shares, landscape["extent"], landscape.get("surface"))
    st.altair_chart(chart, key="laboratory_paths", width="stretch")
    over = (
        "The shade is the cost of the weights in the plane itself; the paths run beside it, so that their own cost may "
        "be another."
        if "surface" in landscape
        else landscape["left_out"]
    )
    st.caption(
        "All weights of a network are one point, and training moves it. Of all the directions it moves in, the "
        f"picture shows the two principal ones: {100 * float(shares.sum()):.0f} % of the variance. The circle is "
        f"where all start; squares are ends. The marked moments lie evenly over the logarithm of the updates. {over}"
    )


def _noise(noise: Mapping[str, Any], count: int) -> None:
    moments = {"the first weights": noise["first"], f"the last weights of {noise['of']}": noise["last"]}
    measured = {
        f"At {name}": (each["batch_sizes"], each["measured"], each["law"])
        for name, each in moments.items()
        if "left_out" not in each
    }
    if measured:
        st.altair_chart(gradient_noise_chart(measured), key="laboratory_noise", width="stretch")
        st.caption(
            "How far the gradient of a batch is from that of all samples: the mean squared distance, over the squared "
            "length of the latter. The lines are the law, one over the batch size: the mean of B samples has a Bth of "
            "the variance of one. The dashed line shows from which batch size on the gradient outweighs its noise."
        )
    for name, each in moments.items():
        if "left_out" in each:
            st.caption(f"At {name}: {each['left_out']}")
        else:
            st.markdown(f"At {name}, {_scale_text(float(each['scale']), min(count, 1000))}")


def _scale_text(scale: float, count: int) -> str:
    if scale > BEYOND * count:
        return "the gradient over all samples is all but zero: what a batch shows is noise and nothing else."
    if scale >= count:
        return (
            f"noise and gradient are even at about **{scale:,.0f} samples** a batch: more than there are, so that "
            "every mini-batch is mostly noise."
        )
    if scale < 1.5:
        return "the gradient is at least about as large as its noise even in a single sample: batches gain little."
    return f"noise and gradient are even at about **{scale:,.0f} samples** a batch; larger ones gain little more."
