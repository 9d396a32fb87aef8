"""Settings: typed, bounded dataclass fields that editors, links, trainers and tests all read."""

from __future__ import annotations

import dataclasses
import functools
import math
import typing
from collections.abc import Hashable, Mapping
from typing import Any, Literal, cast

Value = int | float | bool | str

_METADATA_KEY = "setting"


class SpecError(ValueError):
    """A description (kind or settings) that cannot be used; the message says which value and what is allowed."""


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
        if self.type == "choice":
            if value in self.choices and isinstance(value, str):
                return value
            raise SpecError(
                f"{owner}: {self.label.lower()} must be one of {', '.join(self.choices)}; it is {value!r:.60}."
            )
        if self.type == "bool":
            if isinstance(value, bool):
                return value
            raise SpecError(f"{owner}: {self.label.lower()} must be true or false; it is {value!r:.60}.")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise SpecError(f"{owner}: {self.label.lower()} must be a number; it is {value!r:.60}.")
        if not math.isfinite(value) or (self.type == "int" and value != int(value)):
            raise SpecError(f"{owner}: {self.label.lower()} must be a {self._noun}; it is {value!r:.60}.")
        if not (-math.inf if self.low is None else self.low) <= value <= (math.inf if self.high is None else self.high):
            raise SpecError(
                f"{owner}: {self.label.lower()} must be a {self._noun} {self._bounds}; it is {value!r:.60}."
            )
        return int(value) if self.type == "int" else float(value)

    @property
    def _noun(self) -> str:
        return "whole number" if self.type == "int" else "finite number"

    @property
    def _bounds(self) -> str:
        if self.low is None:
            return f"of at most {self.high:g}"
        if self.high is None:
            return f"of at least {self.low:g}"
        return f"from {self.low:g} to {self.high:g}"


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
