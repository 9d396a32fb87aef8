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
NEIGHBOURS = 5
"""Codes that a new one is placed between."""

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


def nearest_place(codes: Array, points: Array, code: Array) -> Floats:
    """Where a new code (k,) belongs on the map `points` (n, 2) of `codes` (n, k): float32 (2,).

    t-SNE arranges the codes it is given and has no rule for another one. So this is no t-SNE but the mean of the places
    of the `NEIGHBOURS` nearest codes, weighted by the inverse of their distance: a place among its like.
    Raises ValueError where the three do not belong together.
    """
    known, new = checked_codes(codes), checked_codes(np.reshape(code, (1, -1)))
    places = np.asarray(points, np.float32)
    if places.shape != (len(known), 2) or known.shape[1] != new.shape[1]:
        raise ValueError(
            f"A code of {new.shape[1]} numbers cannot be placed on a map of shape {places.shape} "
            f"of codes of shape {known.shape}."
        )
    distances = np.linalg.norm(known.astype(np.float64) - new, axis=1)
    nearest = distances.argsort(kind="stable")[:NEIGHBOURS]
    closest = distances[nearest[0]]
    # weight = closest / distance: proportional to 1 / distance, and finite; a code that is there already takes it all
    weights = closest / distances[nearest] if closest > 0 else (distances[nearest] == 0).astype(np.float64)
    place: Floats = (weights @ places[nearest] / weights.sum()).astype(np.float32)
    return place


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
