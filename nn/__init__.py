"""A small neural network library, hand-written in NumPy."""

from nn import layers, losses, optimisers
from nn.gradient_check import gradient_check
from nn.penalty import Penalty
from nn.sequential import Sequential
from nn.trace import trace
from nn.training import Progress, Trainer, train

__all__ = [
    "Penalty",
    "Progress",
    "Sequential",
    "Trainer",
    "gradient_check",
    "layers",
    "losses",
    "optimisers",
    "trace",
    "train",
]
