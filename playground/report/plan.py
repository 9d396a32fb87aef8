"""Plan of a chapter: its own experiments, or briefer ones, or on the digits that need no download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nn.module import Module
from nn.registry import Data, copy_of
from playground.datasets.digits8 import TRAINING_IMAGES
from playground.datasets.image_set import ImageSet
from playground.datasets.published_file import DataUnavailable
from playground.experiment import Experiment

MOST_SMALL_IMAGES = 300
"""Training images of a small run."""
SMALL = "This was a small run: one seed, few epochs, and for images the 8 × 8 digits that come with the program."
WIDTH_OF_USPS = 256
"""Pixels of an image that an autoencoder of USPS gives, all of them."""


@dataclass(frozen=True)
class Plan:
    """Experiments to run, and what is to be said of them."""

    experiments: Mapping[str, Experiment]
    seeds: int
    note: str = ""
    """What is other than the chapter asks for, in words."""
    comparable: bool = True
    """Whether the figures may be judged by what is to be reached."""


def plan_of(experiments: Mapping[str, Experiment], *, seeds: int, small: bool, small_epochs: int) -> Plan:
    """The experiments as they are, unless the run is to be small or their images are not to be had.

    A small run has one seed, `small_epochs` epochs and, for images, `MOST_SMALL_IMAGES` of `Digits8`; it downloads
    nothing.
    """
    if small:
        brief = {name: _brief(experiment, small_epochs) for name, experiment in experiments.items()}
        return Plan(brief, 1, SMALL, comparable=False)
    try:
        for experiment in experiments.values():
            experiment.dataset.load()
    except DataUnavailable as unavailable:
        here = {name: on_digits8(experiment) for name, experiment in experiments.items()}
        return Plan(here, seeds, f"{unavailable} This was measured on those.", comparable=False)
    return Plan(experiments, seeds)


def seeded(experiment: Experiment, seed: int) -> Experiment:
    """The experiment with other first weights, another order of the samples, and other points or chosen images."""
    return experiment.changed(seed=seed, dataset={"seed": seed})


def on_digits8(experiment: Experiment) -> Experiment:
    """The same on the 8 × 8 digits, an autoencoder's last layer with it; points stay as they are.

    Convolutions over images get zeros around them: windows that must be whole would leave too little of so few pixels.
    """
    given = experiment.dataset
    if not isinstance(given, ImageSet):
        return experiment
    subset = given.subset if given.subset < TRAINING_IMAGES else 0
    dataset: Data = {"kind": "digits8", "target": given.target, "subset": subset}
    return experiment.changed(dataset=dataset, layers=[_on_few_pixels(layer) for layer in experiment.layers])


def _on_few_pixels(layer: Module) -> Module:
    if layer.kind == "conv2d":
        return copy_of(layer, padding="same")
    return copy_of(layer, units=64) if getattr(layer, "units", 0) == WIDTH_OF_USPS else layer


def _brief(experiment: Experiment, epochs: int) -> Experiment:
    brief = on_digits8(experiment)
    dataset = brief.dataset
    if isinstance(dataset, ImageSet):
        dataset = copy_of(dataset, subset=min(dataset.subset or MOST_SMALL_IMAGES, MOST_SMALL_IMAGES))
    return brief.changed(schedule={"epochs": min(epochs, brief.schedule.epochs)}, dataset=dataset)
