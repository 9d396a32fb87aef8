"""Widgets for a part of the experiment: bounds, defaults, labels and help come from the registered class itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from nn.registry import Registered, data_of
from nn.settings import Setting, Value, settings_of
from playground.experiment.words import plain
from playground.ui.choice_buttons import choice_buttons
from playground.ui.controlled import controlled
from playground.ui.current import session

KEPT = frozenset({"samples", "seed", "balance"})
"""Settings that mean the same in every kind that has them: another kind of the part keeps them."""


def kind_picker(family: type[Registered], part: str, *, label: str, headed: bool = False) -> None:
    """A menu of the family's kinds for a part of the experiment; another kind comes with its defaults.

    Where a heading says what it is of, `headed`, its label is for screen readers alone.
    """
    kinds, member = family.kinds(), _member(part)
    options = list(kinds)

    def chosen(kind: str) -> None:
        shared = {setting.name for setting in settings_of(kinds[kind])} & KEPT
        before = data_of(_member(part))
        session().edit(**{part: {"kind": kind, **{name: before[name] for name in shared if name in before}}})

    controlled(
        st.selectbox,
        part,
        member.kind,
        chosen,
        label=label,
        label_visibility="collapsed" if headed else "visible",
        options=options,
        index=options.index(member.kind),
        format_func=lambda kind: kinds[kind].title(),
        help=member.summary(),
    )


def settings_form(part: str, names: Iterable[str], *, columns: int = 1) -> None:
    """A widget for each of the named settings of a part of the experiment, so many beside each other."""
    member = _member(part)
    by_name = {setting.name: setting for setting in settings_of(type(member))}
    places = st.columns(columns, gap="small") if columns > 1 else [st.container()]
    for number, name in enumerate(names):
        with places[number % columns]:
            key = f"{part}.{member.kind}.{name}"
            _widget(by_name[name], getattr(member, name), key, _edit(part, member.kind, name))


def _member(part: str) -> Registered:
    """The part as it is now: two widgets may have changed in one go."""
    member: Registered = getattr(session().experiment, part)
    return member


def _edit(part: str, kind: str, name: str) -> Callable[[Value], None]:
    def changed(value: Value) -> None:
        if _member(part).kind == kind:
            session().edit(**{part: {name: value}})

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
        steps = {"options": decades(setting, float(value)), "format_func": plain, "value": value}
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


def decades(setting: Setting, present: float) -> list[float]:
    """Values of a setting on a logarithmic scale: 1, 2, 3 and 5 times each power of ten, and the present value.

    Those times the powers lie within the bounds, the present value wherever it is.
    """
    bounds = _bounds(setting)
    steps = {float(f"{mantissa}e{power}") for power in range(-9, 9) for mantissa in (1, 2, 3, 5)}
    return sorted({step for step in steps if bounds["min_value"] <= step <= bounds["max_value"]} | {present})
