"""The drawings of a person's own that a network was trained with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from nn.module import Array
from nn.settings import SpecError, brief
from playground.experiment.words import counted

MOST_OWN_DRAWINGS = 500


@dataclass(frozen=True)
class OwnDrawings:
    """Their count, 1 to `MOST_OWN_DRAWINGS`, and a mark, eight hexadecimal digits, that tells them from others.

    The drawings themselves belong to their session; this goes wherever the network goes. SpecError where it is damaged.
    """

    count: int
    mark: str

    def __post_init__(self) -> None:
        if type(self.count) is not int or not 1 <= self.count <= MOST_OWN_DRAWINGS:
            raise SpecError(
                f"A network is trained with 1 to {MOST_OWN_DRAWINGS} own drawings; this says {brief(self.count)}."
            )
        if not isinstance(self.mark, str) or not re.fullmatch("[0-9a-f]{8}", self.mark):
            raise SpecError(f"Own drawings are marked by eight hexadecimal digits, not by {brief(self.mark)}.")

    @classmethod
    def of(cls, x: Array, y: Array) -> OwnDrawings:
        """Those that the training samples `x`, with labels `y`, were made of."""
        return cls(len(x), hashlib.sha256(x.tobytes() + y.tobytes()).hexdigest()[:8])

    @classmethod
    def from_data(cls, data: object) -> OwnDrawings:
        """Those that `data()` described; SpecError where it is damaged."""
        if not isinstance(data, Mapping) or set(data) != {"count", "mark"}:
            raise SpecError(f"Own drawings are described by a count and a mark; not by {brief(data)}.")
        return cls(**data)

    def data(self) -> dict[str, Any]:
        """Plain data that JSON can carry and `from_data` turns back into an equal OwnDrawings."""
        return asdict(self)

    @property
    def text(self) -> str:
        """As a person reads it: 6 drawings of your own."""
        return f"{counted(self.count, 'drawing')} of your own"
