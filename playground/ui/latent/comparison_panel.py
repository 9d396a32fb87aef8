"""The report's six autoencoders, trained here: original, noisy and binarised digits, with MSE and with BCE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from playground.analysis.codes.comparison import (
    CLEAR,
    CLUSTERS,
    IMAGES,
    LOSSES,
    REPORTED_PURITY,
    clearly_lower,
    variants,
)
from playground.analysis.codes.latent_space import LatentSpace
from playground.analysis.spread import standard_deviation
from playground.charts.comparison_chart import comparison_chart
from playground.charts.contact_sheet import contact_sheet
from playground.experiment.description import penalty_texts
from playground.experiment.words import counted, duration, plain
from playground.ui import job_panel, own_drawings_panel
from playground.ui.choices import LATENT
from playground.ui.current import session
from playground.ui.headings import heading
from playground.ui.images import ink_sheet
from playground.ui.latent.cluster_panel import mean_text

SEEDS = 5
SHEET = 640
"""About how many pixels wide the pictures of one network are."""
_NOISE = "comparison_noise"
Results = Mapping[str, Mapping[str, Any]]


@st.fragment
def show(known: LatentSpace) -> None:
    """What will be trained, and what came of it beside the report's conclusions."""
    heading("Original, noise, binarised; MSE or BCE")
    st.slider("Noise level", 0.05, 0.6, step=0.05, width=280, **LATENT.bound(_NOISE, 0.3))
    noise = round(float(LATENT.chosen(_NOISE, 0.3)), 2)
    # the six depend on neither the loss nor the images of this network: its likes find the same result
    described = next(iter(variants(known.experiment, noise).values()))
    epochs, kind = described.schedule.epochs, described.preparation.noise_kind.replace("gaussian", "Gaussian")
    penalty = " and ".join(penalty_texts(described))
    images, name = len(known.samples.x_train), described.dataset.title()
    st.caption(
        "The report trained one stack on original, noisy and binarised images, with each of two losses. Here are "
        f"six like them: this stack from the same first weights (seed {described.seed}), "
        f"{counted(epochs, 'epoch')} each over {images:,} training images of {name}, with {kind} noise at "
        f"{plain(noise)}{f' and a penalty, {penalty}' * bool(penalty)}.{_time_text(known, epochs)}"
    )
    own_drawings_panel.note(described, "Each of the six")
    results = job_panel.show(
        "comparison",
        "comparison",
        {"experiment": described.data(), "row": known.row, "noise": noise, "seeds": SEEDS},
        button="Train the six",
        icon=":material/compare:",
    )
    if results is None:
        return
    _numbers(known, results, name)
    _pictures(results)
    st.markdown("**What the report concluded — what is measured here**")
    for each in conclusions(results):
        st.markdown(f"- **{each.claim}**: {each.measured} {each.sign} **{each.verdict}.**")
    st.caption(
        f"The six are one run each, all from seed {described.seed}: what is close may fall the other way with another "
        f"seed. An error counts as lower by {100 * CLEAR:.0f} % and more, a purity by more than its spread over "
        "K-means seeds. The report judged its images by eye."
    )


def _time_text(known: LatentSpace, epochs: int) -> str:
    """About how long it will take, from what this network's own training took; nothing where that is not known."""
    run = session().autoencoder_run
    if run is None or run.experiment != known.experiment or run.snapshot is None or not run.snapshot.epoch:
        return ""
    seconds = len(IMAGES) * len(LOSSES) * epochs * run.snapshot.seconds / run.snapshot.epoch
    return f" Training takes about {duration(seconds)}, and measuring some more."


def _numbers(known: LatentSpace, results: Results, name: str) -> None:
    table, chart = st.columns([1.25, 1], gap="large")
    with table:
        st.table(_table(results), hide_index=True, hide_header=False, alt="Errors and purities of the six")
        st.caption(
            f"Measured on all {len(known.samples.x_test):,} test images of {name}, shown without noise. MSE and BCE "
            f"are the errors a pixel. Purity: of {CLUSTERS} clusters of the test codes, as the report has it; of new: "
            "of test codes in clusters that were fitted to training codes. ± is the standard deviation over K-means "
            f"seeds 0 to {SEEDS - 1}. † Against binarised images, which are other targets: not to be compared with "
            "the rows above."
        )
    with chart:
        found = {images: {loss.upper(): results[f"{images} {loss}"]["purity"] for loss in LOSSES} for images in IMAGES}
        st.altair_chart(comparison_chart(found, REPORTED_PURITY), key="latent_comparison", width="stretch")
        figures = ", ".join(map(str, REPORTED_PURITY.values()))
        st.caption(
            "The lines in black, or white on a dark page, are the report's figures, for USPS and a code of 10: "
            f"{figures}."
        )


