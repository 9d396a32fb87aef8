"""What there is to see of a network, a section at a time."""

from __future__ import annotations

import numpy as np
import streamlit as st

from playground.charts.filter_answers import filter_answers
from playground.components.filter_view import chosen_filter, filter_view
from playground.components.inside.choices import bound_among, choose, chosen
from playground.components.inside.present import Present
from playground.components.inside.seen import Seen
from playground.components.layer_outputs import layer_outputs as layer_outputs_view
from playground.inside.filters import FilterLayer, filter_layers
from playground.inside.firing import answers, firing, liveliness
from playground.inside.frames import Exciting, filters_frame, outputs_frame, saliency_frame
from playground.inside.layer_outputs import layer_outputs
from playground.inside.orientation import orientation
from playground.inside.saliency import saliency
from playground.overflow import overflow_allowed

SALIENCY_SIDE = 256


def show_layers(seen: Seen, present: Present) -> None:
    """Every layer's output."""
    st.caption(
        "From top to bottom, what each layer makes of the image: an image for each channel, a bar or square for each "
        "unit. Point at a value, or focus a picture and use the arrow keys, to read it."
    )
    outputs = layer_outputs(seen.network, present.inputs)
    layer_outputs_view(outputs_frame(outputs, seen.network.classes, present.revision), key="inside layers")


def show_filters(seen: Seen, present: Present) -> None:
    """The filters by number, and what the chosen one answers."""
    st.caption(
        "A filter answers where the image looks like its weights: orange ones want ink, blue ones paper. Choose one to "
        "see where it fires and what excites it most. Beside its number stands the angle of its pattern."
    )
    filters = _layer(seen)
    if filters is not None:
        _filter_view(seen, present, filters, list(range(len(filters.weights))), "inside filters")


def show_orientation(seen: Seen, present: Present) -> None:
    """The filters by the angle of their patterns, and how much each answers the image."""
    st.caption(
        "The angle of the pattern that a filter answers is measured from its weights: 0° lies flat, 90° stands "
        "upright. Coherence is 1 where all of it runs that way, and 0 where it has no direction, as a spot."
    )
    filters = _layer(seen)
    if filters is None:
        return
    angles, coherences = orientation(filters.weights)
    unit = "standard deviation of output" if filters.slides else "size of output"
    lively = liveliness(answers(seen.network, filters, present.inputs))
    words = (
        "A column is high where the filter's output changes much over the image."
        if filters.slides
        else "A column is high where the unit's output is far from zero."
    )
    if not present.image.any():
        words += " The image is blank yet: draw something, or show it bars at an angle."
    if filters.weights.shape[1] == 1:
        words += " Each of these filters is a single row of weights, so none of them has an angle."
    st.caption(words)
    st.altair_chart(filter_answers(angles, coherences, lively, unit), key="inside answers", width="stretch")
    _filter_view(seen, present, filters, np.argsort(angles, kind="stable").tolist(), "inside oriented")


@overflow_allowed
def show_saliency(seen: Seen, present: Present) -> None:
    """The gradient of the predicted class's score by the input."""
    if not seen.network.classes:
        st.info("This network names no classes, so there is no predicted class to ask about.", icon=":material/info:")
        return
    scores = seen.network.model.forward(present.inputs[None])[0]
    predicted = int(scores.argmax())
    name = seen.network.classes[predicted]
    st.caption(
        f"How the score of the predicted class, {name}, would change with each pixel: more ink on orange would raise "
        "it, more ink on blue would lower it. It is the gradient of the score by the input, found by a backward pass."
    )
    frame = saliency_frame(present.image, saliency(seen.network, present.inputs, predicted), SALIENCY_SIDE)
    layer_outputs_view(frame, key="inside saliency")


def _layer(seen: Seen) -> FilterLayer | None:
    layers = {filters.name: filters for filters in filter_layers(seen.network)}
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
    return layers[st.selectbox("Layer", names, **bound_among("layer", names))]


def _filter_view(seen: Seen, present: Present, filters: FilterLayer, order: list[int], key: str) -> None:
    count = len(filters.weights)
    number = min(chosen("filter", 0), count - 1)
    fired = firing(seen.network, filters, seen.fields(filters.place), present.inputs, number)
    frame = filters_frame(filters, order, number, present.image, fired, _exciting(seen, filters, number))

    def keep() -> None:
        named = chosen_filter(st.session_state[key], count)
        if named is not None:
            choose("filter", named)

    filter_view(frame, on_chosen=keep, key=key)


def _exciting(seen: Seen, filters: FilterLayer, number: int) -> Exciting:
    rows, columns, _ = seen.network.shape
    if seen.moving:
        return Exciting(np.zeros((0, rows, columns, 1)), np.zeros((0, rows, columns)), [], np.zeros(0))
    found, samples = seen.best_patches(filters.place), seen.samples
    images = found.images[number]
    names = [seen.network.classes[label] for label in samples.y_test[images]] if seen.network.classes else [""] * 9
    looked = seen.fields(filters.place).seen[found.positions[number]]
    return Exciting(samples.x_test[images], looked, names, found.values[number])
