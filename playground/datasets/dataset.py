"""What every dataset says of itself before a single sample is made, and the samples it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from nn.module import Shape
from nn.registry import Registered
from playground.tasks import Task

Floats = npt.NDArray[np.float32]
Targets = npt.NDArray[np.int64] | Floats


@dataclass(frozen=True, eq=False)
class Samples:
    """Training and test samples.

    `x_train` and `x_test` are float32 (n, *shape). `y_train` and `y_test` are class numbers, int64 (n,), where the
    task is to classify, and values, float32 (n, 1), where it is to regress.
    """

    x_train: Floats
    y_train: Targets
    x_test: Floats
    y_test: Targets

    def with_more_training(self, x: Floats, y: Targets) -> Samples:
        """These samples with further training samples behind the others; the test samples stay as they are."""
        return Samples(np.concatenate([self.x_train, x]), np.concatenate([self.y_train, y]), self.x_test, self.y_test)


class Dataset(Registered):
    """Base of the datasets; `shape`, `task` and `input_text` are known from the settings alone."""

    family = "dataset"
    group: ClassVar[str]

    @property
    def shape(self) -> Shape:
        """Shape of one sample."""
        raise NotImplementedError

    @property
    def task(self) -> Task:
        """What is to be learnt from the samples: it brings the metrics, the losses that fit and the live view."""
        raise NotImplementedError

    @property
    def input_text(self) -> str:
        """One sample in words, for the first row of the stack."""
        raise NotImplementedError

    def load(self) -> Samples:
        """Make or read the samples; the same settings give the same samples."""
        raise NotImplementedError
