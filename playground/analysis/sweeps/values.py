"""Values as a person types them: `0.01, 0.1, 1`, or `0..4` for whole numbers."""

from __future__ import annotations

import itertools
import math
import re

from nn.settings import SpecError, Value, brief
from playground.analysis.sweeps.sweep import MOST_TRAININGS
from playground.analysis.sweeps.swept_setting import SEED, SweptSetting

MOST_CHARACTERS = 2000
_SEPARATORS = re.compile(r"[,;\s]+")
_RANGE = re.compile(r"(\d{1,10})(?:\.\.|…|–|-)(\d{1,10})")


def values_of(text: str, swept: SweptSetting) -> tuple[Value, ...]:
    """The values in `text`, each once and within the setting's bounds. Raises SpecError in words."""
    if len(text) > MOST_CHARACTERS:
        raise SpecError(f"{swept.label}: at most {MOST_CHARACTERS:,} characters can be read.")
    words = [word for word in _SEPARATORS.split(text) if word]
    numbers = list(itertools.islice(itertools.chain.from_iterable(_numbers(word, swept) for word in words), 501))
    if not numbers:
        raise SpecError(f"{swept.label}: type the values that it shall take, such as {suggestion(swept)}.")
    return tuple(dict.fromkeys(swept.check(number) for number in numbers))


def suggestion(swept: SweptSetting) -> str:
    """Values to begin with: the present one and its neighbours; for a seed, three."""
    setting, present = swept.setting, swept.present
    assert isinstance(present, (int, float))
    if swept.name == SEED:
        return ", ".join(str(present + more if present + more <= (setting.high or 0) else more) for more in range(3))
    if present == 0:
        # where it is off: what a person would try first lies well below the highest that is allowed
        top = 1.0 if setting.high is None else min(1.0, setting.high)
        tries = [0, 1, 2] if setting.type == "int" else [0.0, 0.01 * top, 0.1 * top]
    elif setting.scale == "log":
        tries = [present / 10, present, present * 10]
    else:
        tries = [present / 2, present, present * 2]
    low, high = -math.inf if setting.low is None else setting.low, math.inf if setting.high is None else setting.high
    inside = dict.fromkeys(min(max(each, low), high) for each in tries)
    whole = setting.type == "int"
    return ", ".join(dict.fromkeys(str(int(each)) if whole else f"{each:g}" for each in inside))


def _numbers(word: str, swept: SweptSetting) -> range | list[float]:
    whole = swept.setting.type == "int"
    if whole and (ends := _RANGE.fullmatch(word)):
        first, last = int(ends[1]), int(ends[2])
        if last < first or last - first >= MOST_TRAININGS:
            raise SpecError(f"{swept.label}: {word} must go upwards, over at most {MOST_TRAININGS} values.")
        return range(first, last + 1)
    try:
        number = float(word)
    except ValueError:
        hint = "whole numbers, such as 1, 2, 5 or 0..4" if whole else "numbers, such as 0.01, 0.1, 1"
        raise SpecError(f"{swept.label}: {brief(word, 40)} is not a number; type {hint}.") from None
    return [number]
