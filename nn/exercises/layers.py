"""Exercises on layers of flat samples: Linear, Tanh and ReLU."""

from __future__ import annotations

import numpy as np

from nn.exercises.exercise import Exercise
from nn.exercises.written_layer import PASSES, beginning, tried
from nn.layers.activations import ReLU, Tanh
from nn.layers.linear import Linear
from nn.module import Array, Module


def _linear(layer: Module, x: Array, dy: Array) -> dict[str, dict[str, Array]]:
    w, b = layer.params["weights"], layer.params["bias"][:, None]
    return {
        "y": {"the bias is missing.": w.T @ x},
        "weights": {"its rows and columns are exchanged: dW = x dyᵀ, not dy xᵀ.": dy @ x.T},
        "dx": {"the bias has no part in it.": w @ dy + b.sum()},
    }


Exercise(
    "linear",
    "Linear: y = Wᵀ x + b, and its three gradients.",
    "my_linear",
    beginning(
        "Linear",
        "linear",
        "Every unit is a weighted sum of all inputs, plus a bias.",
        "(inputs, n)",
        "y = Wᵀ x + b",
        "Trainable",
    )
    + """
    units: int = setting(10, low=1, high=4096, help="How many outputs it has")

    def output_shape(self, shape):
        return (self.units,)

    def parameter_shapes(self, shape):
        return {"weights": (shape[0], self.units), "bias": (self.units,)}

    def initialise(self, rng):
        inputs, outputs = self.params["weights"].shape
        limit = (6 / (inputs + outputs)) ** 0.5
        self.params["weights"][...] = rng.uniform(-limit, limit, (inputs, outputs))
        self.params["bias"][...] = 0
"""
    + PASSES.format(
        y='forward: return y (units, n); self.params["weights"] is (inputs, units), self.params["bias"] (units,)',
        dx='backward: fill self.grads["weights"] and self.grads["bias"], over all samples, and return dx (inputs, n)',
    ),
    tried(Linear(units=4), (3,), _linear),
)
Exercise(
    "tanh",
    "Tanh: the first bend, and why its slope is read off y.",
    "my_tanh",
    beginning("Tanh", "tanh", "Squashes each value smoothly into -1 to 1.", "(features, n)", "y = tanh x")
    + PASSES.format(y="forward: return y = tanh x", dx="backward: return dx, the slope of the loss along x"),
    tried(
        Tanh(),
        (5,),
        lambda _, x, dy: {
            "dx": {
                "that is 1 - x², and it should be 1 - y².": dy * (1 - x * x),
                "tanh' is missing: dx = dy (1 - y²).": dy,
                "that is 1 - y; the slope of tanh is 1 - y².": dy * (1 - np.tanh(x)),
                "dy is missing: the chain rule multiplies by it.": 1 - np.tanh(x) ** 2,
            }
        },
    ),
)
Exercise(
    "relu",
    "ReLU: which values let the gradient through?",
    "my_relu",
    beginning(
        "ReLU", "relu", "Lets positive values through and makes the others zero.", "(features, n)", "y = max(x, 0)"
    )
    + PASSES.format(y="forward: return y = max(x, 0)", dx="backward: return dx"),
    tried(
        ReLU(),
        (5,),
        lambda _, x, dy: {
            "y": {"that is |x|.": np.abs(x)},
            "dx": {
                "where x is negative nothing passes.": dy,
                "that looks at the sign of dy; it is the sign of x that decides.": dy * (dy > 0),
                "dy is missing: the chain rule multiplies by it.": (x > 0) * 1.0,
            },
        },
    ),
)
