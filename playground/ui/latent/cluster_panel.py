"""Clusters of the codes, found without labels, beside the digits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from playground.analysis.codes.cluster_study import MOST_FITTED, REPRESENTATIONS
from playground.analysis.codes.comparison import REPORTED_PURITY
from playground.analysis.codes.latent_space import LatentSpace
from playground.analysis.spread import standard_deviation
from playground.charts.purity_chart import cluster_table_chart, purity_chart
from playground.datasets.image_set import DIGIT_NAMES
from playground.experiment import Experiment
from playground.experiment.presets import PRESETS
from playground.experiment.words import counted, listed
from playground.ui import job_panel
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import LATENT
from playground.ui.headings import heading
from playground.ui.images import Tile, image_tiles

REPORTS = PRESETS["Autoencoder, USPS, BCE (the report's)"]
FITTED = {"the test codes, as the report did": "test", "the training codes": "train"}
TRAINED_WITH = {"Original": "original images", "Noise": "Gaussian noise", "Binarised": "binarised images"}
"""The report's purities of ten clusters of test codes."""
SETS = ("training images", "test images")
WIDTH = 84
"""Pixels of a mean image on the screen."""
_K, _SEED, _SEEDS, _FIT_ON = "clusters_k", "clusters_seed", "clusters_seeds", "clusters_fit_on"
_FIRST_FIT = next(iter(FITTED))


@st.fragment
def show(known: LatentSpace) -> None:
    """What to cluster, and what came of it."""
    heading("Clusters: does the code know the digits?")
    st.caption(
        "K-means sorts the codes into groups that lie together and sees no label. Afterwards each group is named by "
        "the digit that is most frequent in it. The same is done with the pixels, and with as many principal "
        "components of them as the code has numbers: a code worth its training does better than both."
    )
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.slider("Clusters (k)", 2, 20, width=220, **LATENT.bound(_K, 10))
        st.number_input("First seed", 0, 9999, step=1, width=140, **LATENT.bound(_SEED, 0))
        st.slider("Number of seeds", 1, 10, width=180, **LATENT.bound(_SEEDS, 5))
        choice_buttons("Fitted on", list(FITTED), **LATENT.bound_among(_FIT_ON, list(FITTED), first=_FIRST_FIT))
    result = job_panel.show(
        "clusters",
        "clusters",
        {
            "experiment": known.experiment.data(),
            "theta": np.asarray(known.theta, np.float32),
            "row": known.row,
            "k": int(LATENT.chosen(_K, 10)),
            "seed": int(LATENT.chosen(_SEED, 0)),
            "seeds": int(LATENT.chosen(_SEEDS, 5)),
            "fit_on": FITTED[LATENT.chosen(_FIT_ON, _FIRST_FIT)],
        },
        button="Cluster the codes",
        icon=":material/bubble_chart:",
    )
    if result is None:
        st.caption(_report_text(known))
        return
    _scores(known, result)
    _clusters(known, result)


def _scores(known: LatentSpace, result: Mapping[str, Any]) -> None:
    scores, chance = result["scores"], (float(result["chance_train"]), float(result["chance_test"]))
    chart, table = st.columns([1.1, 1], gap="large")
    with chart:
        found = {
            words: dict(zip(SETS, (scores[name]["train_purity"], scores[name]["test_purity"]), strict=True))
            for name, words in REPRESENTATIONS.items()
        }
        shown = purity_chart(found, dict(zip(SETS, chance, strict=True)))
        st.altair_chart(shown, key="latent_purity", width="stretch")
    with table:
        st.table(_table(scores, chance), hide_index=True, hide_header=False, alt="Agreement of clusters and digits")
        training = min(len(known.samples.x_train), MOST_FITTED)
        fitted = "test" if FITTED[LATENT.chosen(_FIT_ON, _FIRST_FIT)] == "test" else "training"
        st.caption(
            f"Measured on {known.measured_on} and {training:,} training images, {_seeds_text()}; "
            f"the centres were fitted to the {fitted} images. ± is the standard deviation over the seeds of K-means: "
            "the network is one and the same, and another one would differ by more. The dashed lines are chance: "
            "images thrown into as many clusters at random."
        )
        st.markdown(f"{_finding(scores)} {_report_text(known)}")
    st.caption(
        "**Purity**: the share of images that are of their cluster's digit; it grows with the number of clusters, so "
        "compare it only at the same k. **Adjusted Rand index**, ARI (of each pair of images: together or apart, in "
        "clusters as in digits?) and **normalised mutual information**, NMI (how much a cluster tells of the digit) "
        "are 1 where clusters are the digits, and about 0 where they tell nothing of them."
    )


