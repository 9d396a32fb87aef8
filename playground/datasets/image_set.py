"""Pictures of handwritten digits: what all of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nn.module import Shape
from nn.settings import setting
from playground.datasets.dataset import Dataset
from playground.tasks import Classify, Task


@dataclass(frozen=True)
class ImageSet(Dataset):
    """Grey images of the digits 0 to 9, values from 0 (paper) to 1 (ink)."""

    group: ClassVar[str] = "Handwritten digits"
    size: ClassVar[tuple[int, int]]
    own_drawings: bool = setting(False, help="Train also on the digits that you drew and labelled on the Draw page")

    @property
    def shape(self) -> Shape:
        return (*self.size, 1)

    @property
    def task(self) -> Task:
        return Classify(tuple(str(digit) for digit in range(10)))

    @property
    def input_text(self) -> str:
        return f"an image of {self.size[0]} × {self.size[1]} pixels, one grey value each"
