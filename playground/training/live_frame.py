"""The live plot's bytes: what does not change while a run trains, and a frame for each snapshot."""

from __future__ import annotations

from typing import Any

import numpy as np

from nn.metrics import confusion
from nn.module import Array
from playground.datasets import Dataset, Samples
from playground.datasets.image_set import DIGIT_NAMES, ImageSet, grey_bytes
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify, Reconstruct
from playground.experiment import Experiment
from playground.experiment.learning_rates import learning_rates
from playground.preparation import Preparation
from playground.processes.wire import pack
from playground.training.evaluation import pictured, plane_extent
from playground.training.run import DIVERGED
from playground.training.snapshot import BY_HAND, Snapshot

MOST_IMAGES = 36
"""Test or validation images shown at once."""
MOST_POINTS = 500
"""Training points, and as many test points, that are drawn: more would hide the regions behind them."""
CHANGED = "Changed by hand: some of its weights are a person's."
UNTRAINED = "Not trained yet: this is what its first, random weights make of the data."


def live_setting(experiment: Experiment, samples: Samples) -> bytes:
    """Parts that all frames of a run of `experiment` on `samples` have in common: the view, names, points and axes."""
    dataset = experiment.dataset
    classes = list(dataset.task.classes) if isinstance(dataset.task, Classify) else []
    header: dict[str, Any] = {
        "loss_name": experiment.loss.title(),
        "classes": list(DIGIT_NAMES) if isinstance(dataset, ImageSet) else classes,
        "noise": _noise_in_words(experiment),
    }
    if not isinstance(dataset, PointSet):
        view = "reconstructions" if isinstance(dataset.task, Reconstruct) else "digits"
        return pack({"view": view, **header}, {})
    x_train, x_test = samples.x_train[:MOST_POINTS], samples.x_test[:MOST_POINTS]
    targets = np.concatenate([samples.y_train[:MOST_POINTS], samples.y_test[:MOST_POINTS]])
    points = np.ascontiguousarray(np.concatenate([x_train[:, :2], x_test[:, :2]]))
    extent = plane_extent(samples)
    header |= {"extent": [-extent, extent, -extent, extent], "train_count": len(x_train)}
    if isinstance(dataset.task, Classify):
        return pack({"view": "plane_classes", **header}, {"points": points, "labels": targets.astype(np.uint8)})
    return pack({"view": "plane_values", **header}, {"points": points, "values": targets[:, 0]})


def live_frame(experiment: Experiment, samples: Samples, snapshot: Snapshot, *, past: bool = False) -> bytes:
    """The frame of a snapshot, which must have its pictures; of the `past`, it says so, and marks it on the curve."""
    dataset, scores = experiment.dataset, snapshot.scores
    header: dict[str, Any] = {
        "epoch": snapshot.epoch,
        "updates": snapshot.updates,
        "train": {"loss": scores and scores.train_loss, "accuracy": scores and scores.train_accuracy},
        "test": {"loss": scores and scores.test_loss, "accuracy": scores and scores.test_accuracy},
        "ended": snapshot.reason is not None,
        "note": f"As it was at epoch {snapshot.epoch:,.1f}." if past else _note(snapshot),
        "past": past,
        "changes": list(snapshot.changes),
    }
    if len(samples.x_validation):
        measured = {"loss": scores and scores.validation_loss, "accuracy": scores and scores.validation_accuracy}
        header["validation"] = measured
    arrays: dict[str, Array] = {"curve": snapshot.curve}
    if not experiment.rate_schedule.always_whole:
        arrays["rates"] = learning_rates(experiment, snapshot.curve[:, 0], snapshot.last_epoch)
    if isinstance(dataset, PointSet):
        if snapshot.plane is not None:
            arrays["plane"] = snapshot.plane
        header["value_range"] = list(snapshot.plane_range)
    elif isinstance(dataset.task, Reconstruct):
        assert snapshot.rebuilt is not None
        arrays |= dict(zip(("originals", "inputs", "outputs"), snapshot.rebuilt, strict=True))
        arrays["truth"] = np.unique(pictured(samples)[1]).astype(np.uint8)
        header["errors"] = scores and scores.errors
    else:
        further, pictures = _digits(dataset, samples, snapshot)
        header, arrays = header | further, arrays | pictures
    return pack(header, arrays)


def _note(snapshot: Snapshot) -> str | None:
    said = _standing(snapshot)
    if not any(text == BY_HAND for _, text in snapshot.changes):
        return said
    return CHANGED if said in (None, UNTRAINED) else f"{said} {CHANGED}"


def _standing(snapshot: Snapshot) -> str | None:
    if not snapshot.updates:
        return UNTRAINED
    if snapshot.reason is None or snapshot.reason == DIVERGED:
        return None
    whole = snapshot.whole_test_accuracy
    if whole is None or snapshot.scores is None or whole == snapshot.scores.test_accuracy:
        return snapshot.reason
    return f"{snapshot.reason} Over the whole test set: {100 * whole:.2f} % right."


def _noise_in_words(experiment: Experiment) -> str | None:
    """The noise that training adds, or None."""
    preparation = experiment.preparation
    assert isinstance(preparation, Preparation)
    return preparation.noise_text


def _digits(dataset: Dataset, samples: Samples, snapshot: Snapshot) -> tuple[dict[str, Any], dict[str, Array]]:
    assert isinstance(dataset.task, Classify)
    assert snapshot.predicted is not None
    assert snapshot.confidence is not None
    images, labels = pictured(samples)
    truth = labels.astype(np.uint8)
    predicted = snapshot.predicted
    wrong = truth != predicted
    chosen = np.argsort(~wrong, kind="stable")[:MOST_IMAGES]
    counts = confusion(truth, predicted, len(dataset.task.classes))
    return {"count": len(truth), "wrong_count": int(wrong.sum())}, {
        "images": grey_bytes(images[chosen][..., 0]),
        "numbers": chosen.astype(np.uint32),
        "truth": truth[chosen],
        "predicted": predicted[chosen],
        "confidence": snapshot.confidence[chosen],
        "confusion": counts.astype(np.uint32),
    }
