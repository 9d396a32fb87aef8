"""A stack in one line: `Linear 10 → Tanh → Linear 1`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from nn.module import Module
from nn.settings import Setting, Value, settings_of
from playground.experiment.experiment import Experiment
from playground.experiment.setting_names import spoken_label
from playground.experiment.words import value_text


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


def loss_text(experiment: Experiment) -> str:
    """The loss as a person calls it, with the output activation that it brings where the stack does not show it, and
    the penalties."""
    loss = experiment.loss
    text = {"cross_entropy": "softmax + cross-entropy"}.get(loss.kind, loss.title())
    return " + ".join([text, *penalty_texts(experiment)])


def penalty_texts(experiment: Experiment) -> list[str]:
    """Each penalty that there is, with its rate."""
    rates = {"L1": experiment.penalty.l1, "L2": experiment.penalty.l2}
    return [f"{name} of {np.format_float_positional(rate, trim='-')}" for name, rate in rates.items() if rate]
