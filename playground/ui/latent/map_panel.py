"""The map of the test codes, and the walk through them, which the decoder draws."""

from __future__ import annotations

import streamlit as st

from playground.analysis.codes.code_grid import grid_codes
from playground.analysis.codes.latent_space import LatentSpace
from playground.analysis.codes.places import Places, places_in_plane
from playground.charts.contact_sheet import contact_sheet
from playground.datasets.image_set import grey_bytes
from playground.experiment.words import fixed
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import LATENT
from playground.ui.code_views import code_map
from playground.ui.current import session
from playground.ui.headings import heading
from playground.ui.images import ink_sheet
from playground.ui.latent import walk_panel
from playground.ui.latent.places import PLANE, TSNE, colour_choices, map_frame, places_of

GRID_SIDE = 15


def show(known: LatentSpace) -> None:
    """The map with what to choose of it beside the walk, and below them the plane, decoded."""
    with st.container(key="latent_stage"):
        left, right = st.columns([1.5, 1], gap="medium")
    with left:
        drawn = st.container()
        with st.container(key="latent_map"):
            # the map that there is stays while another one is being made
            places = _chosen_places(known) or places_in_plane(known)
            st.caption(places.caption)
    _lay_on(known, places)
    with drawn:
        code_map(map_frame(known, places), key="code_map")
    with right:
        walk_panel.show(known.codes.shape[1])
    _decoded_plane(known, places)


def _chosen_places(known: LatentSpace) -> Places | None:
    """The map that is chosen here; None while it is still to be made."""
    with st.container(horizontal=True):
        choice_buttons("Places by", [PLANE, TSNE], **LATENT.bound_among("places", [PLANE, TSNE]))
        choice_buttons("Colours by", colour_choices(), **LATENT.bound_among("colours", colour_choices()))
    if LATENT.chosen("places", PLANE) == TSNE:
        _tsne_settings(known)
    return places_of(known)


def _lay_on(known: LatentSpace, places: Places) -> None:
    """Lay the selected code on the map; the page's views are answered by what it is laid on."""
    here = session()
    run = here.autoencoder_run
    if run is None:
        return
    with here.lock:
        here.code_selection.show(run, known, places)
    here.notify()


def _tsne_settings(known: LatentSpace) -> None:
    st.caption(
        "t-SNE (t-distributed stochastic neighbour embedding) puts codes that are neighbours close to each other. "
        "**What it does not say:** how far apart groups are, how large a group is, and what the axes are mean nothing."
    )
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        highest = float(min(100, len(known.codes) - 1))
        st.slider(
            "Perplexity",
            2.0,
            highest,
            step=1.0,
            help="About how many neighbours of each code are to stay neighbours",
            width=280,
            **LATENT.bound("perplexity", min(30.0, highest), most=highest),
        )
        st.number_input("Seed", 0, 9999, step=1, width=140, **LATENT.bound("tsne_seed", 0))


@st.fragment
def _decoded_plane(known: LatentSpace, places: Places) -> None:
    """A grid of decoded codes over the plane; there is none for t-SNE, which has no way back."""
    if places.projection is None:
        return
    heading("The plane, decoded")
    codes, extent = grid_codes(places.projection, known.codes, GRID_SIDE)
    images = known.autoencoder.decode(codes)
    sheet, words = st.columns([1.2, 1], gap="medium")
    with sheet:
        ink_sheet(
            contact_sheet(grey_bytes(images[..., None]), scale=2, columns=GRID_SIDE),
            width=620,
            alt="The plane, decoded",
        )
    words.caption(
        f"{GRID_SIDE} × {GRID_SIDE} codes, laid out evenly, and what the decoder makes of each: "
        f"{places.axes[0]} from {fixed(extent.left, 2)} to {fixed(extent.right, 2)} from left to right, "
        f"{places.axes[1]} from {fixed(extent.bottom, 2)} to {fixed(extent.top, 2)} upwards. Between the digits lie "
        "mixtures that nobody wrote."
    )
