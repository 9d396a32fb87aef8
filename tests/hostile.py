"""Hostile values where a number is expected, put into plain data place by place."""

import copy
from collections.abc import Iterator
from typing import Any

NUMBERS = (10**400, -(10**400), 10**30, -1, -0.0, 0.5, 1e308, -1e308, 5e-324, float("inf"), float("-inf"), float("nan"))
OTHERS = (None, True, "", "1", "x" * 5000, [], {}, [[1]], {"kind": 1})
VALUES = (*NUMBERS, *OTHERS)


def nested(depth: int) -> list[Any]:
    """A list in a list in a list, so many times."""
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in nested lists and dicts, those in between included."""
    if at:
        yield at
    if isinstance(data, (dict, list, tuple)):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield from places(data[key], (*at, key))


def with_value(data: Any, at: tuple[Any, ...], value: Any) -> Any:
    """A copy of the data with another value at that place."""
    changed = copy.deepcopy(data)
    inner = changed
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    return changed


def damaged(data: Any) -> Iterator[tuple[tuple[Any, ...], Any, Any]]:
    """Place, value, and the data with it: every hostile value at every place, and every key missing, then unknown."""
    for at in places(data):
        for value in VALUES:
            yield at, value, with_value(data, at, value)
        inner = copy.deepcopy(data)
        holder = inner
        for key in at[:-1]:
            holder = holder[key]
        if isinstance(holder, dict):
            taken = holder.pop(at[-1])
            yield at, "missing", inner
            yield at, "renamed", with_value(inner, (*at[:-1], "past"), taken)
