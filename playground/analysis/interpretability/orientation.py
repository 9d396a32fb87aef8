"""Orientation of a filter's pattern, and how clear it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nn.module import Array

Floats = npt.NDArray[np.float64]
FLAT = 1e-12
"""Gradient energy, as a share of the filter's own, below which there is no direction."""
CLEAR = 0.5
"""Coherence from which a filter counts as having a direction: below, its angle says nothing."""


def orientation(weights: Array) -> tuple[Floats, Floats]:
    """Angle in degrees, 0 up to 180, and coherence, 0 to 1, of filters (filters, rows, columns, slices).

    The angle is that of the bars or edges a filter answers, counter-clockwise from lying flat: 0 for horizontal ones,
    90 for upright ones. It comes from the filter's gradient energy, the structure tensor of its kernel,

        J = Σ ∇w ∇wᵀ = [[Jxx, Jxy], [Jxy, Jyy]],

    summed over places and slices. The gradient runs across the bars, at φ = ½ atan2(2 Jxy, Jxx - Jyy). The coherence,
    √((Jxx - Jyy)² + 4 Jxy²) / (Jxx + Jyy), is 1 where all gradients are parallel and 0 where no direction prevails, as
    in a spot. ∇w is taken between pixels: differences of neighbours, each averaged over the two lines it lies between.

    Source: J. Bigün, G. H. Granlund, Optimal Orientation Detection of Linear Symmetry, ICCV 1987, 433-438.
    """
    w = weights.astype(np.float64)
    # y points up, as an angle that is read by a person needs it
    dx = (w[:, :-1, 1:] - w[:, :-1, :-1] + w[:, 1:, 1:] - w[:, 1:, :-1]) / 2
    dy = (w[:, :-1, :-1] - w[:, 1:, :-1] + w[:, :-1, 1:] - w[:, 1:, 1:]) / 2
    jxx, jyy, jxy = (np.einsum("fijs,fijs->f", a, b) for a, b in ((dx, dx), (dy, dy), (dx, dy)))
    energy = jxx + jyy
    across = np.degrees(np.arctan2(2 * jxy, jxx - jyy)) / 2
    directed = energy > FLAT * np.square(w).sum(axis=(1, 2, 3))
    angle = np.where(directed, (across + 90) % 180, 0.0)
    coherence = np.hypot(jxx - jyy, 2 * jxy) / np.where(directed, energy, 1)
    return angle, np.where(directed, coherence.clip(0, 1), 0.0)


def in_order_of_angle(angles: Array, coherences: Array) -> list[int]:
    """The filters' numbers, those of a clear direction first, by their angle; then the others."""
    order: list[int] = np.lexsort((np.where(coherences >= CLEAR, angles, 0), coherences < CLEAR)).tolist()
    return order
