"""The ailments; a class in a file here is all it takes to add one."""

from __future__ import annotations

from nn.registry import import_members
from playground.analysis.doctor.ailment import Ailment

import_members(__name__, list(__path__))

AILMENTS: tuple[Ailment, ...] = tuple(cls() for cls in sorted(Ailment.kinds().values(), key=lambda each: each.urgency))
"""Every ailment, the most urgent first."""
