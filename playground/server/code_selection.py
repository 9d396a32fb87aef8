"""The code that a visitor holds on the Latent page: sliders move it, the map picks it, the decoder draws it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.codes.latent_space import LatentSpace
from playground.analysis.codes.places import Places
from playground.training.run_handle import RunHandle


@dataclass(frozen=True, eq=False)
class SelectedCode:
    """A code (k,) at one moment, the run whose network decodes it, and the map that it lies on.

    `picked` is the number of the test image that was picked on the map; `moves` and `picks` are the revisions of what
    the sliders and the map have told last.
    """

    run: RunHandle
    known: LatentSpace
    places: Places
    code: Array
    picked: int | None = None
    moves: int = 0
    picks: int = 0


class CodeSelection:
    """The code held now; None until a page has shown a map. Whoever calls a method holds the session's lock."""

    def __init__(self) -> None:
        self.held: SelectedCode | None = None

    def show(self, run: RunHandle, known: LatentSpace, places: Places) -> None:
        """Lay the code on the map that a page shows; for another network or row it begins anew, at the mean code."""
        before = self.held
        if before is None:
            self.held = SelectedCode(run, known, places, known.mean_code)
            return
        self.held = dataclasses.replace(before, run=run, known=known, places=places)
        if not _alike(before.known, known):
            self.held = dataclasses.replace(self.held, code=known.mean_code, picked=None)

    def move(self, code: Array, revision: int) -> None:
        """Take the sliders' code, of as many numbers as the one held, unless it or a later one is known already."""
        held = self.held
        if held is not None and revision > held.moves:
            self.held = dataclasses.replace(held, code=code, moves=revision)

    def pick(self, place: tuple[float, float] | None, nearest: int | None, revision: int) -> None:
        """Take the code at a place of the map or, where places have none, that of the test image `nearest` to it."""
        held = self.held
        if held is None or revision <= held.picks:
            return
        code, picked, projection = held.code, held.picked, held.places.projection
        if place is not None and projection is not None:
            code, picked = projection.lift(np.array([place]))[0], nearest
        elif nearest is not None:
            code, picked = held.known.codes[nearest], nearest
        self.held = dataclasses.replace(held, code=code, picked=picked, picks=revision)


def _alike(one: LatentSpace, other: LatentSpace) -> bool:
    """True where a code means the same to both."""
    return one is other or (
        one.row == other.row
        and one.experiment.layers_data() == other.experiment.layers_data()
        and np.array_equal(one.theta, other.theta)
    )
