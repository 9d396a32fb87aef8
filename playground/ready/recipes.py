"""Recipes of the networks that come with the program, and of the one that Draw's button trains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nn.registry import Data
from playground.datasets.pen_strokes import TRAINING_DIGITS
from playground.experiment import Experiment
from playground.experiment.presets import PRESETS

READER, SMALL_READER, TWO_LAYERS, CODE_OF_2, CODE_OF_10 = NAMES = (
    "reader",
    "small_reader",
    "two_layers",
    "code_of_2",
    "code_of_10",
)


@dataclass(frozen=True)
class Recipe:
    """The making of a ready network: what it is called, the experiment that trains it, and that in a sentence."""

    title: str
    experiment: Experiment
    made: str


def _convolution(channels: int, kernel: int = 3) -> tuple[Data, ...]:
    # the shift of the normalisation is its bias
    return (
        {"kind": "conv2d", "channels": channels, "kernel": kernel, "padding": "same", "bias": False},
        {"kind": "batch_norm"},
        {"kind": "relu"},
    )


POOL: Data = {"kind": "max_pool2d", "size": 2}
_READER = Experiment(
    dataset={"kind": "mnist", "pen_strokes": TRAINING_DIGITS},
    layers=(
        *_convolution(16, 5),
        POOL,
        *_convolution(32),
        POOL,
        *_convolution(64),
        *_convolution(64),
        POOL,
        {"kind": "flatten"},
        {"kind": "linear", "units": 10},
    ),
    loss={"kind": "cross_entropy"},
    optimiser={"kind": "adam", "learning_rate": 0.003},
    rate_schedule={"kind": "linear", "warm_up": 0.5},
    schedule={"kind": "schedule", "batch_size": 64, "epochs": 8},
    preparation={
        "kind": "preparation",
        "shift": 1.0,
        "rotate": 8.0,
        "scale": 0.08,
        "shear": 0.12,
        "validation": 0.1,
    },
)
LAST_EPOCHS = _READER.changed(
    optimiser={"learning_rate": 0.0015},
    rate_schedule={"warm_up": 0.05},
    schedule={"epochs": 5},
    preparation={"validation": 0.0},
)
"""How the reader goes on with the writers who were set aside at first."""
BUTTON = Experiment(
    dataset={"kind": "digits8"},
    layers=(
        *_convolution(16),
        POOL,
        *_convolution(32),
        {"kind": "flatten"},
        {"kind": "dropout", "rate": 0.3},
        {"kind": "linear", "units": 10},
    ),
    loss={"kind": "cross_entropy", "smoothing": 0.1},
    optimiser={"kind": "adam", "learning_rate": 0.008},
    rate_schedule={"kind": "linear", "warm_up": 1.0},
    schedule={"kind": "schedule", "batch_size": 64, "epochs": 50},
    preparation={"kind": "preparation", "shift": 0.7, "rotate": 8.0, "scale": 0.08, "shear": 0.12},
)
"""What the button of the Draw page trains: seconds, and nothing to download."""
RECIPES: Mapping[str, Recipe] = {
    READER: Recipe(
        "Ready: reads 28 × 28 pixels",
        _READER,
        "Trained on MNIST, pen strokes and zip codes, some of them with slashes through the zeros, bars through the "
        "sevens, and feet under the ones.",
    ),
    SMALL_READER: Recipe("Ready: reads 8 × 8 pixels", BUTTON, "Trained as the button trains one."),
    TWO_LAYERS: Recipe(
        "Ready: the report's two layers",
        PRESETS["USPS digits, two layers (the report's)"],
        "Trained on zip codes alone, as the report's network was.",
    ),
    CODE_OF_2: Recipe(
        "Ready: a code of 2",
        PRESETS["Autoencoder, digits 8 × 8, a code of 2"],
        "Two numbers for 64 pixels.",
    ),
    CODE_OF_10: Recipe("Ready: a code of 10", PRESETS["Autoencoder, digits 8 × 8"], "Ten numbers for 64 pixels."),
}
