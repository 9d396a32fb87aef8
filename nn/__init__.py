"""A small neural network library, hand-written in NumPy."""

from nn import layers, losses, metrics, optimisers, rate_schedules
from nn.fitting import fit
from nn.gradient_check import gradient_check
from nn.loop import train
from nn.penalty import Penalty
from nn.sequential import Sequential
from nn.trace import trace
from nn.training import Progress, Trainer

__all__ = [
    "Penalty",
    "Progress",
    "Sequential",
    "Trainer",
    "fit",
    "gradient_check",
    "layers",
    "losses",
    "metrics",
    "optimisers",
    "rate_schedules",
    "trace",
    "train",
]
