"""Images with what is to be said of each, in the theme's ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nn.module import Array
from playground.datasets.image_set import grey_bytes
from playground.processes.wire import pack
from playground.ui.views import view

__all__ = ["Bar", "Tile", "image_tiles"]

_component = view("image_tiles")


@dataclass(frozen=True)
class Bar:
    """A class's name, the network's belief in it (0 to 1), and whether the image is of it."""

    name: str
    share: float
    true: bool


@dataclass(frozen=True)
class Tile:
    """What stands below an image: a title, further lines, and perhaps a bar for each class beside them.

    `wrong` frames the image; the words must say so too.
    """

    title: str
    lines: tuple[str, ...] = ()
    wrong: bool = False
    bars: tuple[Bar, ...] = ()


def image_tiles(images: Array, tiles: Sequence[Tile], *, width: int, key: str) -> None:
    """Show images (n, height, width, 1), as a dataset stores them, in as many columns of `width` pixels as fit."""
    header: dict[str, Any] = {"width": width, "tiles": [_described(tile) for tile in tiles]}
    _component(key=key, data=pack(header, {"images": grey_bytes(images)[..., 0]}))


def _described(tile: Tile) -> dict[str, Any]:
    bars = [[bar.name, round(float(bar.share), 4), bar.true] for bar in tile.bars]
    return {"title": tile.title, "lines": list(tile.lines), "wrong": tile.wrong, "bars": bars}
