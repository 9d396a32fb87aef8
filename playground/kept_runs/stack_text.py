"""A stack in one line: `Linear 10 → Tanh → Linear 1`."""

from __future__ import annotations

from collections.abc import Iterable

from nn.module import Module
from nn.settings import Setting, Value, settings_of
from playground.setting_names import spoken_label
from playground.words import value_text


def stack_text(layers: Iterable[Module]) -> str:
    """Modules in order, each with its first setting, which is its size, and what else is not as it is by default.

    Two stacks that differ have different texts: `Linear 10 (no bias)` is not `Linear 10`.
    """
    return " → ".join(_layer_text(layer) for layer in layers)


def _layer_text(layer: Module) -> str:
    settings = settings_of(type(layer))
    size = f" {value_text(getattr(layer, settings[0].name))}" if settings else ""
    changed = [
        _setting_text(setting, value)
        for setting in settings[1:]
        if (value := getattr(layer, setting.name)) != setting.default
    ]
    return f"{layer.title()}{size}" + (f" ({', '.join(changed)})" if changed else "")


def _setting_text(setting: Setting, value: Value) -> str:
    name = spoken_label(setting)
    if isinstance(value, bool):
        return name if value else f"no {name}"
    return f"{name} {value_text(value)}"
