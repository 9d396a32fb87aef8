"""Weights that a person changes in the network picture: what a browser tells of it, checked, and what is made of it."""

from __future__ import annotations

from collections.abc import Mapping

from playground.server.changed_weights import MOST_CHANGES, NumberedChange, change_weights
from playground.server.sent_numbers import finite, revision_of, whole
from playground.server.session import Session
from playground.server.topics.topic import Message, RefusedError, Topic
from playground.training.by_hand import LARGEST, HandChange
from playground.training.network_columns import MOST_LAYERS, MOST_UNITS

REFUSAL = "The picture has sent no change of a weight, a bias or a unit."


def read_changes(message: Message) -> list[NumberedChange]:
    """The changes in a message, `{"changes": [[number, {...}], ...]}`, each with its number; None for an undo.

    A change is `{"do": "undo"}`, or has `do`, `column` and `unit`; a weight also `input` and `value`, and a bias
    `value`; these two may have the number of their `stroke`. RefusedError where one is no such thing, or too many are.
    """
    sent = message.get("changes")
    if not isinstance(sent, list) or not 0 < len(sent) <= MOST_CHANGES:
        raise RefusedError(REFUSAL)
    return [_numbered(each) for each in sent]


def _numbered(sent: object) -> NumberedChange:
    match sent:
        case [number, {"do": "undo"}]:
            change = None
        case [number, {"do": "weight" | "bias" | "off" | "on" as do, **told}]:
            change = _change(do, told)
        case _:
            raise RefusedError(REFUSAL)
    revision = revision_of(number)
    if revision is None:
        raise RefusedError(REFUSAL)
    return revision, change


def _change(do: str, told: Mapping[object, object]) -> HandChange:
    column, unit = whole(told.get("column"), MOST_LAYERS + 1), whole(told.get("unit"), MOST_UNITS)
    input_, value = whole(told.get("input", 0), MOST_UNITS), finite(told.get("value", 0), LARGEST)
    stroke = revision_of(told.get("stroke", 0))
    if column is None or unit is None or input_ is None or value is None or stroke is None:
        raise RefusedError(REFUSAL)
    match do:
        case "weight":
            return HandChange("weight", column, unit, input_, value, stroke)
        case "bias":
            return HandChange("bias", column, unit, 0, value, stroke)
        case "off":
            return HandChange("off", column, unit)
        case _:
            return HandChange("on", column, unit)


def _tinker(session: Session, message: Message) -> bytes:
    refusal = change_weights(session, read_changes(message))
    if refusal is not None:
        raise RefusedError(refusal)
    return b""


TINKER = Topic(_tinker)
