"""Hints of a first visit, beside what they are about; the browser remembers which of them are done with."""

from __future__ import annotations

from playground.datasets.point_set import PointSet
from playground.ui.current import session
from playground.ui.views import view

_component = view("hint")


def facts(*, drawing: bool = False) -> dict[str, bool]:
    """What tells which hint is due: `drawing` is the Draw page, which needs none any more."""
    experiment, run = session().experiment, session().current_run
    points = isinstance(experiment.dataset, PointSet)
    return {
        "begun": run is not None,
        "moving": run is not None and run.moving,
        "points": points,
        "tanh": points and any(layer.kind == "tanh" for layer in experiment.layers),
        "drawing": drawing,
    }


def show(hint: str, *, drawing: bool = False) -> None:
    """The place of a hint that has one of its own."""
    _component(key=f"hint_{hint}", data={"hint": hint, "facts": facts(drawing=drawing)})
