"""Where the test codes lie on the map, and how they are marked there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn.module import Array
from playground.components import job_panel
from playground.components.code_map import pack_map
from playground.components.latent.choices import chosen
from playground.datasets.image_set import DIGIT_NAMES, grey_bytes
from playground.latent.clusters import fit_clusters
from playground.latent.known import Known
from playground.latent.projection import Projection
from playground.latent.purity import majority_labels
from playground.latent.tsne import nearest_place
from playground.words import counted

PLANE, TSNE = "The plane", "t-SNE"
DIGIT, CLUSTER = "Digit", "Cluster"
CLUSTERS = 10
SEED = 0
MOST_TSNE = 2500
"""Codes on a t-SNE map: it takes seconds for each thousand."""


@dataclass(frozen=True, eq=False)
class Places:
    """A map: the places of the first codes, (n, 2), what its axes are, and a sentence about it.

    `projection` is there where every place of the plane stands for a code.
    """

    points: Array
    axes: tuple[str, str]
    caption: str
    projection: Projection | None

    def of(self, known: Known, code: Array) -> tuple[float, float]:
        """Where a code (k,) lies on it."""
        if self.projection is not None:
            x, y = self.projection.place(code[None])[0].tolist()
        else:
            x, y = nearest_place(known.codes[: len(self.points)], self.points, code).tolist()
        return x, y


def places_of(known: Known) -> Places | None:
    """The map that was asked for; None, and its progress, while it is being made."""
    if chosen("places", PLANE) == TSNE:
        return _tsne(known)
    projection = known.projection
    points = projection.place(known.codes)
    first, second = (100 * share for share in projection.explained)
    if known.codes.shape[1] == 2:
        caption = (
            f"The code's own two numbers, for {known.measured_on}. **Drag over the map to walk through the code.**"
        )
        return Places(points, ("Code 1", "Code 2"), caption, projection)
    axes = (f"First principal axis ({first:.0f} % of the variance)", f"Second ({second:.0f} %)")
    caption = (
        f"The codes' {counted(known.codes.shape[1], 'number')}, seen along the two directions in which they vary most "
        f"(principal components), for {known.measured_on}: {first + second:.0f} % of their variance; the rest lies "
        "behind the plane. **Drag over the map to walk in the plane.**"
    )
    return Places(points, axes, caption, projection)


def _tsne(known: Known) -> Places | None:
    count = min(len(known.codes), MOST_TSNE)
    result = job_panel.show(
        "tsne",
        "tsne",
        {
            "experiment": known.experiment.data(),
            "theta": np.asarray(known.theta, np.float32),
            "row": known.row,
            "perplexity": float(min(chosen("perplexity", 30.0), count - 1)),
            "seed": int(chosen("tsne_seed", 0)),
            "most": MOST_TSNE,
        },
        button=f"Make the t-SNE map of {count:,} codes",
        icon=":material/scatter_plot:",
    )
    if result is None:
        return None
    caption = (
        f"t-SNE of the codes of {count:,} test images. **Click a digit to decode its code**; between them, the map has "
        "no way back to a code."
    )
    return Places(result["points"], ("", ""), caption, None)


def colour_choices() -> list[str]:
    """What the colours may stand for."""
    return [DIGIT, CLUSTER]


def map_frame(known: Known, places: Places) -> bytes:
    """The points as the map component takes them."""
    count = len(places.points)
    labels = known.labels[:count]
    groups: Array | None = None
    names: Sequence[str] | None = None
    wrong: Array | None = None
    if chosen("colours", DIGIT) == CLUSTER:
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


def _clusters(known: Known) -> tuple[Array, list[tuple[int, int]]]:
    """The cluster of each code, and each cluster with the digit that is most frequent in it."""
    assigned = _assigned(known.codes.tobytes(), known.codes.shape[1])
    digits = majority_labels(assigned, known.labels, CLUSTERS)
    return assigned, list(enumerate(digits.tolist()))


@st.cache_data(max_entries=16, show_spinner=False)
def _assigned(codes: bytes, width: int) -> Array:
    values = np.frombuffer(codes, np.float32).reshape(-1, width)
    return fit_clusters(values, CLUSTERS, SEED).assign(values)
