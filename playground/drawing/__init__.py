"""Drawings of the canvas, and what a network is shown of them."""

from playground.drawing.drawing import BRUSH, BRUSH_HIGH, BRUSH_LOW, MOST_POINTS, MOST_STROKES, Drawing, DrawingError
from playground.drawing.prepare import RECIPES, prepare
from playground.drawing.raster import rasterise

__all__ = [
    "BRUSH",
    "BRUSH_HIGH",
    "BRUSH_LOW",
    "MOST_POINTS",
    "MOST_STROKES",
    "RECIPES",
    "Drawing",
    "DrawingError",
    "prepare",
    "rasterise",
]
