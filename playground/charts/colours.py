"""Colours that can be told apart without full colour vision, on light and on dark.

Source: M. Okabe, K. Ito, Color Universal Design, 2008.
"""

BLUE, ORANGE, GREEN, VERMILLION, PURPLE = "#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7"
CLASS_COLOURS = [BLUE, ORANGE, GREEN, VERMILLION, PURPLE]
VALUE_COLOURS = [BLUE, "#dddddd", ORANGE]