def _table(results: Results) -> dict[str, list[str]]:
    six = [(images, loss, results[f"{images} {loss}"]) for images in IMAGES for loss in LOSSES]
    marks = ["\u00a0†" if images == "Binarised" else "" for images, _, _ in six]
    return {
        "Images": [images for images, _, _ in six],
        "Loss": [loss.upper() for _, loss, _ in six],
        "MSE": [f"{each['mse']:.4f}{mark}" for (_, _, each), mark in zip(six, marks, strict=True)],
        "BCE": [f"{each['bce']:.4f}{mark}" for (_, _, each), mark in zip(six, marks, strict=True)],
        "Purity": [mean_text(each["purity"]) for _, _, each in six],
        "Purity of new": [mean_text(each["purity_of_new"]) for _, _, each in six],
        "Seconds": [f"{each['seconds']:.1f}" for _, _, each in six],
    }


def _pictures(results: Results) -> None:
    st.markdown("**The first test image of each digit: above as it shall be, below rebuilt**")
    for images in IMAGES:
        for column, loss in zip(st.columns(len(LOSSES), gap="medium"), LOSSES, strict=True):
            with column:
                pictures: Array = results[f"{images} {loss}"]["pictures"]
                _, digits, rows, columns = pictures.shape
                scale = max(1, SHEET // (digits * (columns + 1)))
                sheet = contact_sheet(pictures.reshape(-1, rows, columns, 1), scale, digits)
                ink_sheet(sheet, caption=f"{images}, {loss.upper()}", width="content")


@dataclass(frozen=True)
class Conclusion:
    """A conclusion of the report, what is measured here, and whether the one shows in the other."""

    claim: str
    measured: str
    agrees: Mapping[str, bool]
    """Whether it does, by what it was looked for in."""

    @property
    def verdict(self) -> str:
        """In words."""
        agreeing = [name for name, agrees in self.agrees.items() if agrees]
        if len(agreeing) == len(self.agrees):
            return "Agrees here"
        return f"Agrees here with {' and '.join(agreeing)} only" if agreeing else "Does not show here"

    @property
    def sign(self) -> str:
        """The verdict as one character."""
        return "✓" if all(self.agrees.values()) else "≈" if any(self.agrees.values()) else "✗"


def conclusions(results: Results) -> list[Conclusion]:
    """The report's three, each with what `comparison_job` measured.

    An error counts as lower where it is by the share `CLEAR`, a purity where it is by more than its spread over seeds.
    """
    mse = {images: {loss: float(results[f"{images} {loss}"]["mse"]) for loss in LOSSES} for images in IMAGES}
    purity = {images: {loss: results[f"{images} {loss}"]["purity"] for loss in LOSSES} for images in IMAGES}
    original, noise = mse["Original"], mse["Noise"]
    rebuilt = [
        f"{noise[loss]:.4f} after training with noise and {original[loss]:.4f} without ({loss.upper()})"
        for loss in LOSSES
    ]
    clustered = [
        f"{np.mean(purity['Binarised'][loss]):.3f} binarised and {np.mean(purity['Noise'][loss]):.3f} with noise "
        f"({loss.upper()})"
        for loss in LOSSES
    ]
    return [
        Conclusion(
            "BCE is clearer than MSE",
            "clearer is taken here as nearer to the original, by the mean squared error, the very number that the "
            f"other was trained for. On original images it is {original['bce']:.4f} after training with BCE and "
            f"{original['mse']:.4f} with MSE.",
            {"BCE": clearly_lower(original["bce"], original["mse"])},
        ),
        Conclusion(
            "Noise makes the reconstructions better",
            f"the mean squared error on images without noise is {', and '.join(rebuilt)}.",
            {loss.upper(): clearly_lower(noise[loss], original[loss]) for loss in LOSSES},
        ),
        Conclusion(
            "Binarising is worse than noise",
            f"the errors are against other targets, so the purity has to tell: it is {', and '.join(clustered)}.",
            {loss.upper(): _less_pure(purity["Binarised"][loss], purity["Noise"][loss]) for loss in LOSSES},
        ),
    ]


def _less_pure(purities: Array, others: Array) -> bool:
    spread = max(standard_deviation(each) or 0.0 for each in (purities, others))
    return float(np.mean(others) - np.mean(purities)) > spread
