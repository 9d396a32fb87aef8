"""Symbols: the letters and names of a formula, with their meanings and their numbers."""

from __future__ import annotations

from nn.registry import Registered
from nn.settings import Setting, settings_of
from playground.analysis.step.expression import SUBSCRIPTS
from playground.analysis.step.formula import name_latex, names_in, spelled

_EVERYWHERE = {
    "e": "2.718…, the base of the exponential function",
    "π": "3.141…, half the way round a circle of radius 1",
    "i": "number of a value",
    "j": "number of a value",
    "k": "place in the window",
    "l": "place in the window",
    "L": "the loss",
    "mean": "sum divided by the count",
}
_LOWERED = "".join(map(chr, SUBSCRIPTS))
LONGEST_LETTER = 2
"""Signs of a setting's label that stands in formulas: β₁, and not Learning rate."""


def letter(setting: Setting) -> str:
    """The name by which a formula has a setting."""
    return setting.label if len(setting.label) <= LONGEST_LETTER else setting.name


def meanings(cls: type[Registered]) -> dict[str, str]:
    """Meanings of all letters and names that a class's formula may have."""
    found = dict(_EVERYWHERE)
    for base in reversed(cls.__mro__):
        found.update(vars(base).get("symbols", ()))
    found = {spelled(name): meaning for name, meaning in found.items()}
    return found | {letter(setting): setting.help for setting in settings_of(cls)}


def symbols_of(cls: type[Registered], *formulas: str) -> tuple[tuple[str, str], ...]:
    """The letters and names of a class's formulas, in LaTeX, with the meanings of those that have one."""
    known = meanings(cls)
    found = {}
    for formula in formulas:
        for name in names_in(formula):
            meaning = known.get(name) or known.get(name.rstrip(_LOWERED))
            if meaning:
                found[name_latex(name)] = meaning
    return tuple(found.items())


def settings_numbers(member: Registered) -> dict[str, float]:
    """Numbers of a member's settings that are numbers, by their names in formulas."""
    values = {letter(setting): getattr(member, setting.name) for setting in settings_of(type(member))}
    return {name: float(value) for name, value in values.items() if isinstance(value, (int, float))}
