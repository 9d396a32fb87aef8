"""Exercises on layers over the positions of a signal: Conv1D and MaxPool1D."""

from __future__ import annotations

import numpy as np

from nn.exercises.exercise import Exercise
from nn.exercises.written_layer import PASSES, beginning, tried
from nn.layers.convolutions import Conv1D
from nn.layers.pools import MaxPool1D
from nn.module import Array, Module


def _conv1d(layer: Module, x: Array, dy: Array) -> dict[str, dict[str, Array]]:
    w, b = layer.params["weights"], layer.params["bias"][:, None]
    k, length = len(w), len(dy)
    flipped = sum(np.einsum("cf,pcn->pfn", w[k - 1 - j], x[j : j + length]) for j in range(k)) + b
    last = np.zeros_like(x)
    for j in range(k):
        last[j : j + length] = np.einsum("cf,pfn->pcn", w[j], dy)
    return {
        "y": {
            "the bias is missing.": sum(np.einsum("cf,pcn->pfn", w[j], x[j : j + length]) for j in range(k)),
            "the filter is turned around: y[i] = Σ x[i + k] W[k], not x[i - k].": np.asarray(flipped),
        },
        "dx": {"a value lies in several windows: add up (+=) what each of them asks.": last},
    }


Exercise(
    "conv1d",
    "Conv1D: a Linear at every position, with the same weights.",
    "my_conv1d",
    beginning(
        "Conv1D",
        "conv1d",
        "Slides learned filters along a signal.",
        "(length, channels, n)",
        "y[i] = Σ x[i + k] W[k] + b",
        "Trainable",
    )
    + """
    channels: int = setting(8, low=1, high=256, help="Number of filters")
    kernel: int = setting(3, low=1, high=63, help="Length of a filter, in positions")

    def output_shape(self, shape):
        return (shape[0] - self.kernel + 1, self.channels)

    def parameter_shapes(self, shape):
        return {"weights": (self.kernel, shape[1], self.channels), "bias": (self.channels,)}

    def initialise(self, rng):
        kernel, inputs, outputs = self.params["weights"].shape
        limit = (6 / (kernel * (inputs + outputs))) ** 0.5
        self.params["weights"][...] = rng.uniform(-limit, limit, (kernel, inputs, outputs))
        self.params["bias"][...] = 0
"""
    + PASSES.format(
        y="forward: return y (length - kernel + 1, channels, n); the weights are (kernel, channels in, channels)",
        dx='backward: fill self.grads["weights"] and self.grads["bias"], and return dx (length, channels in, n)',
    ),
    tried(Conv1D(channels=4, kernel=3), (8, 2), _conv1d),
)
Exercise(
    "max_pool1d",
    "MaxPool1D: only the winner of each window learns.",
    "my_max_pool1d",
    beginning(
        "MaxPool1D",
        "max_pool1d",
        "Keeps the larger of each two neighbours (the first of two equal ones).",
        "(length, channels, n)",
        "y[i] = max(x[2i], x[2i + 1])",
        "Pooling",
    )
    + """
    def output_shape(self, shape):
        return (shape[0] // 2, shape[1])
"""
    + PASSES.format(
        y="forward: return y (length // 2, channels, n)",
        dx="backward: return dx (length, channels, n), zero but at the winners",
    ),
    tried(
        MaxPool1D(),
        (7, 2),
        lambda _, x, dy: {
            "y": {"that is the mean.": (x[:6:2] + x[1:6:2]) / 2},
            "dx": {
                "the losers have no part in y, so nothing of dy is theirs.": np.concatenate(
                    [np.repeat(dy, 2, axis=0), np.zeros_like(x[:1])]
                ),
                "the gradient is not shared: the winner has all.": np.concatenate(
                    [np.repeat(dy / 2, 2, axis=0), np.zeros_like(x[:1])]
                ),
            },
        },
    ),
)
