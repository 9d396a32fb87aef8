"""Registered classes: `kind` names a class in plain data, and a family knows all of its kinds."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypeVar

from nn.settings import SpecError, Value, brief, settings_of

Data = dict[str, Value]
Symbols = tuple[tuple[str, str], ...]
"""Letters, or names, each with a text."""


class Registered:
    """Base of every family (layers, losses, optimisers, ...).

    A direct subclass is the root of a family; a class that sets `kind` in its own body, the root too, is a member.
    Concrete classes are dataclasses whose fields, made with `setting()`, are their settings; values are checked
    against the settings' types and bounds on construction (SpecError).
    """

    family: ClassVar[str] = ""
    kind: ClassVar[str] = ""
    symbols: ClassVar[Symbols] = ()
    """Meanings of letters and names in the formula, besides settings; a class adds its own to those of its bases."""
    _kinds: ClassVar[dict[str, type[Any]]] = {}

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        if Registered in cls.__bases__:
            cls._kinds = {}
        if "kind" in cls.__dict__:
            cls._kinds[cls.kind] = cls

    def __post_init__(self) -> None:
        for setting in settings_of(type(self)):
            object.__setattr__(self, setting.name, setting.check(getattr(self, setting.name), type(self).title()))

    @classmethod
    def title(cls) -> str:
        """The name a person reads; the class name unless a class says otherwise."""
        return cls.__name__

    @classmethod
    def summary(cls) -> str:
        """The first sentence of the docstring: the editor's help."""
        text = " ".join((cls.__doc__ or "").split("\n\n")[0].split())
        return text.split(". ")[0].rstrip(".") + "."

    @classmethod
    def kinds(cls) -> Mapping[str, type[Self]]:
        """Every registered kind of this family, in the order of registration."""
        return cls._kinds


Member = TypeVar("Member", bound=Registered)


def make(family: type[Member], data: Mapping[str, object]) -> Member:
    """Build the member of `family` that `data` describes: `{"kind": "linear", "units": 10}`.

    Settings left out take their defaults. Raises SpecError for an unknown kind, an unknown setting or a bad value.
    """
    if not isinstance(data, Mapping):
        raise SpecError(f"The {family.family} must be described by a mapping; it is {brief(data)}.")
    kind = data.get("kind")
    cls = family.kinds().get(kind) if isinstance(kind, str) else None
    if cls is None:
        raise SpecError(f"Unknown {family.family} {brief(kind)}; known are {', '.join(family.kinds())}.")
    known = {setting.name for setting in settings_of(cls)}
    unknown = [name for name in data if name != "kind" and name not in known]
    if unknown:
        allowed = f"its settings are {', '.join(sorted(known))}" if known else "it has no settings"
        raise SpecError(f"{cls.title()} has no setting {brief(unknown[0])}; {allowed}.")
    return cls(**{name: value for name, value in data.items() if name != "kind"})


def data_of(member: Registered) -> Data:
    """The plain data that `make` turns back into an equal member: kind first, then every setting."""
    return {
        "kind": member.kind,
        **{setting.name: getattr(member, setting.name) for setting in settings_of(type(member))},
    }


def copy_of(member: Member, **changed: Value) -> Member:
    """A new member with the settings of `member`, but for those `changed`, and nothing else that it may hold.

    SpecError for a value that a setting cannot have.
    """
    settings = {setting.name: getattr(member, setting.name) for setting in settings_of(type(member))}
    return type(member)(**{**settings, **changed})


def import_members(package: str, paths: list[str]) -> dict[str, type[Any]]:
    """Import every module of `package` and return the registered classes they define, by class name.

    This is what lets a new layer, loss or dataset be one new file and nothing else.
    """
    found: dict[str, type[Any]] = {}
    for module in sorted(pkgutil.iter_modules(paths), key=lambda module: module.name):
        names = vars(importlib.import_module(f"{package}.{module.name}"))
        found |= {name: value for name, value in names.items() if _is_member(value)}
    return found


def _is_member(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Registered) and "kind" in value.__dict__
