"""A stack in one line, `Linear 10 → Tanh → Linear 1`, and an experiment by part, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from nn.module import Module
from nn.registry import Registered
from nn.settings import Setting, Value, settings_of
from playground.datasets.tasks import Classify
from playground.experiment.experiment import Experiment
from playground.experiment.schedule import Schedule
from playground.experiment.setting_names import spoken_label
from playground.experiment.words import counted, plain, value_text


def stack_text(layers: Iterable[Module]) -> str:
    """Modules in order, each with its first setting, which is its size, and what else is not as it is by default.

    Two stacks that differ have different texts: `Linear 10 (no bias)` is not `Linear 10`.
    """
    return " → ".join(_layer_text(layer) for layer in layers)


def cost_name(experiment: Experiment) -> str:
    """The name of the measure of the experiment's costs: costs of the same name may be compared."""
    changed = _changed(experiment.loss)
    if isinstance(experiment.dataset.task, Classify) and experiment.schedule.class_weights == "balanced":
        changed.append("all classes count alike")
    return _with_changed(experiment.loss.title(), changed)


def part_texts(experiment: Experiment) -> dict[str, str]:
    """The experiment by part, in the words of a pupil: the network, what it trains with, and how.

    Of each part there is said what is not as it is by default; an empty text says that nothing is.
    """
    dataset, optimiser, schedule = experiment.dataset, experiment.optimiser, experiment.schedule
    count = counted(experiment.training_count, "training sample")
    rate = f"{optimiser.title()} with a learning rate of {plain(optimiser.learning_rate)}"
    moving = experiment.rate_schedule
    return {
        "network": stack_text(experiment.layers),
        "data": "on " + _with_changed(dataset.title(), [count, *_changed(dataset, "samples", "subset")]),
        "loss": " + ".join([cost_name(experiment), *penalty_texts(experiment)]),
        "optimiser": _with_changed(rate, _changed(optimiser, "learning_rate")),
        "rate": "" if moving.always_whole else _with_changed(f"{moving.title()} learning rate", _changed(moving)),
        "batches": {
            Schedule.STOCHASTIC: "an update after every sample",
            Schedule.MINI_BATCH: f"mini-batches of {schedule.batch_size:,} samples",
        }.get(schedule.batch_mode, "one update for all samples"),
        "length": "until stopped" if schedule.until_stopped else f"up to {counted(schedule.epochs, 'epoch')}",
        "rules": ", ".join(_changed(schedule, "batch_mode", "batch_size", "until_stopped", "epochs", "class_weights")),
        "preparation": f"prepared with {', '.join(prepared)}" if (prepared := _changed(experiment.preparation)) else "",
        "seed": f"seed {experiment.seed}",
    }


def _layer_text(layer: Module) -> str:
    settings = settings_of(type(layer))
    size = f" {value_text(getattr(layer, settings[0].name))}" if settings else ""
    return _with_changed(f"{layer.title()}{size}", _changed(layer, *(each.name for each in settings[:1])))


def _with_changed(text: str, changed: Sequence[str]) -> str:
    return f"{text} ({', '.join(changed)})" if changed else text


def _changed(part: Registered, *but: str) -> list[str]:
    """The settings that are not as they are by default, each with its value, but for those of these names."""
    return [
        _setting_text(setting, value)
        for setting in settings_of(type(part))
        if setting.name not in but and (value := getattr(part, setting.name)) != setting.default
    ]


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
