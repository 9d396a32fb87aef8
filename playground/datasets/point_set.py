"""Points in the plane: what all generated point sets share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from nn.module import Shape
from nn.settings import setting
from playground.datasets.dataset import Dataset, Floats, Samples, Targets
from playground.datasets.tasks import Classify, Regress, Task

Points = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
FURTHER_INPUTS = ("ones", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")
"""The settings that switch on inputs beside the two coordinates."""


@dataclass(frozen=True)
class PointSet(Dataset):
    """Points with two coordinates, and whichever further inputs are switched on."""

    samples: int = setting(500, low=20, high=2000, help="Training points; as many again are drawn for the test")
    noise: float = setting(0.3, low=0.0, high=1.5, help="Standard deviation of the scatter, in units of the plane")
    seed: int = setting(0, low=0, high=9999, help="Another seed draws other points of the same kind")
    ones: bool = setting(
        False, label="Column of ones", help="A further input that is always 1; it can stand in for biases"
    )
    x1_squared: bool = setting(False, label="x₁²", help="The square of the first coordinate as a further input")
    x2_squared: bool = setting(False, label="x₂²", help="The square of the second coordinate as a further input")
    x1_x2: bool = setting(False, label="x₁·x₂", help="The product of the coordinates as a further input")
    sin_x1: bool = setting(False, label="sin x₁", help="The sine of the first coordinate as a further input")
    sin_x2: bool = setting(False, label="sin x₂", help="The sine of the second coordinate as a further input")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The inputs' names: both coordinates, then the further inputs that are on."""
        further = {"1": self.ones, "x₁²": self.x1_squared, "x₂²": self.x2_squared}
        further |= {"x₁·x₂": self.x1_x2, "sin x₁": self.sin_x1, "sin x₂": self.sin_x2}
        return ("x₁", "x₂", *(name for name, on in further.items() if on))

    @property
    def shape(self) -> Shape:
        return (len(self.inputs),)

    @property
    def training_count(self) -> int:
        return self.samples

    @property
    def input_text(self) -> str:
        return f"{len(self.inputs)} numbers: {', '.join(self.inputs)}"

    def expand(self, points: npt.NDArray[np.floating]) -> Floats:
        """Inputs (n, inputs) of points (n, 2): the coordinates stay the first two columns."""
        x1, x2 = points[:, 0], points[:, 1]
        columns = [x1, x2]
        columns += [np.ones_like(x1)] * self.ones
        columns += [x1**2] * self.x1_squared + [x2**2] * self.x2_squared + [x1 * x2] * self.x1_x2
        columns += [np.sin(x1)] * self.sin_x1 + [np.sin(x2)] * self.sin_x2
        return np.stack(columns, axis=1).astype(np.float32)

    def load(self) -> Samples:
        train, test = np.random.default_rng(self.seed).spawn(2)
        (points_train, y_train), (points_test, y_test) = self.draw(train), self.draw(test)
        return Samples(self.expand(points_train), y_train, self.expand(points_test), y_test)

    def draw(self, rng: np.random.Generator) -> tuple[Points, Targets]:
        """Points (samples, 2) in a random order and their targets."""
        raise NotImplementedError


@dataclass(frozen=True)
class ClassifiedPoints(PointSet):
    """Points that belong to classes."""

    group: ClassVar[str] = "Points with classes"
    balance: float = setting(
        0.5,
        low=0.05,
        high=0.95,
        help="Share of the points of the even classes (0, 2, ...); far from 0.5, some classes are rare",
    )

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return 2

    @property
    def task(self) -> Task:
        return Classify(tuple(str(number) for number in range(self.classes)))

    @property
    def class_shares(self) -> tuple[float, ...]:
        even = np.arange(self.classes) % 2 == 0
        shares = np.where(even, self.balance / even.sum(), (1 - self.balance) / (~even).sum())
        return tuple(shares.tolist())

    def draw(self, rng: np.random.Generator) -> tuple[Points, Targets]:
        borders = np.round(np.cumsum(self.class_shares) * self.samples).astype(int)[:-1]
        labels = np.searchsorted(borders, np.arange(self.samples), side="right")
        rng.shuffle(labels)
        scatter = rng.normal(scale=self.noise, size=(self.samples, 2))
        return self.place(labels, rng) + scatter, labels

    def place(self, labels: Labels, rng: np.random.Generator) -> Points:
        """Points (n, 2) of the given classes, before the scatter is added."""
        raise NotImplementedError


@dataclass(frozen=True)
class Surface(PointSet):
    """Points with a value: a surface over the plane."""

    group: ClassVar[str] = "Points with values"

    @property
    def task(self) -> Task:
        return Regress()

    def draw(self, rng: np.random.Generator) -> tuple[Points, Targets]:
        points = rng.uniform(-3, 3, size=(self.samples, 2))
        values = self.height(points) + rng.normal(scale=self.noise, size=self.samples)
        return points, values[:, None].astype(np.float32)

    def height(self, points: Points) -> Points:
        """The surface's value (n,) at points (n, 2), without noise, from about -1 to 1."""
        raise NotImplementedError
