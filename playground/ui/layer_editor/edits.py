"""Reads what the editor in the browser sends; nothing of it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from nn.module import Module
from nn.registry import Data, data_of, make
from nn.settings import SpecError
from playground.experiment import MOST_LAYERS

_LONGEST_SERIAL = 40


def read_edit(value: object, revision: int) -> tuple[Data, ...] | Literal["undo", "redo"] | None:
    """The new stack, complete with defaults, or the command that the person gave; None where there is nothing to do.

    `value` is what the editor has `sent`, as `on_edit` finds it. An edit that was based on another revision than the
    current one is dropped, and so is anything malformed, unknown, out of bounds or longer than MOST_LAYERS; this
    never raises.
    """
    edit = _edit(value)
    base = edit.get("base")
    if type(base) is not int or base != revision:
        return None
    command = edit.get("command")
    if command == "undo":
        return "undo"
    if command == "redo":
        return "redo"
    layers = edit.get("layers")
    if command is not None or not isinstance(layers, (list, tuple)) or len(layers) > MOST_LAYERS:
        return None
    try:
        return tuple(data_of(make(Module, layer)) for layer in layers)
    except SpecError:
        return None


def serial_of(value: object) -> str | None:
    """The name that the browser gave its edit, by which it knows the answer to it."""
    serial = _edit(value).get("serial")
    return serial if isinstance(serial, str) and len(serial) <= _LONGEST_SERIAL else None


def _edit(value: object) -> Mapping[object, object]:
    edit = value.get("edit") if isinstance(value, Mapping) else None
    return edit if isinstance(edit, Mapping) else {}
