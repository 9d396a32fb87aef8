"""The app's colour code: what each colour means, for charts, pictures, style sheets and JavaScript alike.

A meaning has one colour, on light paper and on dark. The classes' colours follow M. Okabe and K. Ito (Color Universal
Design, 2008): blue, orange and green, and seven that a search set as far from these and from each other as it found
places for, to eyes of every kind of colour vision. All stand out from both papers by at least 3 to 1.
"""

from __future__ import annotations

CLASSES = (
    "#0072b2",
    "#d87a00",
    "#009e73",
    "#9000fc",
    "#947aff",
    "#9c486c",
    "#b381b6",
    "#4e6f05",
    "#cf00a7",
    "#de0030",
)
"""Of classes and groups, by number; after the last they come again."""
NEGATIVE, POSITIVE = CLASSES[0], CLASSES[1]
"""Of values below and above zero: of two classes, an output below zero speaks for the first."""
LOW, HIGH = NEGATIVE, POSITIVE
"""Of values that have no sign, from the least to the greatest."""
SERIES = CLASSES[:5]
"""Of whatever else is compared in a chart: runs, networks, layers."""
TEST = "#b0559a"
"""Of what is measured on test samples; what is measured on training samples has the theme's ink."""
VALIDATION = "#5a8a1f"
"""Of what is measured on validation samples."""
RIGHT, WRONG = "#0072b2", "#d55e00"
MARK = WRONG
"""Around a part of an image that is spoken of."""
GUIDE = "#808080"
"""Of lines to compare with, such as a goal or what chance would give."""
INK = "currentColor"
"""The theme's colour of text, in a chart."""
SURFACE = ("#d0d0d0", "#747474")
"""Greys from low to high, below lines of all these colours."""
ACTION, ACTION_POINTED_AT = "#1f6fb4", "#185a93"
"""Of buttons, in both themes, and under the pointer."""
ON_ACTION = "#ffffff"
ON_BAR = "#ffffff"
"""Of words on the bars of a chart."""
PRINTED, PAPER = "#000000", "#ffffff"
"""Of words on paper, and of the paper; a plate under words on a photo has its colour, too."""


def series(count: int) -> list[str]:
    """The colours of so many things that a chart compares; after the last of `SERIES` they come again."""
    return [SERIES[place % len(SERIES)] for place in range(count)]


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour, 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def style_properties() -> str:
    """The colours as custom properties, for a style sheet to begin with; `theme.js` reads them, too."""
    named = {
        "negative": NEGATIVE,
        "positive": POSITIVE,
        "test": TEST,
        "validation": VALIDATION,
        "right": RIGHT,
        "wrong": WRONG,
        "mark": MARK,
        "guide": GUIDE,
        "action": ACTION,
        "action-pointed-at": ACTION_POINTED_AT,
        "on-action": ON_ACTION,
        "printed": PRINTED,
        "paper": PAPER,
        **{f"class-{number}": colour for number, colour in enumerate(CLASSES)},
    }
    lines = "\n".join(f"  --{name}: {colour};" for name, colour in named.items())
    return f":root,\n:host {{\n{lines}\n}}\n"
