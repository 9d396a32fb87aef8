"""The Inside page's workspace: what the network looks at, and beside it what goes on inside."""

from __future__ import annotations

import streamlit as st

from playground.analysis.interpretability.filters import filter_layers
from playground.analysis.interpretability.interpretation import Interpretation
from playground.analysis.interpretability.sobel import beginning_with_sobel, sobel_places, with_sobel
from playground.datasets.published_file import DataUnavailable
from playground.server.topics.input_image import BARS, DRAWING
from playground.training.run_handle import RunHandle
from playground.training.trained_network import TrainedNetwork
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import INSIDE
from playground.ui.current import session
from playground.ui.inside import present, sections
from playground.ui.layer_outputs import layer_outputs
from playground.ui.switched_units import switched_units
from playground.ui.views import style

_STYLE = f"<style>{style('inside/inside.css')}</style>"
LEARNED = "As it was trained"
WIDTHS = [1, 2.1]
SECTIONS = {
    "Layers": sections.show_layers,
    "Filters": sections.show_filters,
    "Orientation": sections.show_orientation,
    "Saliency": sections.show_saliency,
}


def show() -> None:
    """The workspace of the digit network."""
    st.html(_STYLE)
    run = session().digit_run
    with st.container(key="inside_workspace"):
        if run is not None and (run.moving or run.theta is not None):
            _workspace(run)


@st.fragment
def _workspace(run: RunHandle) -> None:
    """The choices of what to see, and views that follow pen and training by themselves."""
    if session().digit_run is not run:
        st.rerun()
    network = None if run.theta is None else TrainedNetwork.of(run.experiment, run.theta)
    place = None if network is None else _sobel_rows(network).get(INSIDE.chosen("sobel", LEARNED))
    if network is not None and place is not None:
        with_sobel(network, place)
    image, inside = st.columns(WIDTHS, gap="large", vertical_alignment="bottom")
    with image:
        present.choose_source()
    with inside, st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        sections = _sections(network)
        choice_buttons("What to see of it", sections, **INSIDE.bound_among("section", sections))
        _choose_filters(run, network)
        if INSIDE.chosen("section", "Layers") == "Orientation" and INSIDE.chosen("source", DRAWING) != BARS:
            st.button(
                "Show it bars at an angle",
                icon=":material/texture:",
                key="inside show bars",
                on_click=INSIDE.choose,
                args=("source", BARS),
            )
    with st.container(key="inside_sight"):
        _sight(network, place)


def _sections(network: TrainedNetwork | None) -> list[str]:
    """The sections that say something of the network: it has orientations where a filter has a clear direction."""
    directed = network is None or any(filters.has_directions for filters in filter_layers(network))
    return [name for name in SECTIONS if name != "Orientation" or directed]


def _sight(network: TrainedNetwork | None, sobel: int | None) -> None:
    image, inside = st.columns(WIDTHS, gap="large")
    if network is None:
        image.caption("Its first weights are on their way.")
        with inside:  # it asks for them
            layer_outputs("layers", {"source": DRAWING}, key="inside layers")
        return
    seen = Interpretation(network)
    try:
        with image:
            message = present.show(seen, sobel)
        with inside:
            switched_units({"sobel": sobel, "switches": True}, key="inside switched")
            SECTIONS[INSIDE.chosen("section", "Layers")](seen, message)
    except DataUnavailable as error:
        st.warning(str(error), icon=":material/cloud_off:")


def _choose_filters(run: RunHandle, network: TrainedNetwork | None) -> None:
    """Offer Sobel filters in place of learned ones, for what this page shows."""
    rows = {} if network is None else _sobel_rows(network)
    if not rows:
        return
    options = [LEARNED, *rows]
    st.selectbox(
        "Its filters",
        options,
        help="On this page alone, channels 0 and 1 of a convolution may be replaced by Sobel's filters, which are made "
        "by hand: one answers lying edges, one upright edges. The trained network stays as it is.",
        width=320,
        **INSIDE.bound_among("sobel", options),
    )
    place = rows.get(INSIDE.chosen("sobel", LEARNED))
    # the training of a ready network takes long, and may want what is not here
    if place is not None and session().ready.network(run) is None:
        st.button(
            "Train again from these",
            icon=":material/replay:",
            key="inside train with sobel",
            on_click=_train_with_sobel,
            args=(place,),
            help="Trains the same experiment from first weights in which this convolution has Sobel's two filters. In "
            "the editor on the Train page it is the convolution's setting Sobel.",
        )


def _train_with_sobel(place: int) -> None:
    run = session().digit_run
    if run is not None:
        INSIDE.choose("sobel", LEARNED)
        session().start_digit_run(beginning_with_sobel(run.experiment, place))


def _sobel_rows(network: TrainedNetwork) -> dict[str, int]:
    layers = network.model.layers
    return {
        f"Sobel filters in {place + 1} · {layers[place].title()}, here only": place for place in sobel_places(network)
    }
