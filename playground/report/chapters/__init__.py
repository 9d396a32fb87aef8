"""The chapters, one file each; a new file here is all it takes to add one."""

from __future__ import annotations

from collections.abc import Mapping

from nn.registry import import_members
from playground.report.chapter import Chapter

import_members(__name__, list(__path__))

CHAPTERS: Mapping[str, Chapter] = {
    cls.kind: cls() for cls in sorted(Chapter.kinds().values(), key=lambda chapter: chapter.number)
}
"""Every chapter by its kind, in the report's order."""

__all__ = ["CHAPTERS", "Chapter"]
