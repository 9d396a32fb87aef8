"""Frames of the map of codes and of the sliders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nn.module import Array
from playground.datasets.image_set import grey_bytes
from playground.processes.wire import pack

MOST_POINTS = 5000
MARGIN = 0.05
"""What is left free on each side of the points, as a share of their range."""


def pack_map(
    points: Array,
    labels: Array,
    images: Array,
    *,
    names: Sequence[str],
    axes: tuple[str, str],
    colours: str = "Digit",
    groups: Array | None = None,
    group_names: Sequence[str] | None = None,
    wrong: Array | None = None,
    wrong_means: str = "",
    walkable: bool = False,
    extent: tuple[float, float, float, float] | None = None,
) -> bytes:
    """The points of a map.

    Args:
        points: Their places, (n, 2), n up to `MOST_POINTS`.
        labels: The class of each, (n,), a number in `names`.
        images: The image of each, (n, rows, columns) or (n, rows, columns, 1): bytes, or ink from 0 to 1.
        names: The classes' names, of a character or two: they are the points' marks.
        axes: The titles of the axes, the lower one first.
        colours: What the colours mean, in a word: the legend's title, and before a group's name in the card.
        groups: What colours each, (n,), a number in `group_names`, as its cluster; None for its class.
        group_names: The groups' names, short ones; needed with `groups`.
        wrong: Which are ringed, (n,).
        wrong_means: What the ring says of a point, as "in a cluster of another digit"; needed with `wrong`.
        walkable: Whether every place of the plane can be decoded; only then does a drag send places.
        extent: Lowest and highest place shown, of the lower axis and then of the upright one; None for what the
            points need.

    Raises:
        ValueError: Where there are too many points, shapes or numbers do not fit, or a place is not finite.
    """
    count = len(points)
    if points.shape != (count, 2) or count > MOST_POINTS or not np.isfinite(points).all():
        raise ValueError(f"A map takes up to {MOST_POINTS:,} finite places (n, 2); got {points.shape}.")
    if images.ndim not in (3, 4) or len(images) != count or images.shape[3:] not in ((), (1,)):
        raise ValueError(f"{count:,} points need images ({count}, rows, columns); got {images.shape}.")
    if (groups is None) != (group_names is None) or (wrong is not None and not wrong_means):
        raise ValueError("`groups` goes with `group_names`, and `wrong` with `wrong_means`.")
    header: dict[str, Any] = {"names": list(names), "group_names": list(names if group_names is None else group_names)}
    header |= {"axes": list(axes), "colours": colours, "clustered": groups is not None, "walkable": walkable}
    header |= {"extent": list(_extent(points) if extent is None else _checked(extent)), "wrong_means": wrong_means}
    arrays = {"points": points.astype(np.float32), "labels": _numbers(labels, count, len(names), "labels")}
    arrays["groups"] = arrays["labels"]
    if groups is not None:
        arrays["groups"] = _numbers(groups, count, len(header["group_names"]), "groups")
    flags = np.zeros(count, bool) if wrong is None else np.asarray(wrong, bool)
    arrays["wrong"] = _numbers(flags, count, 2, "wrong")
    arrays["images"] = grey_bytes(images.reshape(images.shape[:3]))
    return pack(header, arrays)


def pack_marks(
    revision: int,
    *,
    place: tuple[float, float] | None = None,
    picked: int | None = None,
    drawn: tuple[float, float] | None = None,
    drawn_title: str = "",
) -> bytes:
    """The marks on the map.

    Args:
        revision: Of the map's last `Pick`; 0 before there is one.
        place: Where the cross is: the code that is being decoded; None for no cross.
        picked: The point that is picked, ringed by the map.
        drawn: Where the person's own digit lands; what lies outside of the map is marked at its edge.
        drawn_title: What stands beside that mark, in a few words.

    Raises:
        ValueError: Where a place is not finite.
    """
    header: dict[str, Any] = {"revision": revision, "picked": picked, "drawn_title": drawn_title}
    for name, pair in (("place", place), ("drawn", drawn)):
        if pair is not None and not np.isfinite(pair).all():
            raise ValueError(f"A mark needs a finite place; `{name}` is {pair}.")
        header[name] = None if pair is None else [float(part) for part in pair]
    return pack(header, {})


def _extent(points: Array) -> tuple[float, float, float, float]:
    if not len(points):
        return -1.0, 1.0, -1.0, 1.0
    low, high = points.min(axis=0).astype(float), points.max(axis=0).astype(float)
    # where all lie at one place, as in a code that has collapsed, a map still has a width
    margin = np.where(high > low, MARGIN * (high - low), np.maximum(1.0, 0.5 * np.abs(high)))
    (left, lower), (right, upper) = low - margin, high + margin
    return float(left), float(right), float(lower), float(upper)


def _checked(extent: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, right, lower, upper = extent
    if not (np.isfinite(extent).all() and left < right and lower < upper):
        raise ValueError(f"An extent is lowest and highest, finite, of each axis; got {extent}.")
    return left, right, lower, upper


def _numbers(values: Array, count: int, most: int, what: str) -> Array:
    """The values as bytes, each below `most`."""
    values = np.asarray(values)
    if values.shape != (count,) or (count and not 0 <= values.min() <= values.max() < min(most, 256)):
        raise ValueError(f"`{what}` must be {count:,} numbers from 0 to {most - 1}; got {values.shape}.")
    return values.astype(np.uint8)


MOST_NUMBERS = 4096
"""Numbers of the longest code that is walked in; the browser shows sliders for the first 32."""
LEAST_WIDTH = 1e-6
"""Of a slider's range; a number of the code that is the same in all data would have none."""


