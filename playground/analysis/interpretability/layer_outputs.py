"""Every layer's output for one image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork


@dataclass(frozen=True, eq=False)
class LayerOutput:
    """Output of one layer for one sample: `values` without the batch axis."""

    name: str
    values: Array


@overflow_allowed
def layer_outputs(network: TrainedNetwork, inputs: Array) -> list[LayerOutput]:
    """The input and then each layer's output for one prepared image (rows, columns, 1), as in prediction.

    An output activation that belongs to the loss, and is no row of the stack, comes last. What has no room in a number
    is the largest, and what is none is 0: only finite values can be drawn.
    """
    names = [f"{number} · {layer.title()}" for number, layer in enumerate(network.model.layers, 1)]
    activation = network.loss.activation
    if network.ends_in_loss and activation is not None:
        names.append(f"{activation.title()}, from the loss")
    found = zip(names, network.layer_outputs(inputs[None]), strict=True)
    return [LayerOutput("Input", inputs), *(LayerOutput(name, np.nan_to_num(values[0])) for name, values in found)]
