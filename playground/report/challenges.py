"""Challenges of rising difficulty, each with a goal that the program checks, hints and a solution.

The goals that the report's chapters end with are the last of them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from nn.registry import Data, copy_of, make
from nn.settings import Value
from playground.datasets import Dataset
from playground.datasets.image_set import ImageSet
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify, Reconstruct
from playground.experiment import Experiment
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS, FLATTEN, PRESETS, RELU, TANH
from playground.report.chapters import CHAPTERS, Chapter
from playground.report.goal import Goal

FIRST, POINTS, IMAGES, REPORT = GROUPS = ("First steps", "Points", "Images", "From the report")


@dataclass(frozen=True)
class Challenge:
    """A goal with a name, in a group; hints that go further than the goal's own, and an experiment that meets it."""

    group: str
    name: str
    goal: Goal
    further: tuple[str, ...]
    solution: Experiment | None
    """None: it is left to the person."""

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints, of which each gives away more."""
        return (self.goal.hint, *self.further)


def _linear(units: int, *, bias: bool = True) -> Data:
    return {"kind": "linear", "units": units, "bias": bias}


def _filters(channels: int) -> Data:
    return {"kind": "conv2d", "channels": channels, "kernel": 3, "padding": "same"}


SIGMOID: Data = {"kind": "sigmoid"}
POOL: Data = {"kind": "max_pool2d", "size": 2}


def _solution(
    dataset: Mapping[str, Value],
    *layers: Data,
    loss: str = "bce",
    rate: float = 0.01,
    falling: bool = False,
    varied: Mapping[str, Value] | None = None,
    **schedule: Value,
) -> Experiment:
    """An experiment with Adam; `varied` is how training images are moved, `falling` a rate that falls as a cosine."""
    return Experiment(
        dataset=dataset,
        layers=layers,
        loss={"kind": loss},
        optimiser={"kind": "adam", "learning_rate": rate},
        schedule={"kind": "schedule", **schedule},
        preparation={"kind": "preparation", **(varied or {})},
        rate_schedule={"kind": "cosine" if falling else "constant"},
    )


def _classes(dataset: Mapping[str, Value], *layers: Data, **settings: float) -> Experiment:
    moved: dict[str, Value] = {
        name: settings.pop(name) for name in ("shift", "rotate", "scale", "shear") if name in settings
    }
    rate = settings.pop("rate")
    whole = {name: int(value) for name, value in settings.items()}
    return _solution(dataset, *layers, loss="cross_entropy", rate=rate, falling=True, varied=moved, **whole)


_FOUR: Data = {"kind": "four_gaussians"}
_DIGITS: Data = {"kind": "digits8"}
_USPS: Data = {"kind": "usps"}
_FEW_DIGITS: Data = {**_DIGITS, "subset": 100}
_OWN: tuple[Challenge, ...] = (
    Challenge(
        FIRST,
        "Three numbers are enough",
        Goal(
            "Two clouds (linear): 99 % test accuracy with at most 3 parameters.",
            "The network that you find here has 41 parameters. How few does a straight line need?",
            {"kind": "linear"},
            test_accuracy=99.0,
            parameters=3,
        ),
        ("A Linear layer of one unit has a weight for each input and a bias: that makes three.",),
        _solution({"kind": "linear"}, _linear(1), SIGMOID, epochs=20),
    ),
    Challenge(
        FIRST,
        "Small is enough",
        Goal(
            "Four clouds (XOR): 99 % test accuracy with at most 13 parameters.",
            "The hidden layer has more units than it needs.",
            _FOUR,
            test_accuracy=99.0,
            parameters=13,
        ),
        ("Three hidden units make 13 parameters.", "BCE as the loss, and Adam with a rate of 0.01, get there quickly."),
        _solution(_FOUR, _linear(3), TANH, _linear(1), SIGMOID, epochs=60),
    ),
    Challenge(
        FIRST,
        "A ring becomes a line",
        Goal(
            "Circles: 99 % test accuracy with at most 5 parameters.",
            "What tells the inner ring from the outer is the distance from the middle.",
            {"kind": "circles"},
            test_accuracy=99.0,
            parameters=5,
        ),
        ("Look under Further inputs of the data.", "x₁² and x₂², and a single Linear layer with one unit."),
        _solution(
            {"kind": "circles", "x1_squared": True, "x2_squared": True}, _linear(1), SIGMOID, rate=0.05, epochs=60
        ),
    ),
    Challenge(
        POINTS,
        "In a hurry",
        Goal(
            "Spirals: 97 % test accuracy after at most 200 updates.",
            "With few updates each must go far, and in a direction that is sure.",
            {"kind": "spirals"},
            test_accuracy=97.0,
            updates=200,
        ),
        (
            "Adam, a higher learning rate, and larger batches.",
            "Twenty hidden units, BCE, batches of 50, a rate of 0.05, and 20 epochs.",
        ),
        _solution({"kind": "spirals"}, _linear(20), TANH, _linear(1), SIGMOID, rate=0.05, batch_size=50, epochs=20),
    ),
    Challenge(
        POINTS,
        "Checkmate",
        Goal(
            "Checkerboard: 95 % test accuracy.",
            "One hidden layer has to bend its border sixteen times over. Two share the work.",
            {"kind": "checkerboard"},
            test_accuracy=95.0,
        ),
        ("Two hidden layers of 24 units, BCE and Adam.", "A rate of 0.02 that falls as a cosine, over 100 epochs."),
        _solution(
            {"kind": "checkerboard"},
            *(_linear(24), TANH, _linear(24), TANH, _linear(1), SIGMOID),
            rate=0.02,
            falling=True,
            batch_size=20,
            epochs=100,
        ),
    ),
    Challenge(
        POINTS,
        "Hills and valleys",
        Goal(
            "Gaussian bumps: a mean squared error of at most 0.005.",
            "These are values, not classes: what does the Sigmoid at the end do to values below zero?",
            {"kind": "gaussian_bumps"},
            test_error=0.005,
        ),
        (
            "No Sigmoid at the end, and two hidden layers.",
            "Two layers of 16 units with Tanh; Adam with a rate of 0.02 that falls as a cosine.",
        ),
        _solution(
            {"kind": "gaussian_bumps"},
            *(_linear(16), TANH, _linear(16), TANH, _linear(1)),
            loss="mse",
            rate=0.02,
            falling=True,
            epochs=100,
        ),
    ),
    Challenge(
        POINTS,
        "Five arms",
        Goal(
            "Spirals with five arms (Arms 5): 95 % test accuracy.",
            "Five classes ask for five outputs, and for the loss for several classes.",
            {"kind": "spirals", "arms": 5},
            test_accuracy=95.0,
        ),
        ("Two hidden layers of 24 units, CrossEntropy and Adam.", "Batches of 16, and a rate of 0.01 that falls."),
        _classes(
            {"kind": "spirals", "arms": 5},
            *(_linear(24), TANH, _linear(24), TANH, _linear(5)),
            rate=0.01,
            batch_size=16,
            epochs=100,
        ),
    ),
    Challenge(
        IMAGES,
        "Digits in a hundred steps",
        Goal(
            "Digits 8 × 8: 88 % test accuracy after at most 100 updates.",
            "Each update has to count: is the learning rate high enough?",
            _DIGITS,
            test_accuracy=88.0,
            updates=100,
        ),
        (
            "Filters learn a digit's strokes faster than single pixels do.",
            "A Conv2D of 16 channels, ReLU, MaxPool2D, Flatten and Linear; Adam with 0.02, batches of 32, 2 epochs.",
        ),
        _solution(
            _DIGITS,
            *(_filters(16), RELU, POOL, FLATTEN, _linear(10)),
            loss="cross_entropy",
            rate=0.02,
            batch_size=32,
            epochs=2,
        ),
    ),
    Challenge(
        IMAGES,
        "Sharp eyes",
        Goal(
            "Digits 8 × 8: 96 % test accuracy.",
            "It knows the training images by heart. What would make them more?",
            _DIGITS,
            test_accuracy=96.0,
        ),
        (
            "Two convolutions, and images that move a little (Preparation).",
            "16 and 32 channels, one pooling behind them; Shift 0.5, Turn 8; Adam with 0.005 that falls, 40 epochs.",
        ),
        _classes(
            _DIGITS,
            *(_filters(16), RELU, _filters(32), RELU, POOL, FLATTEN, _linear(10)),
            rate=0.005,
            batch_size=32,
            epochs=40,
            shift=0.5,
            rotate=8.0,
        ),
    ),
    Challenge(
        IMAGES,
        "A light reader",
        Goal(
            "Digits 8 × 8: 94 % test accuracy with at most 1,100 parameters.",
            "A filter's few weights are used at every place of the image.",
            _DIGITS,
            test_accuracy=94.0,
            parameters=1100,
        ),
        (
            "Two small convolutions with pooling behind each leave little for the last layer to weigh.",
            "6 and 10 channels; Shift 0.5, Turn 8; Adam with 0.01 that falls, 60 epochs.",
        ),
        _classes(
            _DIGITS,
            *(_filters(6), RELU, POOL, _filters(10), RELU, POOL, FLATTEN, _linear(10)),
            rate=0.01,
            batch_size=32,
            epochs=60,
            shift=0.5,
            rotate=8.0,
        ),
    ),
    Challenge(
        IMAGES,
        "A hundred images",
        Goal(
            "Digits 8 × 8 with 100 training images: 87 % test accuracy.",
            "A hundred images are soon known by heart. Let none of them come twice the same.",
            _FEW_DIGITS,
            test_accuracy=87.0,
        ),
        (
            "Shift, Turn, Stretch and Slant, all of them a little, and two convolutions.",
            "16 and 32 channels, one pooling; Adam with 0.005 that falls, batches of 10, 100 epochs.",
        ),
        _classes(
            _FEW_DIGITS,
            *(_filters(16), RELU, _filters(32), RELU, POOL, FLATTEN, _linear(10)),
            rate=0.005,
            batch_size=10,
            epochs=100,
            shift=0.7,
            rotate=10.0,
            scale=0.1,
            shear=0.1,
        ),
    ),
    Challenge(
        IMAGES,
        "Squeezed",
        Goal(
            "Digits 8 × 8 as an autoencoder: a mean squared error of at most 0.0125 a pixel through a code of at most "
            "10 numbers.",
            "Is it the code that is too narrow, or what leads to it and away from it?",
            {**_DIGITS, "target": "image"},
            test_error=0.0125,
            code=10,
        ),
        (
            "Wider layers before and behind the code, with ReLU, and no activation on the code itself.",
            "128 units on either side, BCE, Adam with 0.005 that falls, batches of 32, 80 epochs.",
        ),
        _solution(
            {**_DIGITS, "target": "image"},
            *(FLATTEN, _linear(128), RELU, _linear(10), _linear(128), RELU, _linear(64), SIGMOID),
            rate=0.005,
            falling=True,
            batch_size=32,
            epochs=80,
        ),
    ),
)


def _narrower(record: Experiment, *channels: int) -> Experiment:
    """The record with so many channels in its convolutions."""
    fewer = iter(channels)
    layers = [copy_of(each, channels=next(fewer)) if each.kind == "conv2d" else each for each in record.layers]
    return record.changed(layers=layers)


_MOVED = {"shift": 1.0, "rotate": 8.0, "scale": 0.1, "shear": 0.1}
_TWO_CONVOLUTIONS = (_filters(8), RELU, POOL, _filters(16), RELU, POOL, FLATTEN, _linear(10))
_OF_CHAPTERS: Mapping[str, tuple[str, Experiment]] = {
    "linear": (
        "The product x₁·x₂ is positive for two of the clouds, and negative for the other two.",
        _solution({**_FOUR, "x1_x2": True}, _linear(1), SIGMOID),
    ),
    "without_bias": (
        "ReLU is not odd: ten units of it, BCE and Adam.",
        _solution(_FOUR, _linear(10, bias=False), RELU, _linear(1, bias=False), SIGMOID),
    ),
    "column_of_ones": (
        "Two hidden layers of 8 units with Tanh, 300 epochs.",
        _solution(
            {"kind": "spirals", "turns": 2.0},
            *(_linear(8), TANH, _linear(8), TANH, _linear(1), SIGMOID),
            epochs=300,
        ),
    ),
    "batch_modes": (
        "The full batch, 50 epochs, and Adam with a rate of 0.2.",
        _solution(
            {"kind": "moons"},
            *(_linear(10), TANH, _linear(1), SIGMOID),
            rate=0.2,
            batch_mode="full batch",
            epochs=50,
        ),
    ),
    "several_classes": (
        "Conv2D with 8 and 16 channels, each with ReLU and MaxPool2D behind it; Shift 1 and Turn 8.",
        _classes(_USPS, *_TWO_CONVOLUTIONS, rate=0.004, batch_size=64, epochs=10, **_MOVED),
    ),
    "convolution": (
        "Conv2D with 16 and 32 channels; Shift 1.5, Turn 12, Stretch 0.15, Slant 0.2; batches of 10, 100 epochs.",
        _classes(
            {**_USPS, "subset": 100},
            *(_filters(16), RELU, POOL, _filters(32), RELU, POOL, FLATTEN, _linear(10)),
            rate=0.002,
            batch_size=10,
            epochs=100,
            shift=1.5,
            rotate=12.0,
            scale=0.15,
            shear=0.2,
        ),
    ),
    "autoencoders": (
        "200 units with ReLU on either side of a code without an activation.",
        _solution(
            {**_USPS, "target": "image"},
            *(FLATTEN, _linear(200), RELU, _linear(10), _linear(200), RELU, _linear(256), SIGMOID),
            rate=0.002,
            batch_size=32,
            epochs=25,
        ),
    ),
    "improvements": (
        "8 and 16 channels, Adam with a rate of 0.004 that falls as a cosine, 30 epochs.",
        _classes(_USPS, *_TWO_CONVOLUTIONS, rate=0.004, batch_size=64, epochs=30, **_MOVED),
    ),
    # over two seeds 97.3 and 97.8 %, and 99.2 and 99.3 %
    "usps_record": (
        "The record with 10, 20 and 35 channels in the place of 16, 32 and 64.",
        _narrower(PRESETS["USPS digits, record"], 10, 20, 35),
    ),
    "mnist_clock": (
        "The recipe as it is, with batches of 128.",
        PRESETS["MNIST digits, 99 % in 15 seconds"].changed(schedule={"batch_size": 128}),
    ),
}
"""The further hint and the solution to the goal of each chapter of the report."""


@functools.cache
def challenges() -> Mapping[str, Challenge]:
    """All of them by their names, in their order."""
    ends = [_end_of(chapter) for chapter in CHAPTERS.values()]
    return {each.name: each for each in (*_OWN, *ends)}


def _end_of(chapter: Chapter) -> Challenge:
    further, solution = _OF_CHAPTERS.get(chapter.kind, (None, None))
    name = f"After “{chapter.title()}”"
    return Challenge(REPORT, name, chapter.next_goal, () if further is None else (further,), solution)


def beginning_of(goal: Goal) -> Experiment:
    """The program's own network for the goal's data: where a person starts from, and which no goal is met by."""
    dataset = make(Dataset, goal.dataset)
    if isinstance(dataset.task, Reconstruct):
        base = PRESETS["Autoencoder, USPS, BCE (the report's)"] if dataset.kind == "usps" else AUTOENCODER
    else:
        base = DIGITS if isinstance(dataset, ImageSet) else DEFAULT
    begun = base.changed(dataset=goal.dataset)
    if isinstance(dataset, PointSet) and isinstance(dataset.task, Classify) and len(dataset.task.classes) > 2:
        layers = (*begun.layers[:-2], _linear(len(dataset.task.classes)))
        return begun.changed(layers=layers, loss={"kind": "cross_entropy"})
    return begun