def pack_walk(
    revision: int,
    code: Array,
    ranges: Array,
    means: Array,
    image: Array,
    *,
    picked: Array | None = None,
    title: str = "What the decoder makes of this code",
    note: str | None = None,
) -> bytes:
    """The image of a code, and the code itself.

    Args:
        revision: Of the sliders' last `Walk`; 0 before there is one. It stays when the code was set elsewhere, as on
            the map: the sliders follow a new code unless they have moved since that revision.
        code: The code that is decoded, (k,).
        ranges: Lowest and highest place of each slider, (k, 2), as percentiles of the data's codes. Where the two are
            the same the slider reaches half as far again, and at least 1, to both sides.
        means: Each number's mean over the data, (k,).
        image: What the decoder makes of the code, (rows, columns) or (rows, columns, 1): bytes, or ink from 0 to 1.
        picked: The code of the digit that was picked, (k,), to which a button leads back; None without one.
        title: Stands over the image.
        note: A sentence below it.

    Raises:
        ValueError: Where shapes do not fit or a value is not finite.
    """
    size = len(code)
    arrays: dict[str, Array] = {"code": code, "ranges": _widened(ranges), "means": means}
    if picked is not None:
        arrays["picked"] = picked
    if not 1 <= size <= MOST_NUMBERS:
        raise ValueError(f"A code to walk in has 1 to {MOST_NUMBERS:,} numbers; got {size:,}.")
    for name, values in arrays.items():
        if values.shape != ((size, 2) if name == "ranges" else (size,)) or not np.isfinite(values).all():
            raise ValueError(f"`{name}` must be finite and fit a code of {size} numbers; it is of {values.shape}.")
    if image.ndim not in (2, 3) or image.shape[2:] not in ((), (1,)) or not np.isfinite(image).all():
        raise ValueError(f"The image must be finite and of (rows, columns); it is of {image.shape}.")
    header: dict[str, Any] = {"revision": revision, "title": title, "note": note}
    floats = {name: values.astype(np.float32) for name, values in arrays.items()}
    return pack(header, {**floats, "image": grey_bytes(image.reshape(image.shape[:2]))})


def _widened(ranges: Array) -> Array:
    if ranges.ndim != 2 or ranges.shape[1] != 2:
        return ranges
    low, high = ranges.min(axis=1).astype(float), ranges.max(axis=1).astype(float)
    reach = np.where(high - low > LEAST_WIDTH * np.abs(high), 0.0, np.maximum(1.0, 0.5 * np.abs(high)))
    return np.stack([low - reach, high + reach], axis=1)
