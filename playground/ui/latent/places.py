"""The map of the test codes that was asked for, and how they are marked there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from nn.module import Array
from playground.analysis.codes.clusters import fit_clusters
from playground.analysis.codes.latent_space import LatentSpace
from playground.analysis.codes.places import Places, places_by_tsne, places_in_plane
from playground.analysis.codes.purity import majority_labels
from playground.datasets.image_set import DIGIT_NAMES, grey_bytes
from playground.server.topics.code_frames import pack_map
from playground.ui import job_panel
from playground.ui.choices import LATENT

PLANE, TSNE = "The plane", "t-SNE"
DIGIT, CLUSTER = "Digit", "Cluster"
CLUSTERS = 10
SEED = 0
MOST_TSNE = 2500
"""Codes on a t-SNE map: it takes seconds for each thousand."""


def places_of(known: LatentSpace) -> Places | None:
    """The map that was asked for; None, and its progress, while it is being made."""
    return _tsne(known) if LATENT.chosen("places", PLANE) == TSNE else places_in_plane(known)


def _tsne(known: LatentSpace) -> Places | None:
    count = min(len(known.codes), MOST_TSNE)
    result = job_panel.show(
        "tsne",
        "tsne",
        {
            "experiment": known.experiment.data(),
            "theta": np.asarray(known.theta, np.float32),
            "row": known.row,
            "perplexity": float(min(LATENT.chosen("perplexity", 30.0), count - 1)),
            "seed": int(LATENT.chosen("tsne_seed", 0)),
            "most": MOST_TSNE,
        },
        button=f"Make the t-SNE map of {count:,} codes",
        icon=":material/scatter_plot:",
    )
    return None if result is None else places_by_tsne(result["points"])


def colour_choices() -> list[str]:
    """What the colours may stand for."""
    return [DIGIT, CLUSTER]


def map_frame(known: LatentSpace, places: Places) -> bytes:
    """The points as the map component takes them."""
    count = len(places.points)
    labels = known.labels[:count]
    groups: Array | None = None
    names: Sequence[str] | None = None
    wrong: Array | None = None
    if LATENT.chosen("colours", DIGIT) == CLUSTER:
        groups, digits = _clusters(known)
        groups = groups[:count]
        names = [f"{number + 1}: {DIGIT_NAMES[digit]}s" if digit >= 0 else str(number + 1) for number, digit in digits]
        wrong = np.array([digit for _, digit in digits])[groups] != labels
    return pack_map(
        places.points,
        labels,
        grey_bytes(known.images[:count]),
        names=DIGIT_NAMES,
        axes=places.axes,
        colours=CLUSTER if groups is not None else DIGIT,
        groups=groups,
        group_names=names,
        wrong=wrong,
        wrong_means="in a cluster of mostly another digit" if wrong is not None else "",
        walkable=places.projection is not None,
    )


def _clusters(known: LatentSpace) -> tuple[Array, list[tuple[int, int]]]:
    """The cluster of each code, and each cluster with the digit that is most frequent in it."""
    assigned = _assigned(known.codes.tobytes(), known.codes.shape[1])
    digits = majority_labels(assigned, known.labels, CLUSTERS)
    return assigned, list(enumerate(digits.tolist()))


@st.cache_data(max_entries=16, show_spinner=False)
def _assigned(codes: bytes, width: int) -> Array:
    values = np.frombuffer(codes, np.float32).reshape(-1, width)
    return fit_clusters(values, CLUSTERS, SEED).assign(values)
