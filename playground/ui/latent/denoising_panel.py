"""Denoising: the network's error over the noise level, beside that of doing nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from nn.settings import settings_of
from playground.analysis.codes.autoencoder import autoencoder_of
from playground.analysis.codes.denoising import SEED, Denoising, denoising
from playground.analysis.codes.latent_space import LatentSpace
from playground.charts.contact_sheet import contact_sheet
from playground.charts.denoising_chart import denoising_chart
from playground.datasets import samples_of
from playground.datasets.image_set import DIGIT_NAMES, grey_bytes
from playground.experiment import Experiment
from playground.experiment.words import listed, plain
from playground.preparation import Preparation
from playground.preparation.noise import with_noise
from playground.ui.choice_buttons import choice_buttons
from playground.ui.choices import LATENT
from playground.ui.headings import heading
from playground.ui.images import ink_sheet

KINDS = next(each.choices for each in settings_of(Preparation) if each.name == "noise_kind")
LEVELS = tuple(round(0.1 * step, 1) for step in range(9))
USUAL_LEVEL = 0.3
"""What the pictures show of a network that was trained without noise."""
MOST_IMAGES = 1000
SHEET = 1000
"""About how many pixels wide the pictures are."""


@st.fragment
def show(known: LatentSpace) -> None:
    """Both errors over the level of noise, and ten digits before and after."""
    heading("Does it take noise away?")
    st.caption(
        "A denoising autoencoder is shown a noisy image and is to give the clean one. It is judged beside doing "
        "nothing: the noisy image itself has an error, too."
    )
    setting = known.autoencoder.network.prepared.preparation
    usual = float(setting.noise) or USUAL_LEVEL
    # a network that was trained with other noise has other levels, and begins with its own
    of_kind, of_level = (f"{what} denoised after {setting.noise_text}" for what in ("kind", "level"))
    choice_buttons(
        "Kind of noise",
        KINDS,
        format_func=str.capitalize,
        **LATENT.bound_among(of_kind, KINDS, first=setting.noise_kind),
    )
    kind = LATENT.chosen(of_kind, setting.noise_kind)
    levels = tuple(sorted({*LEVELS, usual}))
    found, pictures = _measured(known.experiment.data(), known.theta.tobytes(), known.row, kind, levels)
    if not np.isfinite(found.rebuilt).all():
        st.warning("What this network gives is not a finite number everywhere. Train it again, with a lower rate.")
        return
    chart, words = st.columns([1.3, 1], gap="large")
    with chart:
        means = "standard deviation, in ink from 0 to 1" if kind == "gaussian" else "share of the pixels"
        trained_at = float(setting.noise) if setting.noise and kind == setting.noise_kind else None
        shown = denoising_chart(
            levels, found.noisy, found.rebuilt, trained_at=trained_at, across=f"Noise level ({means})"
        )
        st.altair_chart(shown, key="latent_denoising", width="stretch")
    with words:
        st.select_slider("Noise level in numbers and pictures", levels, **LATENT.bound(of_level, usual))
        place = levels.index(LATENT.chosen(of_level, usual))
        st.markdown(f"{_level_text(found, place)} {_harm_text(found)}")
        binarised = ", binarised as in its training" if setting.binarise else ""
        st.caption(
            f"Measured on the first {min(MOST_IMAGES, len(known.images)):,} test images{binarised}; the noise is the "
            f"same for every network. {_training_text(setting, kind)}"
        )
    st.markdown(f"**Ten digits at a noise level of {levels[place]:g}**")
    ink_sheet(_sheet(pictures[place]), width="content")
    st.caption("Top: clean. Middle: with noise, as far as ink from 0 to 1 can show it. Bottom: what the network makes.")


@st.cache_data(max_entries=32, show_spinner="Adding noise to the test images …")
def _measured(
    experiment: dict[str, Any], weights: bytes, row: int, kind: str, levels: tuple[float, ...]
) -> tuple[Denoising, Array]:
    """The errors, and pictures of the first image of each digit at each level, clean, noisy and rebuilt.

    The pictures are uint8 (levels, 3, digits, rows, columns, 1).
    """
    described = Experiment.from_data(experiment)
    autoencoder = autoencoder_of(described, np.frombuffer(weights, np.float32), row)
    samples = samples_of(described.dataset)
    images = samples.x_test[:MOST_IMAGES]
    clean = autoencoder.clean(images)
    first = np.unique(samples.y_test[:MOST_IMAGES], return_index=True)[1]
    pictures = []
    for level in levels:
        # noise for all of them, so that those shown are among those measured
        noisy = with_noise(clean, kind, level, np.random.default_rng(SEED))[first]
        codes = autoencoder.encode_shown(autoencoder.network.prepared.shown(noisy))
        pictures.append(np.stack([clean[first], noisy, np.nan_to_num(autoencoder.decode(codes))[..., None]]))
    return denoising(autoencoder, images, kind, levels), grey_bytes(np.stack(pictures))


def _level_text(found: Denoising, place: int) -> str:
    level, noisy, rebuilt = found.levels[place], float(found.noisy[place]), float(found.rebuilt[place])
    if not level:
        return f"Without noise there is nothing to take away, and rebuilt, the image is off by {rebuilt:.3f}."
    text = f"At {level:g} the noisy image is off by {noisy:.3f}; rebuilt, it is off by {rebuilt:.3f}"
    if rebuilt < noisy:
        return f"{text}: **{100 * rebuilt / noisy:.0f} % of the error remains.**"
    return f"{text}: **that is worse than doing nothing.**"


def _harm_text(found: Denoising) -> str:
    """At which levels the network does more harm than good."""
    worse = [place for place in range(len(found.levels)) if found.rebuilt[place] >= found.noisy[place]]
    if not worse:
        return "It is better than doing nothing at every level."
    if len(worse) == len(found.levels):
        return "It is worse than doing nothing at every level: it has not learnt to rebuild the images yet."
    levels = listed([plain(found.levels[place]) for place in worse])
    return (
        f"Where there is little noise, it does harm: at {levels} its image is further off than the noisy one, for "
        "what does not fit through the code is lost, noise or not."
        if worse == list(range(len(worse)))
        else f"At {levels} it is worse than doing nothing."
    )


def _training_text(setting: Preparation, kind: str) -> str:
    if setting.noise_text is None:
        return "This network was trained without noise."
    other = "" if kind == setting.noise_kind else ", so that this kind is new to it"
    return f"It was trained with: {setting.noise_text}{other}."


def _sheet(pictures: Array) -> Array:
    """Rows of images (3, digits, rows, columns, 1) as one picture."""
    columns = pictures.shape[1]
    scale = max(1, SHEET // (len(DIGIT_NAMES) * (pictures.shape[3] + 1)))
    return contact_sheet(pictures.reshape(-1, *pictures.shape[2:]), scale, columns)
