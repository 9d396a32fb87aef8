"""What is not a step: an epoch beside scikit-learn's, the prediction of one digit, the memory of a training process."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.cases import IMAGES, Case
from nn import train
from nn.layers import Linear, Tanh
from nn.losses import CrossEntropy
from nn.optimisers import SGD

USPS_SAMPLES = 7291
MNIST_SAMPLES = 60_000
EPOCH = Case("one epoch of 7,291 x 256", (256,), (Linear(100), Tanh(), Linear(10)), CrossEntropy(), 32)
DIGIT = Case("28x28, two Conv2D, 16 and 32", *IMAGES, 64)


def our_epoch() -> Callable[[], object]:
    """One epoch of the report's network on random data of the size of USPS."""
    x, y = EPOCH.samples(USPS_SAMPLES)
    model, rng, size = EPOCH.model(), np.random.default_rng(0), EPOCH.batch_size
    optimiser = SGD(learning_rate=0.01)
    return lambda: list(train(model, EPOCH.loss, optimiser, x, y, batch_size=size, rng=rng, epochs=1))


def their_epoch() -> Callable[[], object]:
    """The same in scikit-learn."""
    from sklearn.neural_network import MLPClassifier

    x, y = EPOCH.samples(USPS_SAMPLES)
    settings = {"momentum": 0.0, "alpha": 0.0, "learning_rate_init": 0.01, "batch_size": EPOCH.batch_size}
    classifier = MLPClassifier((100,), activation="tanh", solver="sgd", **settings)
    return lambda: classifier.partial_fit(x, y, classes=np.arange(10))


def one_digit() -> Callable[[], object]:
    """The prediction of one image by the Conv2D network."""
    model, image = DIGIT.model(), DIGIT.samples(1)[0]
    return lambda: model.predict(image)


def training_memory() -> float:
    """Peak memory, in MiB, of a process of its own that trains the Conv2D network on data of the size of MNIST."""
    code = "from benchmarks.figures import train_images; print(train_images())"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def train_images(seconds: float = 2.0) -> float:
    """Train on 60,000 random images, predict 10,000 others, and return this process's peak memory in MiB."""
    rng = np.random.default_rng(0)
    x = rng.random((MNIST_SAMPLES, 28, 28, 1), np.float32)
    y, model = rng.integers(0, 10, MNIST_SAMPLES), DIGIT.model()
    end = time.monotonic() + seconds
    for _progress in train(model, DIGIT.loss, SGD(), x, y, batch_size=DIGIT.batch_size, rng=rng):
        if time.monotonic() > end:
            break
    model.predict(x[:10_000])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
