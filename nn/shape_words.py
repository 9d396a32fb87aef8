"""Shapes of one sample in words, for errors and tables: the one home of how a shape is said."""

from __future__ import annotations

from nn.module import Shape


def sizes_text(shape: Shape) -> str:
    """A shape's sizes alone: 28 × 28 × 1, 64."""
    return " × ".join(map(str, shape))


def shape_text(shape: Shape) -> str:
    """A sample of that shape, in words: a list of 64 numbers, a signal of length 256, 8 pictures of 14 × 14."""
    if len(shape) == 1:
        return "a single number" if shape == (1,) else f"a list of {shape[0]:,} numbers"
    if len(shape) > 3:
        return f"a block of {sizes_text(shape)}"
    *positions, channels = shape
    noun, sizes = ("signal", f"length {positions[0]}") if len(shape) == 2 else ("picture", sizes_text(tuple(positions)))
    return f"{f'a {noun}' if channels == 1 else f'{channels} {noun}s'} of {sizes}"
