"""Robustness: how a reader of digits fares when the digits are noisier, turned, shifted, thicker or thinner.

Every network is shown the same images, disturbed alike, by the functions that prepare the images of a training.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.module import Array
from playground.analysis.evaluation.intervals import by_chance, interval_text, share_text
from playground.datasets.image_set import PAPER_TO_INK, ImageSet, grey_bytes
from playground.datasets.tasks import Classify
from playground.experiment import Experiment
from playground.experiment.limits import rows_of, work_of
from playground.experiment.words import plain
from playground.preparation.motion import moved
from playground.preparation.noise import with_noise
from playground.preparation.writing import with_thickness
from playground.processes.messages import OnPartialResult
from playground.training.finite import overflow_allowed
from playground.training.forward_passes import outputs_of
from playground.training.trained_network import TrainedNetwork

MOST_IMAGES = 500
"""Test images that are disturbed: a share of them is sure to three percent, or better."""
LEAST_IMAGES = 50
MOST_NETWORKS = 2
MOST_WORK = 100_000_000_000
"""Multiplications of the whole: a large network is shown fewer images. About half a minute."""
SEED = 0
"""Of which images, and of the chance in their disturbance: the same for every network."""
SIDE = 28
"""Pixels of a side that lengths are given in, whatever the images' size: MNIST's."""


@dataclass(frozen=True)
class Disturbance:
    """One way to make digits hard to read: its `levels`, rising, 0 among them, and how they are named.

    `of(images, level, rng)` gives disturbed images (n, rows, columns, 1) of ink. Noise comes upon what the preparation
    has made of an image, as in training; all else is done to the image itself.
    """

    title: str
    axis: str
    unit: str
    levels: tuple[float, ...]
    of: Callable[[Array, float, np.random.Generator], Array]
    prepared_first: bool = False

    def level_text(self, level: float) -> str:
        """A level with its unit: 10°, 0.3, −1 px."""
        return f"{plain(level)}{self.unit}"


def _noisy(images: Array, level: float, rng: np.random.Generator) -> Array:
    return with_noise(images, "gaussian", level, rng)


def _turned(images: Array, level: float, rng: np.random.Generator) -> Array:
    return _moved(images, turn=np.radians(level) * rng.choice([-1, 1], len(images)))


def _shifted(images: Array, level: float, rng: np.random.Generator) -> Array:
    angle = rng.uniform(0, 2 * np.pi, len(images))
    reach = level * _scale(images)
    return _moved(images, right=reach * np.cos(angle), down=reach * np.sin(angle))


def _thickened(images: Array, level: float, _: np.random.Generator) -> Array:
    return with_thickness(images, np.full(len(images), level * _scale(images)))


def _moved(images: Array, **motions: Array) -> Array:
    all_of_them = np.zeros((len(images), 5))
    all_of_them[:, 3] = 1
    for name, values in motions.items():
        all_of_them[:, ("right", "down", "turn").index(name)] = values
    return moved(images, all_of_them)


def _scale(images: Array) -> float:
    side: int = max(images.shape[1:3])
    return side / SIDE


DISTURBANCES: Mapping[str, Disturbance] = {
    "noise": Disturbance(
        "Noise",
        "Standard deviation of the noise (ink is 0 to 1)",
        "",
        (0.0, 0.1, 0.2, 0.3, 0.4, 0.6),
        _noisy,
        prepared_first=True,
    ),
    "turn": Disturbance(
        "Turns", "Turn to the left or the right (degrees)", "°", (0.0, 10.0, 20.0, 30.0, 45.0, 60.0), _turned
    ),
    "shift": Disturbance(
        "Shifts", f"Shift in any direction (pixels of {SIDE})", " px", (0.0, 1.0, 2.0, 3.0, 4.0, 6.0), _shifted
    ),
    "thickness": Disturbance(
        "Stroke thickness",
        f"Added on each side of a stroke (pixels of {SIDE})",
        " px",
        (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0),
        _thickened,
    ),
}
"""By name; the last levels of each are such that people begin to err, too."""


@overflow_allowed
def robustness_job(on_progress: OnPartialResult, *, networks: Mapping[str, Any]) -> dict[str, Any]:
    """Counts of the disturbed test images that the networks read right, by disturbance.

    `networks` are one or two by name, each with its `experiment` as data and its `theta`; they read images of the same
    size, and the images are of the first one's test set. Of each of `DISTURBANCES` there is shown, as soon as it is
    found, and returned: `count`, how many images; `right`, by network, how many of them, int64 (levels,); and
    `examples`, uint8 (levels, rows, columns, 1), an image of each level.
    ValueError, in a sentence, where the networks cannot be compared. Raises DataUnavailable.
    """
    described = {name: Experiment.from_data(each["experiment"]) for name, each in networks.items()}
    count = _image_count(described)
    on_progress(0.0, "Loading the images …")
    samples = next(iter(described.values())).dataset.load()
    rng = np.random.default_rng(SEED)
    chosen = rng.choice(len(samples.x_test), min(count, len(samples.x_test)), replace=False)
    images, truth = samples.x_test[chosen], samples.y_test[chosen]
    ink = np.multiply(images, np.float32(1 / PAPER_TO_INK if images.dtype == np.uint8 else 1), dtype=np.float32)
    readers = {
        name: TrainedNetwork.of(experiment, np.asarray(networks[name]["theta"], np.float32))
        for name, experiment in described.items()
    }
    found: dict[str, Any] = {}
    for place, (name, disturbance) in enumerate(DISTURBANCES.items()):
        on_progress(place / len(DISTURBANCES), f"{disturbance.title} …", found)
        found[name] = {
            "count": len(ink),
            "right": {who: _right(reader, ink, truth, disturbance) for who, reader in readers.items()},
            "examples": grey_bytes(np.concatenate([_at(disturbance, ink, level)[:1] for level in disturbance.levels])),
        }
    return found


def _image_count(networks: Mapping[str, Experiment]) -> int:
    """The number of images that all of it may be done with."""
    if not 1 <= len(networks) <= MOST_NETWORKS:
        raise ValueError(f"One or {MOST_NETWORKS} networks are disturbed at a time, not {len(networks)}.")
    sizes = set()
    for name, experiment in networks.items():
        dataset = experiment.dataset
        if not (isinstance(dataset, ImageSet) and isinstance(dataset.task, Classify)):
            raise ValueError(f"{name}: only a network that tells digits apart can be shown disturbed digits.")
        sizes.add(dataset.size)
    if len(sizes) > 1:
        raise ValueError("The two networks look at images of different sizes, so that they cannot read the same ones.")
    looks = sum(len(disturbance.levels) for disturbance in DISTURBANCES.values())
    work = looks * sum(work_of(row) for experiment in networks.values() for row in rows_of(experiment))
    count = min(MOST_IMAGES, MOST_WORK // max(1, work))
    if count < LEAST_IMAGES:
        raise ValueError(f"The network is too large to be shown {LEAST_IMAGES} digits in all these ways.")
    return count


def _right(reader: TrainedNetwork, ink: Array, truth: Array, disturbance: Disturbance) -> Array:
    """The number of images that the reader gets right at each level, int64 (levels,)."""
    task = reader.experiment.dataset.task
    assert isinstance(task, Classify)
    counts = []
    for level in disturbance.levels:
        seen = _seen(reader, ink, disturbance, level)
        predictions = reader.model.activate(outputs_of(reader.model, seen))
        counts.append(int((task.decide(predictions) == truth).sum()))
    return np.array(counts, np.int64)


def _seen(reader: TrainedNetwork, ink: Array, disturbance: Disturbance, level: float) -> Array:
    """The images as the network is shown them at a level, prepared as in use."""
    if disturbance.prepared_first:
        return reader.prepared.shown(_at(disturbance, reader.prepared.clean(ink), level))
    return reader.prepared.inputs(_at(disturbance, ink, level))


def _at(disturbance: Disturbance, ink: Array, level: float) -> Array:
    return disturbance.of(ink, level, np.random.default_rng(SEED)) if level else ink


def robustness_text(name: str, found: Mapping[str, Any]) -> str:
    """Sentences, in Markdown, on a disturbance at its ends; `found` is what the job has of it."""
    disturbance, count = DISTURBANCES[name], found["count"]
    ends = (disturbance.levels[0], disturbance.levels[-1])
    return " ".join(
        _said(disturbance.level_text(level), {who: (int(right[place]), count) for who, right in found["right"].items()})
        for place, level in zip((0, -1), ends, strict=True)
        if level
    )


def _said(level: str, counts: Mapping[str, tuple[int, int]]) -> str:
    shares = [f"{who} reads **{share_text(*each)}** ({interval_text(*each)})" for who, each in counts.items()]
    text = f"At {level} {' and '.join(shares)}"
    if len(counts) == 1:
        return f"{text}."
    (one, first), (other, second) = counts.items()
    if by_chance(first, second):
        return f"{text}: so many images tell no difference."
    return f"{text}: {one if first > second else other} bears it better."