def _table(scores: Mapping[str, Mapping[str, Array]], chance: tuple[float, float]) -> dict[str, list[str]]:
    columns = {
        "Purity, training": ("train_purity", f"{chance[0]:.3f}"),
        "Purity, test": ("test_purity", f"{chance[1]:.3f}"),
        "ARI, test": ("test_rand", "0"),
        "NMI, test": ("test_information", "about 0"),
    }
    table = {"Clusters of": [*REPRESENTATIONS.values(), "chance"]}
    for title, (column, by_chance) in columns.items():
        table[title] = [*(mean_text(scores[name][column]) for name in REPRESENTATIONS), by_chance]
    return table


def mean_text(values: Array) -> str:
    """The mean, and, of more than one value, the standard deviation."""
    deviation = standard_deviation(values)
    return f"{np.mean(values):.3f}" + ("" if deviation is None else f"\u00a0±\u00a0{deviation:.3f}")


def _finding(scores: Mapping[str, Mapping[str, Array]]) -> str:
    """Whether clusters of codes are purer than those of pixels; what is within the spread counts as equal."""
    codes, pixels = (scores[name]["test_purity"] for name in ("codes", "pixels"))
    difference = float(np.mean(codes) - np.mean(pixels))
    spread = max(standard_deviation(each) or 0.0 for each in (codes, pixels))
    verdict = "about as pure as" if abs(difference) <= spread else "purer than" if difference > 0 else "less pure than"
    return (
        f"**On the test images, clusters of codes are {verdict} clusters of pixels** "
        f"({np.mean(codes):.3f} against {np.mean(pixels):.3f})."
    )


def _report_text(known: LatentSpace) -> str:
    here = reported_like(known.experiment)
    texts = {images: f"{value} with {TRAINED_WITH[images]}" for images, value in REPORTED_PURITY.items()}
    figures = [f"**{text} (as here)**" if images == here else text for images, text in texts.items()]
    none = "" if here else " None of the three was trained quite as this one."
    return f"The report found, for ten clusters of test codes of USPS, a purity of {', '.join(figures)}.{none}"


def reported_like(experiment: Experiment) -> str | None:
    """Which of the report's `IMAGES` a network like the report's was trained on; None where it is another."""
    if experiment.dataset.kind != REPORTS.dataset.kind:
        return None
    here, reports = experiment.data(), REPORTS.data()
    if any(here[part] != reports[part] for part in ("layers", "penalty")):
        return None
    shown = experiment.preparation
    if shown.binarise:
        return None if shown.noise else "Binarised"
    if shown.noise:
        return "Noise" if shown.noise_kind == "gaussian" else None
    return "Original"


def _seeds_text() -> str:
    first, count = int(LATENT.chosen(_SEED, 0)), int(LATENT.chosen(_SEEDS, 5))
    return f"seed {first}" if count == 1 else f"seeds {first} to {first + count - 1}"


def _clusters(known: LatentSpace, result: Mapping[str, Any]) -> None:
    """What is in each cluster of the first seed, those of the same digit beside each other."""
    table: Array = result["table"]
    sizes, digits = table.sum(axis=1), table.argmax(axis=1)
    order = sorted(range(len(table)), key=lambda number: (sizes[number] == 0, digits[number], -sizes[number]))
    st.markdown(f"**The clusters of codes of seed {int(LATENT.chosen(_SEED, 0))}**, as the mean of their test images")
    images = result["mean_images"].reshape(len(table), *known.size, 1)[order]
    image_tiles(images, [_tile(number, table[number]) for number in order], width=WIDTH, key="latent_cluster_means")
    st.caption(_digits_text(set(digits[sizes > 0].tolist())))
    names = [
        f"Cluster {number + 1} (mostly {digits[number]}s)" if sizes[number] else f"Cluster {number + 1} (empty)"
        for number in order
    ]
    chart = cluster_table_chart(table[order], names, DIGIT_NAMES[: table.shape[1]])
    st.altair_chart(chart, key="latent_cluster_table", width="stretch")


def _tile(number: int, counts: Array) -> Tile:
    size = int(counts.sum())
    if not size:
        return Tile(f"Cluster {number + 1}", ("empty",))
    images = counted(size, "image")
    return Tile(f"Cluster {number + 1}", (images, f"{100 * counts.max() / size:.0f} % are {counts.argmax()}s"))


def _digits_text(named: set[int]) -> str:
    missing = [f"{digit}s" for digit in range(len(DIGIT_NAMES)) if digit not in named]
    if not missing:
        return "Every digit is the most frequent one of some cluster."
    return f"No cluster is mostly {listed(missing, 'or')}: such images lie in clusters of digits that they look like."
