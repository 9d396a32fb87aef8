"""The parts of the Inside page: what goes on in a digit network that looks at an image."""

from __future__ import annotations

from playground.ui.inside.workspace import show

__all__ = ["show"]
