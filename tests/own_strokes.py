"""Digits and symbols as a person might draw them: several shapes of each, and drawings made from them by chance.

A shape is text: strokes parted by `/`, points `x,y` in hundredths of a square, y down. A stroke runs smoothly through
its points, but turns sharply at a point marked `!`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from playground.drawing import Drawing

SHAPES: dict[int, tuple[str, ...]] = {
    0: (
        "50,5 25,20 18,50 25,82 50,95 75,80 82,50 74,18 50,5",
        "55,4 38,22 30,55 38,88 52,96 66,80 70,45 64,14 52,5",
        "68,12 45,5 22,30 18,62 32,92 58,92 78,62 80,30 66,8 52,12",
        "50,8 15,25 8,52 20,85 52,94 85,80 92,48 82,20 52,8 45,10",
    ),
    1: (
        "50,5 50,95",
        "30,28 52,6! 52,95",
        "32,25 54,5! 52,94 / 28,95 76,94",
        "62,5 42,96",
        "22,42 55,5! 55,96",
    ),
    2: (
        "20,28 32,9 55,5 76,18 74,40 50,66 18,93! 82,92",
        "22,22 45,5 70,16 68,42 42,74 22,90 14,82 26,76 50,88 84,90",
        "22,18 50,6 78,16 70,42 20,94! 80,94",
        "18,30 28,10 52,6 72,20 70,45 45,75 20,94! 50,88 84,95",
    ),
    3: (
        "22,15 45,5 72,14 70,36 44,47! 75,58 78,82 50,96 20,84",
        "22,8 76,8! 42,42! 74,56 76,82 48,95 20,86",
        "20,18 42,5 70,15 66,40 40,48! 60,48 80,66 70,90 44,96 18,84",
        "24,12 55,5 74,20 60,42 42,48 48,54 56,44 80,62 74,88 48,96 22,88",
    ),
    4: (
        "30,6 20,58! 80,56 / 66,30 62,96",
        "62,96 62,5! 15,66! 85,66",
        "26,8 28,52! 74,50 / 74,8 72,96",
        "64,5 18,62! 86,60 / 66,34 58,97",
    ),
    5: (
        "74,8 28,8! 24,44! 50,38 76,56 74,84 46,96 20,86",
        "30,8 26,46! 54,40 76,60 70,88 42,96 20,84 / 30,8 76,6",
        "72,6 32,8! 28,42! 66,46 76,70 56,92 22,94",
        "76,10 40,8 28,26 44,44 70,56 74,80 50,96 22,88",
    ),
    6: (
        "66,6 38,28 22,62 30,90 54,96 76,80 68,58 44,56 26,74",
        "56,4 30,36 22,72 42,96 72,88 74,64 52,54 28,68",
        "74,14 54,5 30,28 20,62 36,94 66,92 76,70 58,54 34,62 24,76",
        "60,5 26,64 30,88 52,95 72,80 64,60 40,60 28,72",
    ),
    7: (
        "18,10 80,8! 42,95",
        "18,10 80,8! 44,95 / 32,50 72,48",
        "20,26 20,9! 80,9! 56,48 44,96",
        "16,14 50,10 80,8! 58,40 46,70 44,96",
        "18,12 48,8 78,10! 52,50 40,96 / 30,54 68,46",
    ),
    8: (
        "70,18 48,5 28,18 36,40 62,56 74,78 50,96 26,80 36,58 64,38 72,18 64,9",
        "50,48 28,28 48,5 72,26 50,48 24,74 50,96 78,72 50,48",
        "60,10 42,8 36,24 58,50 66,80 46,95 32,80 56,46 64,24 58,8",
        "50,6 30,24 50,46 70,26 50,6 / 50,46 22,70 50,95 78,70 50,46",
    ),
    9: (
        "72,24 50,6 26,24 36,48 62,46 74,22! 70,60 60,96",
        "74,26 54,6 28,22 34,48 60,48 74,24! 76,62 60,92 30,92",
        "70,26 48,6 26,28 46,50 70,28 / 72,10 70,96",
        "68,14 42,8 28,32 46,48 70,28 68,14! 66,56 50,96",
    ),
}
SYMBOLS: dict[str, tuple[str, ...]] = {
    "heart": (
        "50,92 18,55 10,30 24,10 42,14 50,32! 58,14 76,10 90,30 82,55 50,92",
        "50,30! 36,8 14,16 14,46 50,94! 86,46 86,16 64,8 50,30",
    ),
    "star": (
        "50,5! 68,92! 6,36! 94,36! 32,92! 50,5",
        "20,92! 50,6! 80,92! 6,38! 94,38! 20,92",
    ),
    "house": (
        "15,95! 15,45! 50,8! 85,45! 85,95! 15,95",
        "8,50! 50,8! 92,50 / 20,42! 20,94! 80,94! 80,42",
    ),
    "spiral": (
        "52,52 58,46 52,40 42,46 44,60 60,64 72,48 62,28 38,26 24,46 28,72 54,84 82,72",
        "50,48 44,52 48,60 58,56 60,44 46,36 34,46 36,66 56,74 74,60 72,34 50,20 26,28",
    ),
    "arrow": (
        "8,50! 92,50 / 66,26! 92,50! 66,76",
        "10,52! 90,48 / 90,48! 68,24 / 90,48! 70,74",
    ),
    "A": ("14,95! 50,6! 86,95 / 28,62! 72,62", "50,6! 16,94 / 50,6! 84,94 / 30,58! 70,58"),
    "E": ("82,10! 22,10! 22,92! 84,92 / 22,50! 70,50", "24,6! 24,94 / 24,8! 80,8 / 24,50! 72,50 / 24,93! 80,93"),
    "square": ("15,15! 85,15! 85,85! 15,85! 15,15",),
}
POINTS_BETWEEN = 8
Points = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def strokes_of(digit: int, variant: int, rng: np.random.Generator | None = None) -> list[Points]:
    """The strokes of a digit's shape, as `strokes_in` gives them."""
    return strokes_in(SHAPES[digit][variant % len(SHAPES[digit])], rng)


