"""The making of the ready networks: each trained by its recipe, measured once, and written into its file."""

from __future__ import annotations

import time
from dataclasses import asdict

import numpy as np

from nn.module import Array
from nn.storage import save
from playground.analysis.codes.autoencoder import Autoencoder, narrowest
from playground.datasets import Samples
from playground.datasets.dataset import Labels
from playground.datasets.image_set import ImageSet
from playground.datasets.mnist import MNIST
from playground.datasets.pen_strokes import PenDigits, pen_digits
from playground.datasets.pendigits import PenStrokes
from playground.datasets.tasks import Reconstruct
from playground.experiment import Experiment
from playground.experiment.limits import rows_of
from playground.ready.confidence import confidences
from playground.ready.mixture import mixture, numbers_of, strokes_drawn, with_aside
from playground.ready.network import ERROR, FOLDER, OWN_TEST, PENS, Level, read_network
from playground.ready.recipes import LAST_EPOCHS, READER, RECIPES, SMALL_READER
from playground.training.run import TrainingRun
from playground.training.trained_network import TrainedNetwork

ANSWERED = 0.97
"""It is sure from the confidence on from which it answers so many of the digits of writers that are set aside."""
CONFIDENCES = (*(number / 100 for number in range(100)), 0.995, 0.999)


def make(name: str) -> None:
    """Train the network of that name, say how it goes, and write its file. Raises DataUnavailable.

    The reader is trained twice: without the writers that are set aside, by whom it is chosen from where it is sure, and
    then, from these weights, with them.
    """
    experiment = RECIPES[name].experiment
    began = time.perf_counter()
    if name != READER:
        run, sure = _trained(name, experiment, experiment.load()), None
        epochs = run.epoch
    else:
        samples = mixture(experiment.preparation.validation, experiment.seed)
        first = _trained(name, experiment, samples)
        sure = sure_without(first.theta)
        run = _trained(name, LAST_EPOCHS, with_aside(samples, experiment), first.theta)
        epochs = first.epoch + run.epoch
    write(name, run.theta, epochs, time.perf_counter() - began, sure)


def _trained(name: str, experiment: Experiment, samples: Samples, theta: Array | None = None) -> TrainingRun:
    run = TrainingRun(experiment, samples, theta)
    while run.reason is None:
        run.advance(20.0)
        print(f"{name}: {run.epoch:.1f} epochs", flush=True)
    return run


def write(name: str, theta: Array, epochs: float, seconds: float, sure: float | None) -> None:
    """Measure the weights as the file will have them, and write it. Raises DataUnavailable."""
    recipe = RECIPES[name]
    half = theta.astype(np.float16).astype(np.float32)
    network = TrainedNetwork.of(recipe.experiment, half)
    levels: tuple[Level, ...] = ()
    if sure is not None:
        _, test = pen_digits()
        levels = _levels(network, test, np.arange(len(test)))
    if isinstance(recipe.experiment.dataset.task, Reconstruct):
        figures = {ERROR: _error(recipe.experiment, network)}
    else:
        figures = _read(network)
    note = {
        "title": recipe.title,
        "made": recipe.made,
        "experiment": recipe.experiment.data(),
        "figures": figures,
        "epochs": round(epochs, 2),
        "seconds": round(seconds),
        "sure": sure,
        "levels": [list(asdict(level).values()) for level in levels],
    }
    FOLDER.mkdir(exist_ok=True)
    save(network.model, FOLDER / f"{name}.npz", half=True, note=note)
    print(name, figures, f"sure from {sure}")


def levels_of(confidence: Array, right: Array) -> tuple[Level, ...]:
    """What is answered, and how much of it is right, from each of `CONFIDENCES` on; `right` is a mask, both (n,)."""
    levels = []
    for least in CONFIDENCES:
        answered = confidence >= least
        share = float(right[answered].mean()) if answered.any() else 1.0
        levels.append(Level(least, round(float(answered.mean()), 4), round(share, 4)))
    return tuple(levels)


def sure_from(levels: tuple[Level, ...]) -> float:
    """The highest confidence from which at least `ANSWERED` of the digits are answered."""
    return max(level.confidence for level in levels if level.answered >= ANSWERED)


def sure_without(theta: Array) -> float:
    """The confidence from which a reader with the weights `theta` is sure, by the writers that it was not shown."""
    experiment = RECIPES[READER].experiment
    train, _ = pen_digits()
    _, aside = numbers_of(train, experiment.preparation.validation, experiment.seed)
    return sure_from(_levels(TrainedNetwork.of(experiment, theta), train, aside))


def _levels(network: TrainedNetwork, digits: PenDigits, numbers: Labels) -> tuple[Level, ...]:
    shares = network.shares(strokes_drawn(digits, numbers, None))
    drawings = [digits.drawing(number) for number in numbers.tolist()]
    confidence, _ = confidences(shares, read_network(SMALL_READER, FOLDER / f"{SMALL_READER}.npz"), drawings)
    return levels_of(confidence, shares.argmax(axis=1) == digits.labels[numbers])


def _read(network: TrainedNetwork) -> dict[str, float]:
    """The shares read right of the pens' test digits, and of its own test set."""
    dataset = network.experiment.dataset
    assert isinstance(dataset, ImageSet)
    rows, columns = dataset.size
    pens = PenStrokes(image_size=f"{rows} × {columns}").load()  # type: ignore[arg-type]
    own = MNIST().read() if rows == 28 else dataset.load()
    tests = {PENS: (pens.x_test, pens.y_test), OWN_TEST: (own.x_test, own.y_test)}
    return {name: float((network.shares(x).argmax(axis=1) == y).mean()) for name, (x, y) in tests.items()}


def _error(experiment: Experiment, network: TrainedNetwork) -> float:
    row = narrowest(rows_of(experiment))
    assert row is not None
    return float(Autoencoder(network, row).errors(experiment.load().x_test).mean())
