"""Palette of the module classes: group, help, formula and settings of each, all read from the registry."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from typing import Any

import nn.layers  # noqa: F401  registers every kind
from nn.module import Module, Shape
from nn.settings import Setting, settings_of
from playground.experiment.insertions import fitting

_GROUPS = ("Trainable", "Activation", "Pooling", "Shape", "Regularisation")
"""The order of the groups a person meets most; any other group follows them."""
_BEHIND_MORE = frozenset({"initialisation", "epsilon", "momentum", "columns"})
"""Settings that few people change: a row keeps them behind its More button."""
_USUAL = ("linear", "conv2d", "max_pool2d", "flatten", "relu", "tanh", "sigmoid", "softmax", "dropout", "batch_norm")
"""The kinds that a person is offered first, the likeliest first."""
_STEPS = (1.0, 0.5, 0.1, 0.05, 0.01, 0.005, 0.001)


@functools.cache
def palette() -> tuple[dict[str, Any], ...]:
    """Every registered kind as plain data for the browser, sorted by group; a group's kinds stay as registered."""
    return tuple(
        {
            "kind": kind,
            "title": cls.title(),
            "group": cls.group,
            "help": cls.summary(),
            "formula": cls.formula,
            "settings": [_setting(setting) for setting in settings_of(cls)],
        }
        for kind, cls in sorted(Module.kinds().items(), key=lambda item: _place(item[1].group))
    )


def usual_first(kinds: Collection[str]) -> list[str]:
    """The kinds in the order in which they are offered: the usual ones, then the others as the palette has them."""
    usual = [kind for kind in _USUAL if kind in kinds]
    return usual + [each["kind"] for each in palette() if each["kind"] in kinds and each["kind"] not in usual]


def at_hand(shape: Shape) -> list[str]:
    """The usual kinds for data of that shape, which need no list to be opened: Linear, and those that take the data."""
    return usual_first({_USUAL[0], *(fitting((), shape)[0] or ())} & set(_USUAL))


def _place(group: str) -> tuple[int, str]:
    return (_GROUPS.index(group), "") if group in _GROUPS else (len(_GROUPS), group)


def _setting(setting: Setting) -> dict[str, Any]:
    return {
        "name": setting.name,
        "label": setting.label,
        "type": setting.type,
        "default": setting.default,
        "low": setting.low,
        "high": setting.high,
        "step": _step(setting),
        "choices": list(setting.choices),
        "help": setting.help,
        "rare": setting.name in _BEHIND_MORE,
    }


def _step(setting: Setting) -> float | str:
    """What one press of an arrow changes: 1, or about a tenth of the range that the default is a multiple of."""
    if setting.type != "float":
        return 1
    if setting.low is None or setting.high is None or setting.scale == "log":
        return "any"
    return next(_fitting(float(setting.default), (setting.high - setting.low) / 10), "any")


def _fitting(default: float, largest: float) -> Iterator[float]:
    return (step for step in _STEPS if step <= largest and abs(default / step - round(default / step)) < 1e-9)
