"""Drawings of the canvas, and what a network is shown of them."""

from playground.drawing.drawing import BRUSH, BRUSH_HIGH, BRUSH_LOW, MOST_POINTS, MOST_STROKES, Drawing, DrawingError
from playground.drawing.image import RECIPES, image_of, recipes_mark
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
    "image_of",
    "rasterise",
    "recipes_mark",
]
