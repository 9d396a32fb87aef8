"""Every layer's output for one image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.network import Network
from playground.overflow import overflow_allowed


@dataclass(frozen=True, eq=False)
class LayerOutput:
    """What one layer gives for one sample: `values` without the batch axis."""

    name: str
    values: Array


@overflow_allowed
def layer_outputs(network: Network, inputs: Array) -> list[LayerOutput]:
    """The input and then each layer's output for one prepared image (rows, columns, 1), as in prediction.

    An output activation that belongs to the loss, and is no row of the stack, comes last. What has no room in a number
    is the largest, and what is none is 0: only finite values can be drawn.
    """
    values = inputs[None]
    outputs = [LayerOutput("Input", inputs)]
    layers = network.model.layers
    for number, layer in enumerate(layers, 1):
        values = layer.forward(values)
        # a copy: the next layer, or the next image, may write where this one lies
        outputs.append(LayerOutput(f"{number} · {layer.title()}", np.nan_to_num(values[0])))
    activation = network.loss.activation
    if activation is not None and not (layers and isinstance(layers[-1], activation)):
        activated = np.nan_to_num(network.model.activate(values)[0])
        outputs.append(LayerOutput(f"{activation.title()}, from the loss", activated))
    return outputs
