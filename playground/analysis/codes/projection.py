"""Codes of any length seen in a plane, and points of that plane turned into codes again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.datasets.dataset import Floats


@dataclass(frozen=True, eq=False)
class Projection:
    """A plane through the space of the codes: `mean` (k,) is its origin, the rows of `axes` (2, k) its directions.

    `explained` holds the share of the codes' variance that lies along each of the two axes, each 0 to 1.
    """

    mean: Floats
    axes: Floats
    explained: tuple[float, float]

    def place(self, codes: Array) -> Floats:
        """Where codes (n, k) fall in the plane, float32 (n, 2)."""
        # place = (code − mean) · axesᵀ
        places: Floats = ((np.asarray(codes, np.float32) - self.mean) @ self.axes.T).astype(np.float32)
        return places

    def lift(self, points: Array) -> Floats:
        """The codes at points (n, 2) of the plane, float32 (n, k): what lies off the plane is as in the mean code."""
        # code = mean + point · axes
        codes: Floats = (self.mean + np.asarray(points, np.float32) @ self.axes).astype(np.float32)
        return codes


def fit_projection(codes: Array) -> Projection:
    """The plane in which codes (n, k) vary most: the first two principal axes. Raises ValueError, as `checked_codes`.

    A code of two numbers is its own place in the plane, and a code of one number lies on a line: the second axis is
    zero. The sign of a principal axis is arbitrary; here its largest loading is positive, so that the same codes give
    the same picture.

    Source: K. Pearson, On Lines and Planes of Closest Fit to Systems of Points in Space, Philosophical Magazine 2(11),
    1901, 559-572.
    """
    from sklearn.decomposition import PCA

    # in float64, as the variances of large codes leave the range of float32
    values = checked_codes(codes).astype(np.float64)
    k = values.shape[1]
    variances = values.var(axis=0)
    total = float(variances.sum())
    if k <= 2 or total == 0:
        origin = np.zeros(k) if k <= 2 else values.mean(axis=0)
        first, second = (*variances.tolist(), 0.0)[:2]
        shares = (first / total, second / total) if total else (0.0, 0.0)
        return Projection(origin.astype(np.float32), np.eye(2, k, dtype=np.float32), shares)
    fitted = PCA(2, svd_solver="covariance_eigh").fit(values)
    axes = fitted.components_
    largest = np.abs(axes).argmax(axis=1)
    axes = axes * np.sign(axes[np.arange(2), largest])[:, None]
    first, second = fitted.explained_variance_ratio_.tolist()
    return Projection(fitted.mean_.astype(np.float32), axes.astype(np.float32), (first, second))


def checked_codes(codes: Array) -> Floats:
    """The codes as float32 (n, k). Raises ValueError where they are no table, are empty or are not finite."""
    values: Floats = np.asarray(codes, np.float32)
    if values.ndim != 2 or 0 in values.shape:
        raise ValueError(f"Codes are a table, one row of numbers each; these have the shape {values.shape}.")
    if not np.isfinite(values).all():
        raise ValueError("Some codes are not finite numbers. Train the autoencoder again, with a lower learning rate.")
    return values
