"""Numbers and amounts in words, as a person reads them: the one home of plurals, articles, signs and times."""

from __future__ import annotations

import re

import numpy as np

from nn.settings import Value

_SPOKEN_WITH_A_VOWEL = re.compile(r"(?:8|1[18](?!\d)|[aeiou])", re.IGNORECASE)
"""Beginnings of eight, eighty-one, eleven and eighteen, alone or as a number's thousands, and of words with a vowel."""


def counted(count: float, noun: str, plural: str = "", *, decimals: int = 0) -> str:
    """So many of a thing: 1 epoch, 2,007 test images, 0 passes. The plural has an s unless another is given."""
    number = f"{count:,.{decimals}f}"
    return f"{number} {noun if number == '1' else plural or f'{noun}s'}"


def singular(word: str) -> str:
    """A word without the s of its plural; no other plural is known."""
    return word.removesuffix("s")


def with_article(name: object) -> str:
    """A thing or a digit with its article: a 3, an 8, a Linear, an Upsample2D."""
    return f"{'an' if _SPOKEN_WITH_A_VOWEL.match(str(name)) else 'a'} {name}"


def listed(names: list[str], last: str = "and") -> str:
    """Names in a sentence: one; one and two; one, two and three."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def fixed(value: float, decimals: int, *, plus: bool = False) -> str:
    """A number with so many decimals and a true minus sign; one that is rounded to zero has no sign."""
    text = f"{value:{'+' if plus else ''}.{decimals}f}"
    return text.lstrip("+-") if float(text) == 0 else text.replace("-", "−")


_SMALLEST_DECIMAL = 1e-7
"""Of smaller numbers nobody counts the zeros."""
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain(value: float) -> str:
    """A number as it was set: 0.00001, 0.3, never −0, below a ten-millionth 3 · 10⁻⁸. Its first twelve digits count."""
    number = value + 0.0  # of -0 this makes 0
    if 0 < abs(number) < _SMALLEST_DECIMAL:
        mantissa, _, power = f"{number:.11e}".partition("e")
        digits = mantissa.rstrip("0").rstrip(".").replace("-", "−")
        written = f"10{str(int(power)).translate(_RAISED)}"
        return written if digits == "1" else f"{digits} · {written}"
    return np.format_float_positional(number, precision=12, fractional=False, trim="-").replace("-", "−")


def value_text(value: Value) -> str:
    """A setting's value as it is written in a line: on, 0.01, mini-batch."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return plain(value) if isinstance(value, float) else str(value)


def epochs_text(epoch: float) -> str:
    """Epochs in words, with a decimal before the tenth where there is one to tell: 0.3 epochs, 1 epoch, 12 epochs."""
    tenths = round(epoch, 1)
    return counted(epoch, "epoch", decimals=int(epoch < 10 and tenths != int(tenths)))


def percent(share: float) -> str:
    """A share in whole percent, < 1 % and > 99 % where it is not quite none or all."""
    whole = round(100 * float(share))
    return "< 1 %" if whole == 0 and share > 0 else "> 99 %" if whole == 100 and share < 1 else f"{whole} %"


def duration(seconds: float) -> str:
    """A time in words: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
