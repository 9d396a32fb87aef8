"""Saliency: the dependence of a class's score on each pixel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nn.layers import BatchNorm, Dropout, Residual
from nn.module import Array, Module
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork

Backward = Callable[[Array], Array]


@overflow_allowed
def saliency(network: TrainedNetwork, inputs: Array, output: int) -> Array:
    """The gradient of one output by one prepared image (rows, columns, 1), of its shape: as in prediction.

    The output is taken before the activation that the loss owns: with Softmax, a class's score would also rise by
    pixels that merely take from the others.

    Source: K. Simonyan, A. Vedaldi, A. Zisserman, Deep Inside Convolutional Networks, 2013, arXiv:1312.6034.
    """
    layers = network.model.layers
    if network.loss.owns_end_of(layers):
        layers = layers[:-1]
    # the sample is the last axis, as inside a network; of the input and then of each layer: what it gives, its slope
    values = [np.asarray(inputs[..., None], network.model.dtype)]
    back: list[Backward] = []
    for layer in layers:
        if isinstance(layer, Residual):
            values.append(values[-1] + values[-1 - layer.rows])
            back.append(_same)
        else:
            given, backward = _pass(layer, values[-1])
            values.append(given)
            back.append(backward)
    slopes: list[Array | float] = [0.0] * len(layers)
    slope = np.zeros_like(values[-1])
    slope.reshape(-1)[output] = 1
    for place in reversed(range(len(layers))):
        layer = layers[place]
        if isinstance(layer, Residual):
            slopes[place - layer.rows] += slope
        slope = back[place](slope) + slopes[place]
    gradient: Array = np.nan_to_num(slope[..., 0])
    return gradient


def _same(slope: Array) -> Array:
    return slope


def _pass(layer: Module, values: Array) -> tuple[Array, Backward]:
    """The layer's output as in prediction, and its gradient; training would drop values, or take a batch's mean."""
    module = layer.for_prediction(values.shape[:-1])
    module.prepare(1)
    if isinstance(layer, Dropout):
        return values, _same
    if isinstance(layer, BatchNorm):
        # in prediction y = factor · x + shift
        shift = module.forward(np.zeros_like(values)).copy()
        factor = module.forward(np.ones_like(values)) - shift
        return module.forward(values), lambda slope: slope * factor
    module.training = True
    return module.forward(values), module.backward
