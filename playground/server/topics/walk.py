"""The code that a person has set with the sliders, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.datasets.dataset import Floats
from playground.server.sent_numbers import finite, revision_of

LARGEST = 1e6
"""Numbers of a code are cut to ± this."""


@dataclass(frozen=True, eq=False)
class Walk:
    """The code that the sliders show, float32 (k,), at one moment; later ones have a larger `revision`."""

    code: Floats
    revision: int


def read_walk(message: Mapping[str, Any], numbers: int) -> Walk | None:
    """The code of `numbers` numbers in a message; None where there is none."""
    revision, sent = revision_of(message.get("revision")), message.get("code")
    if revision is None or not isinstance(sent, list) or len(sent) != numbers:
        return None
    code = [finite(number, LARGEST) for number in sent]
    if None in code:
        return None
    return Walk(np.array(code, np.float32), revision)