def strokes_in(shape: str, rng: np.random.Generator | None = None) -> list[Points]:
    """The strokes of a shape, each (points, 2) in 0..1; with `rng` the hand trembles by 2.5 % of the square."""
    strokes = []
    for text in shape.split("/"):
        marks = text.split()
        points = np.array([[float(number) for number in mark.rstrip("!").split(",")] for mark in marks]) / 100
        if rng is not None:
            points += rng.normal(0, 0.025, points.shape)
        corners = [0, *(place for place, mark in enumerate(marks) if mark.endswith("!")), len(marks) - 1]
        parts = [smooth(points[start : end + 1]) for start, end in itertools.pairwise(corners)]
        strokes.append(np.concatenate(parts))
    return strokes


def smooth(points: Points) -> Points:
    """A Catmull-Rom curve through `points`."""
    before, after = np.vstack([points[:1], points[:-1]]), np.vstack([points[1:], points[-1:]])
    slopes = (after - before) / 2
    t = np.linspace(0, 1, POINTS_BETWEEN, endpoint=False)[:, None]
    parts = [
        (2 * t**3 - 3 * t**2 + 1) * p + (t**3 - 2 * t**2 + t) * m + (3 * t**2 - 2 * t**3) * q + (t**3 - t**2) * n
        for p, q, m, n in zip(points[:-1], points[1:], slopes[:-1], slopes[1:], strict=True)
    ]
    return np.concatenate([*parts, points[-1:]])


def drawing_of(digit: int, variant: int = 0, *, size: float = 0.7, brush: float = 0.06) -> Drawing:
    """A shape as it stands in the table, in the middle of the canvas, `size` of its side high."""
    strokes = [(0.5 + (points - 0.5) * size).tolist() for points in strokes_of(digit, variant)]
    return Drawing.from_data({"strokes": strokes, "brush": brush})


def random_drawing(digit: int, variant: int, rng: np.random.Generator) -> Drawing:
    """A digit by `drawn_by_chance`."""
    return drawn_by_chance(SHAPES[digit][variant % len(SHAPES[digit])], rng)


def random_symbol(name: str, variant: int, rng: np.random.Generator) -> Drawing:
    """A symbol by `drawn_by_chance`."""
    return drawn_by_chance(SYMBOLS[name][variant % len(SYMBOLS[name])], rng)


def drawn_by_chance(shape: str, rng: np.random.Generator) -> Drawing:
    """A shape with a trembling hand, slanted, turned, stretched, of any size, anywhere, with any pen."""
    slant, turn = rng.normal(0, 0.17), rng.normal(0, 0.09)
    size, width = rng.uniform(0.3, 0.9), rng.normal(1, 0.13)
    shear = np.array([[1, slant], [0, 1]])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    matrix = rotation @ shear @ np.diag([np.clip(width, 0.7, 1.35), 1.0])
    strokes = [(points - 0.5) @ matrix.T for points in strokes_in(shape, rng)]
    every = np.concatenate(strokes)
    low, high = every.min(0), every.max(0)
    size = min(size, 0.96 / float((high - low).max()))
    place = rng.uniform(0.02, 0.98 - (high - low) * size)
    return Drawing.from_data(
        {"strokes": [((points - low) * size + place).tolist() for points in strokes], "brush": rng.uniform(0.02, 0.1)}
    )


def random_drawings(count: int, seed: int = 0) -> Iterator[tuple[int, Drawing]]:
    """`count` labelled drawings, the digits and their shapes in turn."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        digit = number % 10
        yield digit, random_drawing(digit, number // 10, rng)
