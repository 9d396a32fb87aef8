"""What the live plot draws: a snapshot and its samples, packed into one frame."""

from __future__ import annotations

from typing import Any

import numpy as np

from nn.loss import Loss
from nn.module import Array
from nn.registry import make
from playground.datasets import Dataset, Samples
from playground.datasets.image_set import DIGIT_NAMES, ImageSet, grey_bytes
from playground.datasets.point_set import PointSet
from playground.experiment import Experiment
from playground.preparation import Preparation, Preparations
from playground.tasks import Classify, Reconstruct
from playground.training.evaluation import MOST_TEST, plane_extent
from playground.training.snapshot import Snapshot
from playground.wire import pack

MOST_IMAGES = 36
"""Test images shown at once."""
MOST_POINTS = 500
"""Training points, and as many test points, that are drawn: more would hide the regions behind them."""


def live_frame(experiment: Experiment, samples: Samples, snapshot: Snapshot, note: str | None = None) -> bytes:
    """The frame for `components.live_plot`, for a run of `experiment` on `samples`."""
    dataset = make(Dataset, experiment.dataset)
    scores = snapshot.scores
    classes = list(dataset.task.classes) if isinstance(dataset.task, Classify) else []
    if isinstance(dataset, ImageSet):
        classes = list(DIGIT_NAMES)
    header: dict[str, Any] = {
        "epoch": snapshot.epoch,
        "updates": snapshot.updates,
        "loss_name": Loss.kinds()[str(experiment.loss["kind"])].title(),
        "classes": classes,
        "train": {"loss": scores and scores.train_loss, "accuracy": scores and scores.train_accuracy},
        "test": {"loss": scores and scores.test_loss, "accuracy": scores and scores.test_accuracy},
        "note": note,
        "noise": _noise_in_words(experiment),
    }
    view = _points if isinstance(dataset, PointSet) else _images
    further, arrays = view(dataset, samples, snapshot)
    return pack({**header, **further}, {"curve": snapshot.curve, **arrays})


def _noise_in_words(experiment: Experiment) -> str | None:
    """The noise that training adds, or None."""
    preparation = make(Preparations, experiment.preparation)
    assert isinstance(preparation, Preparation)
    return preparation.noise_text


def _points(dataset: Dataset, samples: Samples, snapshot: Snapshot) -> tuple[dict[str, Any], dict[str, Array]]:
    x_train, x_test = samples.x_train[:MOST_POINTS], samples.x_test[:MOST_POINTS]
    targets = np.concatenate([samples.y_train[:MOST_POINTS], samples.y_test[:MOST_POINTS]])
    extent = plane_extent(samples)
    header: dict[str, Any] = {"extent": [-extent, extent, -extent, extent], "train_count": len(x_train)}
    arrays: dict[str, Array] = {"points": np.ascontiguousarray(np.concatenate([x_train[:, :2], x_test[:, :2]]))}
    if snapshot.plane is not None:
        arrays["plane"] = snapshot.plane
    if isinstance(dataset.task, Classify):
        return {"view": "plane_classes", **header}, {**arrays, "labels": targets.astype(np.uint8)}
    value_range = list(snapshot.plane_range)
    return {"view": "plane_values", "value_range": value_range, **header}, {**arrays, "values": targets[:, 0]}


def _images(dataset: Dataset, samples: Samples, snapshot: Snapshot) -> tuple[dict[str, Any], dict[str, Array]]:
    if isinstance(dataset.task, Reconstruct):
        assert snapshot.rebuilt is not None
        truth = np.unique(samples.y_test[:MOST_TEST]).astype(np.uint8)
        originals, inputs, outputs = snapshot.rebuilt
        return {"view": "reconstructions", "errors": snapshot.scores and snapshot.scores.errors}, {
            "originals": originals,
            "inputs": inputs,
            "outputs": outputs,
            "truth": truth,
        }
    assert isinstance(dataset.task, Classify)
    assert snapshot.predicted is not None
    assert snapshot.confidence is not None
    truth = samples.y_test[:MOST_TEST].astype(np.uint8)
    predicted = snapshot.predicted
    wrong = truth != predicted
    chosen = np.argsort(~wrong, kind="stable")[:MOST_IMAGES]
    count = len(dataset.task.classes)
    confusion = np.bincount(truth.astype(np.int64) * count + predicted, minlength=count**2).reshape(count, count)
    images = grey_bytes(samples.x_test[chosen][..., 0])
    return {"view": "digits", "test_count": len(truth), "wrong_count": int(wrong.sum())}, {
        "images": images,
        "truth": truth[chosen],
        "predicted": predicted[chosen],
        "confidence": snapshot.confidence[chosen],
        "confusion": confusion.astype(np.uint32),
    }
