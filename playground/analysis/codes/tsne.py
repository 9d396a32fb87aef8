"""A map of the codes in which neighbours stay neighbours: t-SNE, as a job for a process of its own."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from typing import Any

import numpy as np

from nn.module import Array
from playground.analysis.codes.projection import checked_codes, fit_projection
from playground.datasets.dataset import Floats
from playground.processes.messages import OnProgress

MOST_CODES = 5_000
FEWEST_CODES = 3
PERPLEXITIES = (1.0, 100.0)
"""Least and largest; the search looks at three times as many neighbours of each code."""
GATHERING = 250
"""Iterations that scikit-learn runs with exaggerated attraction, before the map is arranged."""
ITERATIONS = 1_000
SEARCH_SHARE = 0.03
"""Of the whole time, what the search for neighbours takes."""
START_SPREAD = 1e-4
"""Standard deviation of the start along its wider axis, as scikit-learn has it."""
START_JITTER = 1e-6
NEIGHBOURS = 15
"""Codes that a new one is drawn to: three times the perplexity, as t-SNE itself has it."""
NEW_PERPLEXITY = 5.0
STEPS = 40
HALVINGS = 40
"""Of the range, on a scale of logarithms, that the width of the likeness lies in."""

_ITERATION = re.compile(r"\[t-SNE\] Iteration (\d+): error = ([\d.]+)")


def tsne_job(on_progress: OnProgress, *, codes: Array, perplexity: float, seed: int) -> dict[str, Any]:
    """Arrange codes (n, k) in the plane: {"points": float32 (n, 2)}; the same seed gives the same points.

    The start is the codes' principal plane, which keeps large distances as true as t-SNE can, with a jitter drawn from
    the seed, so that equal codes come apart. The perplexity is about the number of neighbours that a code minds.
    It takes `sys.stdout` for itself while it runs and so belongs into a process of its own.

    Raises ValueError, in words, for codes that are not finite, fewer than `FEWEST_CODES` or more than `MOST_CODES`,
    and for a perplexity outside of `PERPLEXITIES` or not below the number of codes.

    Sources: L. van der Maaten, G. Hinton, Visualizing Data using t-SNE, Journal of Machine Learning Research 9, 2008,
    2579-2605; for the start, D. Kobak, P. Berens, The art of using t-SNE for single-cell transcriptomics, Nature
    Communications 10, 2019, 5416.
    """
    from sklearn.manifold import TSNE

    values = checked_codes(codes)
    _check(len(values), perplexity)
    on_progress(0.0, f"Looking for the neighbours of {len(values):,} codes")
    # the map does not depend on the scale of the codes, but the squares of large ones would not be finite
    largest = np.abs(values).max()
    values = values / largest if largest > 0 else values
    method = TSNE(
        perplexity=float(perplexity),
        init=_start(values, seed),
        learning_rate="auto",
        max_iter=ITERATIONS,
        random_state=seed,
        verbose=2,
    )
    with contextlib.redirect_stdout(_IterationLines(on_progress)):
        points = method.fit_transform(values)
    return {"points": points.astype(np.float32)}


def place_on_map(codes: Array, points: Array, code: Array) -> Floats:
    """The place of a new code (k,) on the map `points` (n, 2) of `codes` (n, k): float32 (2,).

    t-SNE arranges the codes that it is given and has no rule for another one. So the map stays as it is, and the new
    code alone is arranged, by t-SNE's own measure: where the divergence is least, near its like and away from the
    others. It starts at the best place among its `NEIGHBOURS` nearest codes, and goes downhill from there. A code that
    is on the map already keeps its place. Raises ValueError where the three do not belong together.

    Source: P. Poličar, M. Stražar, B. Zupan, Embedding to Reference t-SNE Space Addresses Batch Effects in Single-Cell
    Classification, Machine Learning 112, 2023, 721-740.
    """
    known, new = checked_codes(codes), checked_codes(np.reshape(code, (1, -1)))
    places = np.asarray(points, np.float64)
    if places.shape != (len(known), 2) or known.shape[1] != new.shape[1]:
        raise ValueError(
            f"A code of {new.shape[1]} numbers cannot be placed on a map of shape {places.shape} "
            f"of codes of shape {known.shape}."
        )
    distances = np.square(known.astype(np.float64) - new).sum(axis=1)
    if distances.min() == 0:
        own: Floats = places[distances == 0].mean(axis=0).astype(np.float32)
        return own
    nearest = distances.argsort(kind="stable")[:NEIGHBOURS]
    likeness = np.zeros(len(known))
    likeness[nearest] = _likeness(distances[nearest])
    start = min(places[nearest], key=lambda place: _divergence(place, places, likeness)[0])
    return _downhill(start, places, likeness)


def _likeness(distances: Array) -> Array:
    """Likeness of codes at these squared distances, (n,) that add up to 1.

    They fall as a Gaussian, wide enough that about `NEW_PERPLEXITY` of the codes count.
    """
    # from narrow to wide; that of the right width is found by halving what is left
    relative = distances / distances.mean()
    narrow, wide = 1e-6, 1e6
    for _ in range(HALVINGS):
        width = np.sqrt(narrow * wide)
        weights = np.exp((relative.min() - relative) / width)
        shares: Array = weights / weights.sum()
        # perplexity = exp(−Σ p ln p), the number of codes that would count if all that do counted alike
        perplexity = np.exp(-np.sum(shares * np.log(np.maximum(shares, np.finfo(float).tiny))))
        narrow, wide = (width, wide) if perplexity < NEW_PERPLEXITY else (narrow, width)
    return shares


def _divergence(place: Array, places: Array, likeness: Array) -> tuple[float, Array]:
    """The divergence KL(p ‖ q) of a code at `place` (2,), but for a constant, and its gradient by the place, (2,)."""
    # q = w / Σ w with w = 1 / (1 + d²), so KL = Σ p ln(p / q) = Σ p ln(1 + d²) + ln Σ w + Σ p ln p
    apart = place - places
    weights = 1 / (1 + np.square(apart).sum(axis=1))
    total = weights.sum()
    divergence = np.log(total) - likeness @ np.log(weights)
    # dKL/dy = 2 Σ (p − q) w (y − yⱼ)
    return float(divergence), 2 * ((likeness - weights / total) * weights) @ apart


def _downhill(place: Array, places: Array, likeness: Array) -> Floats:
    """The bottom of the valley that the place is in: steps against the gradient, each as long as it goes down."""
    step, (least, slope) = 1.0, _divergence(place, places, likeness)
    for _ in range(STEPS):
        tried = place - step * slope
        found, slope_there = _divergence(tried, places, likeness)
        if found < least:
            place, least, slope, step = tried, found, slope_there, 2 * step
        else:
            step /= 4
    return place.astype(np.float32)


def _check(count: int, perplexity: float) -> None:
    if not FEWEST_CODES <= count <= MOST_CODES:
        raise ValueError(f"A t-SNE map is made of {FEWEST_CODES} to {MOST_CODES:,} codes; these are {count:,}.")
    least, most = PERPLEXITIES
    if not least <= perplexity <= most:
        raise ValueError(f"The perplexity is a number from {least:g} to {most:g}; this one is {perplexity}.")
    if perplexity >= count:
        raise ValueError(
            f"A perplexity of {perplexity:g} asks for more neighbours than there are: {count:,} codes. "
            "Choose a lower one, or more codes."
        )


def _start(codes: Floats, seed: int) -> Floats:
    places = fit_projection(codes).place(codes)
    places -= places.mean(axis=0)
    spread = places.std(axis=0).max()
    if spread > 0:
        places *= START_SPREAD / spread
    jitter = np.random.default_rng(seed).normal(0, START_JITTER, places.shape)
    return (places + jitter).astype(np.float32)


class _IterationLines(io.TextIOBase):
    """Takes what scikit-learn prints, its only sign of life, and reports how far it has come."""

    def __init__(self, on_progress: OnProgress) -> None:
        self._on_progress = on_progress
        self._printed = sys.stdout
        self._begun = ""

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            if found := _ITERATION.match(line):
                self._tell(int(found[1]), float(found[2]))
        return len(text)

    def _tell(self, iteration: int, divergence: float) -> None:
        if iteration <= GATHERING:
            text = f"Gathering neighbours: iteration {iteration:,} of {ITERATIONS:,}"
        else:
            text = f"Arranging the map: iteration {iteration:,} of {ITERATIONS:,}, divergence {divergence:.2f}"
        # what the report prints is not scikit-learn's
        with contextlib.redirect_stdout(self._printed):
            self._on_progress(SEARCH_SHARE + (1 - SEARCH_SHARE) * iteration / ITERATIONS, text)
