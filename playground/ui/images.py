"""Images in ink: tiles with captions, and still sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

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
    """Caption of an image: a title, further lines, and perhaps a bar for each class beside them.

    `wrong` frames the image; the words must say so too.
    """

    title: str
    lines: tuple[str, ...] = ()
    wrong: bool = False
    bars: tuple[Bar, ...] = ()


def image_tiles(images: Array, tiles: Sequence[Tile], *, width: int, key: str, in_one_row: bool = False) -> None:
    """Show images (n, height, width, 1), as a dataset stores them, in as many columns of `width` pixels as fit.

    With `in_one_row` they fill one row, each up to `width` pixels; it breaks only where they would be too small to see.
    """
    described = [_described(tile) for tile in tiles]
    header: dict[str, Any] = {"width": width, "in_one_row": in_one_row, "tiles": described}
    _component(key=key, data=pack(header, {"images": grey_bytes(images)[..., 0]}))


def _described(tile: Tile) -> dict[str, Any]:
    bars = [[bar.name, round(float(bar.share), 4), bar.true] for bar in tile.bars]
    return {"title": tile.title, "lines": list(tile.lines), "wrong": tile.wrong, "bars": bars}


def ink_sheet(pixels: Array, **shown: Any) -> None:
    """Show pixels, uint8 with 0 for ink and 255 for paper; `shown` is what `st.image` takes besides."""
    # opaque either way: where the theme has changed and the page has not been run since, it can still be read
    st.image(255 - pixels if st.context.theme.type == "dark" else pixels, **shown)
