"""The sections of the Inside page, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.interpretability.filter_response import filter_outputs, liveliness
from playground.analysis.interpretability.filters import FilterLayer, filter_layers
from playground.analysis.interpretability.frames import Exciting
from playground.analysis.interpretability.interpretation import Interpretation
from playground.analysis.interpretability.orientation import CLEAR, orientation
from playground.charts.filter_answers import filter_answers
from playground.server.topics.inside import chosen_filters, looking
from playground.server.topics.topic import Message, RefusedError
from playground.ui.choices import INSIDE
from playground.ui.current import session
from playground.ui.inside.views import chosen_filter, filter_view
from playground.ui.layer_outputs import layer_outputs
from playground.ui.progress_view import refresh
from playground.ui.views import sent

PAUSE = 0.3
"""Seconds between two charts, at least, while pen or training move."""


def show_layers(_: Interpretation, message: Message) -> None:
    """Every layer's output."""
    st.caption(
        "From top to bottom, what each layer makes of the image: an image for each channel, a bar or square for each "
        "unit. Point at a value, or focus a picture and use the arrow keys, to read it; with a click, or Enter, its "
        "channel or unit is switched off and on."
    )
    layer_outputs("layers", message, key="inside layers")


def show_filters(seen: Interpretation, message: Message) -> None:
    """The filters by number, and what the chosen one answers."""
    st.caption(
        "A filter answers where the image looks like its weights: orange ones want ink, blue ones paper. Choose one to "
        "see where it fires and what excites it most. Beside its number stands the angle of its pattern."
    )
    filters = _layer(filter_layers(seen.network))
    if filters is not None:
        _filter_view(seen, filters, _asked(filters, message), "inside filters")


def show_orientation(seen: Interpretation, message: Message) -> None:
    """The filters by the angle of their patterns, and how much each answers the image."""
    st.caption(
        "The angle of the pattern that a filter answers is measured from its weights: 0° lies flat, 90° stands "
        "upright. Coherence is 1 where all of it runs that way, and 0 where it has no direction, as a spot; only from "
        f"{CLEAR} on an angle is given."
    )
    filters = _layer([each for each in filter_layers(seen.network) if each.has_directions])
    if filters is None:
        return
    asked = {**_asked(filters, message), "by_angle": True}
    _answers(asked)
    _filter_view(seen, filters, asked, "inside oriented")


@st.fragment
def _answers(message: dict[str, Any]) -> None:
    """The size of each filter's answer to the image, drawn anew while pen and training move."""
    refresh("sight", pause=PAUSE, key="inside sight", **message)
    try:
        with looking(session(), message) as (seen, input_image):
            filters, _, _ = chosen_filters(seen, message)
            angles, coherences = orientation(filters.weights)
            lively = liveliness(filter_outputs(seen.network, filters, input_image.inputs))
    except RefusedError:  # of another network by now: the page is about to be drawn anew
        return
    unit = "standard deviation of output" if filters.slides else "size of output"
    words = (
        "A column is high where the filter's output changes much over the image."
        if filters.slides
        else "A column is high where the unit's output is far from zero."
    )
    if not input_image.image.any():
        words += " The image is blank yet: draw something, or show it bars at an angle."
    st.caption(words)
    st.altair_chart(filter_answers(angles, coherences, lively, unit), key="inside answers", width="stretch")


def show_saliency(seen: Interpretation, message: Message) -> None:
    """The gradient of the predicted class's score by the input."""
    if not seen.network.classes:
        st.info("This network names no classes, so there is no predicted class to ask about.", icon=":material/info:")
        return
    st.caption(
        "How the score of the predicted class would change with each pixel: more ink on orange would raise it, more "
        "ink on blue would lower it. It is the gradient of the score by the input, found by a backward pass."
    )
    layer_outputs("saliency", message, key="inside saliency")


def _layer(found: Sequence[FilterLayer]) -> FilterLayer | None:
    layers = {filters.name: filters for filters in found}
    if not layers:
        st.info(
            "This network has no filters to look at: neither a convolution, nor a first Linear layer that sees the "
            "pixels.",
            icon=":material/info:",
        )
        return None
    names = list(layers)
    if len(names) == 1:
        return layers[names[0]]
    return layers[st.selectbox("Layer", names, **INSIDE.bound_among("layer", names))]


def _asked(filters: FilterLayer, message: Message) -> dict[str, Any]:
    number = min(INSIDE.chosen("filter", 0), len(filters.weights) - 1)
    return {**message, "layer": filters.place, "filter": number}


def _filter_view(seen: Interpretation, filters: FilterLayer, message: dict[str, Any], key: str) -> None:
    def keep() -> None:
        named = chosen_filter(sent(key), len(filters.weights))
        if named is not None:
            INSIDE.choose("filter", named)

    filter_view(message, _exciting(seen, filters, message["filter"]), on_chosen=keep, key=key)


def _exciting(seen: Interpretation, filters: FilterLayer, number: int) -> Exciting:
    rows, columns, _ = seen.network.shape
    run = session().digit_run
    if run is None or run.moving:
        return Exciting(np.zeros((0, rows, columns, 1)), np.zeros((0, rows, columns)), [], np.zeros(0))
    found, samples = seen.best_patches(filters.place), seen.samples
    images = found.images[number]
    names = [seen.network.classes[label] for label in samples.y_test[images]] if seen.network.classes else [""] * 9
    looked = seen.fields(filters.place).seen[found.positions[number]]
    return Exciting(samples.x_test[images], looked, names, found.values[number])
