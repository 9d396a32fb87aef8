"""Frames for the live plot, and the words beside it."""

import numpy as np
import pytest

from playground.experiment.presets import DEFAULT, DIGITS
from playground.experiment.words import duration
from playground.processes.wire import pack, unpack
from playground.training.live_frame import MOST_IMAGES, MOST_POINTS, UNTRAINED, live_frame, live_setting
from playground.training.run import TrainingRun


def frame_of(experiment):
    """A run, and what the live plot is given of it: its setting and a frame, as one."""
    samples = experiment.dataset.load()
    run = TrainingRun(experiment, samples)
    setting, frame = (
        unpack(packed)
        for packed in (
            live_setting(experiment, samples),
            live_frame(experiment, samples, run.snapshot("training")),
        )
    )
    assert not set(setting[0]) & set(frame[0]), "each part comes once"
    assert not set(setting[1]) & set(frame[1])
    return run, (setting[0] | frame[0], setting[1] | frame[1])


def test_points_with_classes():
    run, (header, arrays) = frame_of(DEFAULT.changed(dataset={"kind": "moons", "samples": 900}))
    assert header["view"] == "plane_classes"
    assert header["note"] == UNTRAINED
    assert header["past"] is False
    assert header["loss_name"] == "MSE"
    assert header["test"]["accuracy"] == run.scores.test_accuracy
    assert arrays["plane"].shape == (1, 100, 100)
    assert len(arrays["points"]) == len(arrays["labels"]) == 2 * MOST_POINTS
    low, high = header["extent"][:2]
    assert low < arrays["points"].min() < arrays["points"].max() < high


def test_points_with_values():
    _, (header, arrays) = frame_of(DEFAULT.changed(dataset={"kind": "gaussian_bumps"}))
    low, high = header["value_range"]
    assert header["view"] == "plane_values"
    assert header["test"]["accuracy"] is None
    assert low <= arrays["values"].min() < arrays["values"].max() <= high


def test_digits_come_wrong_ones_first_with_the_whole_confusion():
    _, (header, arrays) = frame_of(DIGITS)
    wrong = arrays["truth"] != arrays["predicted"]
    assert len(arrays["images"]) == MOST_IMAGES
    assert not np.any(wrong[1:] & ~wrong[:-1])
    assert arrays["confusion"].sum() == header["count"] == 297
    assert header["wrong_count"] == 297 - np.trace(arrays["confusion"])


def test_the_wire_carries_what_it_is_given():
    arrays = {"a": np.arange(3, dtype=np.uint8), "b": np.eye(2, dtype=np.float32), "empty": np.zeros((0, 6))}
    header, found = unpack(pack({"x": [1, "é"]}, arrays))
    assert header == {"x": [1, "é"]}
    for name, values in arrays.items():
        np.testing.assert_array_equal(found[name], values)
        assert found[name].dtype == values.dtype
    with pytest.raises(ValueError, match="JSON"):
        pack({"x": float("nan")}, {})


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.42, "0.4 s"), (12.4, "12 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_durations_in_words(seconds, words):
    assert duration(seconds) == words
