"""Small networks and images for the tests."""

import numpy as np

from nn import Sequential
from nn.module import Module
from nn.registry import make
from playground.experiment.presets import DIGITS
from playground.preparation import Preparation, Prepared
from playground.training.trained_network import TrainedNetwork

CONV = {"kind": "conv2d", "channels": 4, "kernel": 3}
RELU, FLATTEN, LINEAR = {"kind": "relu"}, {"kind": "flatten"}, {"kind": "linear", "units": 10}
PLAIN = Prepared(Preparation(), np.float32(0), np.float32(1))


def network(*layers, shape=(8, 8, 1), dtype=np.float32):
    model = Sequential([make(Module, layer) for layer in layers]).build(shape, np.random.default_rng(0), dtype)
    model.theta[...] += np.random.default_rng(1).normal(0, 0.1, model.count)
    model.fuse(DIGITS.loss)
    return TrainedNetwork(DIGITS.changed(layers=layers), model, PLAIN)


def image(shape=(8, 8, 1), seed=2):
    return np.random.default_rng(seed).random(shape, np.float32)
