"""Sobel's edge filters in place of two learned ones."""

from __future__ import annotations

from nn.layers import Conv2D
from nn.registry import copy_of
from nn.sobel import SIDE, load_sobel
from playground.experiment import Experiment
from playground.training.trained_network import TrainedNetwork


def sobel_places(network: TrainedNetwork) -> list[int]:
    """The rows of the stack, from 0, that Sobel filters fit into: each Conv2D at least 3 pixels wide."""
    layers = enumerate(network.model.layers)
    return [place for place, layer in layers if isinstance(layer, Conv2D) and layer.kernel >= SIDE]


def with_sobel(network: TrainedNetwork, place: int) -> None:
    """Overwrite channels 0 and 1 of the Conv2D at `place`, in this network alone."""
    parameters = network.model.layers[place].params
    load_sobel(parameters["weights"], parameters.get("bias"))


def beginning_with_sobel(experiment: Experiment, place: int) -> Experiment:
    """The experiment whose Conv2D at `place` starts with Sobel's filters."""
    layers = list(experiment.layers)
    layers[place] = copy_of(layers[place], sobel=True)
    return experiment.changed(layers=tuple(layers))
