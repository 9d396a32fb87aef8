"""Widgets for a part of the experiment: bounds, defaults, labels and help come from the registered class itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from nn.registry import Data, Registered
from nn.settings import Setting, Value, settings_of
from playground.components.choice_buttons import choice_buttons
from playground.components.controlled import controlled
from playground.components.current import session
from playground.words import plain

KEPT = frozenset({"samples", "seed", "balance"})
"""Settings that mean the same in every kind that has them: another kind of the part keeps them."""


def kind_picker(family: type[Registered], part: str, *, label: str) -> None:
    """A menu of the family's kinds for a part of the experiment; another kind comes with its defaults."""
    kinds, data = family.kinds(), _data(part)
    options = list(kinds)

    def chosen(kind: str) -> None:
        shared = {setting.name for setting in settings_of(kinds[kind])} & KEPT
        session().edit(
            **{part: {"kind": kind, **{name: value for name, value in _data(part).items() if name in shared}}}
        )

    controlled(
        st.selectbox,
        part,
        data["kind"],
        chosen,
        label=label,
        options=options,
        index=options.index(str(data["kind"])),
        format_func=lambda kind: kinds[kind].title(),
        help=kinds[str(data["kind"])].summary(),
    )


def settings_form(cls: type[Registered], part: str, names: Iterable[str]) -> None:
    """A widget for each of the named settings of a part of the experiment, which is of class `cls`."""
    by_name = {setting.name: setting for setting in settings_of(cls)}
    data = _data(part)
    for name in names:
        _widget(by_name[name], data[name], f"{part}.{data['kind']}.{name}", _edit(part, str(data["kind"]), name))


def _data(part: str) -> Data:
    data: Data = getattr(session().experiment, part)
    return data


def _edit(part: str, kind: str, name: str) -> Callable[[Value], None]:
    def changed(value: Value) -> None:
        # The part as it is now: two widgets may have changed in one go.
        data = _data(part)
        if data["kind"] == kind:
            session().edit(**{part: {**data, name: value}})

    return changed


def _widget(setting: Setting, value: Value, key: str, changed: Callable[[Value], None]) -> None:
    shown: Mapping[str, Any] = {"label": setting.label, "help": setting.help or None}
    if setting.type == "bool":
        controlled(st.checkbox, key, value, changed, value=value, **shown)
    elif setting.type == "choice":
        choices = {"options": setting.choices, "format_func": str.capitalize}
        index = setting.choices.index(str(value))
        controlled(choice_buttons, key, value, changed, index=index, **choices, **shown)
    elif setting.scale == "log":
        steps = {"options": _decades(setting, float(value)), "format_func": plain, "value": value}
        controlled(st.select_slider, key, value, changed, **steps, **shown)
    else:
        bounds = _bounds(setting)
        widget = st.number_input if setting.type == "int" else st.slider
        controlled(widget, key, value, changed, value=value, **bounds, **shown)


def _bounds(setting: Setting) -> dict[str, Any]:
    low, high = setting.low, setting.high
    assert low is not None
    assert high is not None
    if setting.type == "int":
        return {"min_value": int(low), "max_value": int(high)}
    step = 0.05 if high > 2 else 0.001 if 0.98 < high <= 1 else 0.01
    return {"min_value": low, "max_value": high, "step": step}


def _decades(setting: Setting, present: float) -> list[float]:
    """1, 2, 3 and 5 times each power of ten within the bounds, and the present value wherever it lies."""
    bounds = _bounds(setting)
    steps = {float(f"{mantissa}e{power}") for power in range(-9, 9) for mantissa in (1, 2, 3, 5)}
    return sorted({step for step in steps if bounds["min_value"] <= step <= bounds["max_value"]} | {present})
