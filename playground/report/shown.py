"""Pictures of a trained network as plain arrays: they travel from the process that trained it to page and file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nn.module import Array
from playground.datasets.image_set import grey_bytes
from playground.report.training import Trained
from playground.training.evaluation import plane_extent
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork

MOST_POINTS = 400
MOST_DIGITS = 20
DRAW_SEED = 7
"""Of the draw of the digits that are shown: the same in every run."""


def curves_of(trained: Mapping[str, Trained]) -> dict[str, Any]:
    """The curves (n, 8) by name, and the seconds (n,) of their rows."""
    return {
        "curves": {name: each.curve for name, each in trained.items()},
        "seconds": {name: each.seconds for name, each in trained.items()},
    }


def planes_of(trained: Mapping[str, Trained]) -> dict[str, Any]:
    """What each network makes of the plane, uint8 (100, 100), top row first, and the test points over it.

    The points, float32 (n, 2), and their classes are those of the first network: the data is the same for all.
    """
    first = next(iter(trained.values()))
    return {
        "planes": {name: _plane(each) for name, each in trained.items()},
        "extent": plane_extent(first.samples),
        "points": np.ascontiguousarray(first.samples.x_test[:MOST_POINTS, :2]),
        "labels": first.samples.y_test[:MOST_POINTS].astype(np.uint8),
    }


def _plane(trained: Trained) -> Array:
    plane = trained.run.snapshot("ended").plane
    assert plane is not None
    only: Array = plane[0]
    return only


def data_of_points(trained: Trained) -> dict[str, Any]:
    """Training points (n, 2) and their classes."""
    x, y = trained.samples.x_train[:MOST_POINTS, :2], trained.samples.y_train[:MOST_POINTS]
    return {"data": {"points": np.ascontiguousarray(x), "labels": y.astype(np.uint8)}}


def data_of_images(trained: Trained) -> dict[str, Any]:
    """The first training images, uint8 (n, rows, columns)."""
    return {"data": {"images": grey_bytes(trained.samples.x_train[:MOST_DIGITS])[..., 0]}}


@overflow_allowed
def digits_of(trained: Trained) -> dict[str, Any]:
    """Test images drawn at random, uint8 (n, rows, columns), their classes, what is read, and how surely (0 to 1)."""
    samples = trained.samples
    count = min(MOST_DIGITS, len(samples.x_test))
    chosen = np.sort(np.random.default_rng(DRAW_SEED).choice(len(samples.x_test), count, replace=False))
    images = samples.x_test[chosen]
    outputs = TrainedNetwork.of(trained.experiment, trained.run.theta).predictions(images)
    return {
        "digits": {
            "images": grey_bytes(images)[..., 0],
            "truth": samples.y_test[chosen].astype(np.uint8),
            "read": outputs.argmax(axis=1).astype(np.uint8),
            "confidence": outputs.max(axis=1).astype(np.float32),
        }
    }


def measured_on(trained: Mapping[str, Trained]) -> str:
    """The test samples in words."""
    texts = []
    for each in trained.values():
        title, count = each.experiment.dataset.title(), len(each.samples.x_test)
        text = f"{count:,} test samples of {title} that training never saw"
        if text not in texts:
            texts.append(text)
    return "; ".join(texts)
