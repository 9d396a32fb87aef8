"""Paths of weights in the plane that shows most of them, and the cost over that plane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.batch_modes.training_cost import TrainingCost
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.training.finite import overflow_allowed

MARGIN = 0.15
"""Share of its width that a surface reaches beyond the paths on it, to either side."""


@dataclass(frozen=True, eq=False)
class Plane:
    """The points origin + a · directions[0] + b · directions[1] in the space of the weights.

    `origin` is (p,), `directions` (2, p) of length 1 and at right angles; `shares` (2,) says how much of the variance
    of the points that the plane was laid through each direction shows.
    """

    origin: Array
    directions: Array
    shares: Array

    def coordinates(self, points: Array) -> Array:
        """Where the points (m, p) are seen in the plane, (m, 2): each is dropped on it at a right angle."""
        return (points - self.origin) @ self.directions.T

    def point(self, first: float, second: float) -> Array:
        """The weights (p,) at a place in the plane."""
        weights: Array = self.origin + first * self.directions[0] + second * self.directions[1]
        return weights


@overflow_allowed
def weight_paths(paths: Mapping[str, Array]) -> tuple[Plane, dict[str, Array]]:
    """The plane of the first two principal directions of all points of `paths`, each (m, p), and each path in it.

    The directions point to where the largest of their numbers is positive, so that the picture does not depend on the
    order of the paths. ValueError for fewer than two weights, or fewer than two points, and for weights so large that
    their squares have no room in a number.
    Source: H. Li et al., Visualizing the Loss Landscape of Neural Nets, Advances in Neural Information Processing
    Systems 31, 2018, section 7.
    """
    points = np.concatenate(list(paths.values()))
    if min(points.shape) < 2:
        raise ValueError(f"A plane needs two weights and two moments; here are {points.shape[1]} and {len(points)}.")
    origin = points.mean(axis=0)
    differences = points - origin
    if not np.isfinite(np.einsum("ij,ij->", differences, differences)):
        raise ValueError("The plane is left out: a network has diverged, and its weights are too large for it.")
    # points - origin = U S Vᵀ: the rows of Vᵀ are the principal directions, S² their shares of the variance
    _, sizes, directions = np.linalg.svd(differences, full_matrices=False)
    directions = directions[:2]
    largest = np.take_along_axis(directions, np.abs(directions).argmax(axis=1, keepdims=True), axis=1)
    directions = directions * np.where(largest < 0, -1, 1).astype(directions.dtype)
    variances = np.asarray(sizes, np.float64) ** 2
    plane = Plane(origin, directions, variances[:2] / max(variances.sum(), np.finfo(np.float64).tiny))
    return plane, {name: plane.coordinates(path) for name, path in paths.items()}


def extent_of(coordinates: Mapping[str, Array]) -> Array:
    """The lowest and the highest place along each direction, (2, 2), with a margin around all the paths."""
    places = np.concatenate(list(coordinates.values()))
    low, high = places.min(axis=0), places.max(axis=0)
    # paths that do not move along a direction still have a surface to lie on
    margin = np.maximum(MARGIN * (high - low), 0.1 * max(float((high - low).max()), 1e-3))
    return np.stack([low - margin, high + margin], axis=1)


@overflow_allowed
def cost_surface(
    experiment: Experiment, plane: Plane, extent: Array, side: int = 41, samples: Samples | None = None
) -> Array:
    """The training cost over the plane, float32 (side, side): a row for each place along the second direction.

    `extent` is as `extent_of` gives it. ValueError, in a sentence, for a network that would take too long. Raises
    DataUnavailable.
    """
    cost = TrainingCost(experiment, samples)
    if not cost.allows(cost.count * side**2):
        raise ValueError(
            f"The cost surface is left out: with {cost.parameters:,} parameters, to find the cost at {side**2:,} "
            "places would take too long. Smaller networks have one."
        )
    across, up = (np.linspace(low, high, side) for low, high in extent)
    rows = [[cost.at(plane.point(first, second)) for first in across] for second in up]
    return np.array(rows, np.float32)
