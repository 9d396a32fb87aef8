"""What goes on inside a digit network that looks at an image: the parts of the Inside page."""

from __future__ import annotations

from playground.ui.inside.workspace import show

__all__ = ["show"]
