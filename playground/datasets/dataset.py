"""Dataset: the base of the datasets, known before a single sample is made, and the samples it makes."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from nn.module import Shape
from nn.registry import Registered
from playground.datasets.found_once import FoundOnce
from playground.datasets.tasks import Task

Floats = npt.NDArray[np.float32]
Inputs = npt.NDArray[np.uint8] | Floats
Labels = npt.NDArray[np.int64]
Targets = Labels | Floats


@dataclass(frozen=True, eq=False)
class Samples:
    """Training, validation and test samples; there need not be any for validation.

    `x_train`, `x_validation` and `x_test` are (n, *shape): float32, or, where images are stored so, uint8 from 0
    (paper) to 255 (ink); `playground.preparation` makes of both what a network is shown. They may be read-only. The
    targets, `y_train` and so on, are class numbers, int64 (n,), where the task is to classify, and values, float32
    (n, 1), where it is to regress. No dataset has validation samples of its own: `playground.preparation` sets some of
    the training samples aside. `writers_train` and so on, int64 (n,), number whose hand each is of, from 1 on, anew in
    training and test, which share none; 0 is a hand that nobody knows. Where no hand is known they are empty.
    """

    x_train: Inputs
    y_train: Targets
    x_test: Inputs
    y_test: Targets
    x_validation: Inputs = field(default_factory=lambda: np.zeros(0, np.float32))
    y_validation: Targets = field(default_factory=lambda: np.zeros(0, np.float32))
    writers_train: Labels = field(default_factory=lambda: np.zeros(0, np.int64))
    writers_validation: Labels = field(default_factory=lambda: np.zeros(0, np.int64))
    writers_test: Labels = field(default_factory=lambda: np.zeros(0, np.int64))

    def with_more_training(self, x: Floats, y: Targets) -> Samples:
        """These samples with further training samples x, float32, behind the others, which stay as they are."""
        if self.x_train.dtype == np.uint8:
            x = np.rint(x.clip(0, 1) * 255).astype(np.uint8)
        more = {"x_train": np.concatenate([self.x_train, x]), "y_train": np.concatenate([self.y_train, y])}
        if len(self.writers_train):
            more["writers_train"] = np.concatenate([self.writers_train, np.zeros(len(x), np.int64)])
        return dataclasses.replace(self, **more)

    def read_only(self) -> Samples:
        """These very samples, protected from being written to: they may be shared."""
        for part in dataclasses.fields(self):
            getattr(self, part.name).setflags(write=False)
        return self


class Dataset(Registered):
    """Base of the datasets; all but the samples is known from the settings alone."""

    family = "dataset"
    group: ClassVar[str]
    training_writers: ClassVar[int] = 0
    """How many hands the training samples are of; 0 where nobody knows."""

    @property
    def shape(self) -> Shape:
        """Shape of one sample."""
        raise NotImplementedError

    @property
    def task(self) -> Task:
        """What is to be learnt from the samples: it brings the metrics, the losses that fit and the live view."""
        raise NotImplementedError

    @property
    def training_count(self) -> int:
        """How many training samples `load` gives."""
        raise NotImplementedError

    @property
    def class_shares(self) -> tuple[float, ...] | None:
        """Share of each class among the samples; None where it is not in the settings, or there are no classes."""
        return None

    @property
    def further_count(self) -> int:
        """Number of further training samples that `with_further` adds."""
        return 0

    @property
    def memory(self) -> int:
        """Bytes that a process takes to have the samples, about."""
        return 2 * 4 * self.training_count * math.prod(self.shape)

    @property
    def input_text(self) -> str:
        """One sample in words, for the first row of the stack."""
        raise NotImplementedError

    def load(self) -> Samples:
        """Make or read the samples; the same settings give the same samples."""
        raise NotImplementedError

    def with_further(self, samples: Samples) -> Samples:
        """The samples, which `load` gave, with those that are trained with beside them and never set aside.

        Raises DataUnavailable.
        """
        return samples


_loaded = FoundOnce[Samples](32)


def samples_of(dataset: Dataset) -> Samples:
    """The dataset's samples, read-only. Raises DataUnavailable."""
    return _loaded.of(dataset, lambda: dataset.load().read_only())
