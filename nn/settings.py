"""Settings: typed, bounded dataclass fields that editors, links, trainers and tests all read."""

from __future__ import annotations

import dataclasses
import functools
import math
import sys
import typing
from collections.abc import Hashable, Mapping
from typing import Any, Literal, cast

import numpy as np

Value = int | float | bool | str

_METADATA_KEY = "setting"


class SpecError(ValueError):
    """A description (kind or settings) that cannot be used; the message says which value and what is allowed."""


def finite_number(value: object) -> int | float | None:
    """A finite number, NumPy's included, as Python's own int or float; None for anything else, true and false too."""
    if isinstance(value, (bool, np.bool_, np.timedelta64)):
        return None
    if isinstance(value, (int, np.integer)):
        number = int(value)
        # Python's integers have no end; one beyond every float stands for no number that could be computed with
        return number if abs(number) <= sys.float_info.max else None
    if isinstance(value, (float, np.floating)) and math.isfinite(value):
        return float(value) + 0.0  # never -0, which is equal to 0 but reads otherwise
    return None


def brief(value: object, longest: int = 60) -> str:
    """Text of a value in an error message: its beginning, or its type where nothing of it can be written."""
    try:
        return f"{value!r:.{longest}}"
    except Exception:  # an integer of too many digits, a list nested too deeply, a foreign __repr__
        return f"a value of type {type(value).__name__} that is too large to be written"


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a registered class: what an editor shows and what a value must satisfy."""

    name: str
    type: Literal["int", "float", "bool", "choice"]
    default: Value
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    help: str = ""
    scale: Literal["linear", "log"] = "linear"
    label: str = ""
    """The name as a person reads it; unless given, `learning_rate` becomes `Learning rate`."""

    def check(self, value: object, owner: str) -> Value:
        """Return `value` in this setting's own type, or raise SpecError naming `owner`, the value and the bounds."""
        own = self._own(value)
        if own is None:
            raise SpecError(f"{owner}: {self.label.lower()} must be {self._wanted}; it is {brief(value)}.")
        return own

    def _own(self, value: object) -> Value | None:
        """`value` in this setting's own type, or None where it is not one of its values."""
        if self.type == "choice":
            return str(value) if isinstance(value, str) and value in self.choices else None
        if self.type == "bool":
            return bool(value) if isinstance(value, (bool, np.bool_)) else None
        number = finite_number(value)
        if (
            number is None
            or (self.low is not None and number < self.low)
            or (self.high is not None and number > self.high)
        ):
            return None
        if self.type == "float":
            return float(number)
        return int(number) if number == int(number) else None

    @property
    def _wanted(self) -> str:
        if self.type == "choice":
            return f"one of {', '.join(self.choices)}"
        if self.type == "bool":
            return "true or false"
        noun = "a whole number" if self.type == "int" else "a finite number"
        if self.low is not None and self.high is not None:
            return f"{noun} from {_plain(self.low)} to {_plain(self.high)}"
        if self.low is not None:
            return f"{noun} of at least {_plain(self.low)}"
        return noun if self.high is None else f"{noun} of at most {_plain(self.high)}"


def _plain(bound: float) -> str:
    """A bound without an exponent, 0.00001."""
    return np.format_float_positional(bound, trim="-")


def setting(
    default: Any,
    *,
    low: float | None = None,
    high: float | None = None,
    help: str = "",
    scale: Literal["linear", "log"] = "linear",
    label: str = "",
) -> Any:
    """A dataclass field that is a setting; its type and choices are read from the field's annotation."""
    return dataclasses.field(
        default=default,
        metadata={_METADATA_KEY: {"low": low, "high": high, "help": help, "scale": scale, "label": label}},
    )


def settings_of(cls: type) -> tuple[Setting, ...]:
    """The settings of a dataclass, in the order of its fields."""
    return _settings_of(cast(Hashable, cls))


@functools.cache
def _settings_of(cls: Hashable) -> tuple[Setting, ...]:
    assert isinstance(cls, type)
    hints = typing.get_type_hints(cls)
    return tuple(
        _setting_from_field(field, hints[field.name])
        for field in dataclasses.fields(cls)
        if _METADATA_KEY in field.metadata
    )


def _setting_from_field(field: dataclasses.Field[Any], hint: Any) -> Setting:
    choices: tuple[str, ...] = ()
    if typing.get_origin(hint) is Literal:
        choices = typing.get_args(hint)
    facts = dict(field.metadata[_METADATA_KEY])
    facts["label"] = facts["label"] or field.name.replace("_", " ").capitalize()
    names: Mapping[Any, Literal["int", "float", "bool"]] = {int: "int", float: "float", bool: "bool"}
    return Setting(
        name=field.name,
        type="choice" if choices else names[hint],
        default=cast(Value, field.default),
        choices=choices,
        **facts,
    )
