"""Maps of the test codes: the place of each, and where any other code lies among them."""

from __future__ import annotations

from dataclasses import dataclass

from nn.module import Array
from playground.analysis.codes.latent_space import LatentSpace
from playground.analysis.codes.projection import Projection
from playground.analysis.codes.tsne import place_on_map
from playground.experiment.words import counted


@dataclass(frozen=True, eq=False)
class Places:
    """A map: the places of the first codes, (n, 2), what its axes are, and a sentence about it.

    `projection` is there where every place of the plane stands for a code.
    """

    points: Array
    axes: tuple[str, str]
    caption: str
    projection: Projection | None

    def of(self, known: LatentSpace, code: Array) -> tuple[float, float]:
        """The place of a code (k,) on it."""
        if self.projection is not None:
            x, y = self.projection.place(code[None])[0].tolist()
        else:
            x, y = place_on_map(known.codes[: len(self.points)], self.points, code).tolist()
        return x, y


def places_in_plane(known: LatentSpace) -> Places:
    """The map by the code's own two numbers, or by the two principal axes of a longer one."""
    projection = known.projection
    points = projection.place(known.codes)
    first, second = (100 * share for share in projection.explained)
    if known.codes.shape[1] == 2:
        caption = f"The code's own two numbers, for {known.measured_on}. **Drag the cross to walk through the code.**"
        return Places(points, ("Code 1", "Code 2"), caption, projection)
    axes = (f"First principal axis ({first:.0f} % of the variance)", f"Second ({second:.0f} %)")
    caption = (
        f"The codes' {counted(known.codes.shape[1], 'number')}, seen along the two directions in which they vary most "
        f"(principal components), for {known.measured_on}: {first + second:.0f} % of their variance; the rest lies "
        "behind the plane. **Drag the cross to walk in the plane.**"
    )
    return Places(points, axes, caption, projection)


def places_by_tsne(points: Array) -> Places:
    """The map by t-SNE, which has put the first codes at `points` (n, 2)."""
    caption = (
        f"t-SNE of the codes of {len(points):,} test images. **Click a digit to decode its code**; between them, the "
        "map has no way back to a code. A digit that you draw lands where t-SNE would have put it among these."
    )
    return Places(points, ("", ""), caption, None)
