"""What the sliders send, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.datasets.dataset import Floats
from playground.server.sent_numbers import finite, revision_of

LARGEST = 1e6
"""Numbers of a code are cut to ± this."""


@dataclass(frozen=True, eq=False)
class Walk:
    """The code that the sliders show, at one moment.

    `code` is float32 (k,), `revision` the number that the frame must carry, `final` whether the slider is let go.
    """

    code: Floats
    revision: int
    final: bool


def read_walk(value: object, numbers: int) -> Walk | None:
    """The code of `numbers` numbers in `st.session_state[key]`; None where there is none or it is not one."""
    raw = value.get("walk") if isinstance(value, Mapping) else None
    if not isinstance(raw, Mapping):
        return None
    revision, final, sent = revision_of(raw.get("revision")), raw.get("final"), raw.get("code")
    if revision is None or not isinstance(final, bool) or not isinstance(sent, list | tuple) or len(sent) != numbers:
        return None
    code = [finite(number, LARGEST) for number in sent]
    if None in code:
        return None
    return Walk(np.array(code, np.float32), revision, final)
