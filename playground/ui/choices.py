"""Choices of a person on a page; they outlive the widgets, which go with the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playground.ui.controlled import held
from playground.ui.current import session


@dataclass(frozen=True)
class Choices:
    """The choices of the page called `page`, each under a name of its own."""

    page: str

    def chosen(self, name: str, default: Any) -> Any:
        """The last choice under `name`."""
        return self._kept.get(name, default)

    def choose(self, name: str, value: Any) -> None:
        """Choose for the person; a widget bound to `name` shows it."""
        self._kept[name] = value

    def bound(self, name: str, default: Any, *, most: float | None = None) -> dict[str, Any]:
        """Arguments that make a widget with a `value` show and keep what is chosen under `name`.

        A number beyond `most`, which may have been chosen while there was more, becomes `most`.
        """
        present = self.chosen(name, default)
        if most is not None and present > most:
            self.choose(name, present := type(present)(most))
        return {"value": present, **self._held(name, present)}

    def bound_several(self, name: str, default: list[Any]) -> dict[str, Any]:
        """The same for a widget in which several are chosen."""
        present = self.chosen(name, default)
        return {"default": present, **self._held(name, present)}

    def bound_among(self, name: str, options: Sequence[Any], *, first: Any = ...) -> dict[str, Any]:
        """The same for a widget that offers `options`, one of which is chosen.

        `first` is chosen at first, unless given the first of them; it is also where what was chosen is no longer
        offered. None stands for no choice yet.
        """
        first = options[0] if first is ... else first
        present = self.chosen(name, first)
        if present is not None and present not in options:
            self.choose(name, present := first)
        index = None if present is None else list(options).index(present)
        return {"index": index, **self._held(name, present)}

    def _held(self, name: str, present: Any) -> dict[str, Any]:
        return held(f"{self.page}_{name}", present, lambda value: self.choose(name, value))

    @property
    def _kept(self) -> dict[str, Any]:
        return session().choices.setdefault(self.page, {})


COMPARE, INSIDE, LATENT, REPORT, TEACH, TRAIN = (
    Choices(page) for page in ("compare", "inside", "latent", "report", "teach", "train")
)
