"""The layer editor: drag modules from a palette into a stack, and set, move, copy or remove them there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from nn.module import Module, Shape
from nn.registry import Data, data_of, make
from nn.trace import Row
from playground.experiment import MOST_LAYERS
from playground.experiment.fixes import StackFix
from playground.experiment.notes import Note
from playground.experiment.words import sizes_text
from playground.ui.layer_editor.edits import read_edit, serial_of
from playground.ui.layer_editor.palette import palette
from playground.ui.views import sent, view

__all__ = ["layer_editor", "read_edit"]

_component = view("layer_editor")


def layer_editor(
    *,
    layers: Sequence[Data],
    rows: Sequence[Row],
    input_text: str,
    output_text: str,
    output_error: str | None,
    fix: StackFix | None,
    note: Note | None,
    revision: int,
    can_undo: bool,
    can_redo: bool,
    on_edit: Callable[[], None],
    key: str,
) -> None:
    """Show the editor for a stack; `on_edit` is called when the person has changed it or asked to undo or redo.

    Args:
        layers: The plain data of each module, at most MOST_LAYERS of them.
        rows: What `nn.trace.trace` says of each module.
        input_text: What enters the stack, "2 numbers: x₁, x₂": the fixed first row.
        output_text: What the last shape means, "1 number, the probability of class 1": the fixed last row.
        output_error: Why the last shape does not fit the data, in words, or None where it fits.
        fix: A stack in which nothing is wrong, offered as one click below the error of a row, or else of the output.
        note: What the end of the stack does to the loss, and a stack that does not, shown quietly at the output.
        revision: A number that grows whenever `layers` change, by an edit or otherwise.
        can_undo: Whether there is something to undo.
        can_redo: Whether there is something to redo.
        on_edit: Runs before the page does; it gives `sent(key)` and the same revision to `read_edit`.
        key: The component's place in the session's state.
    """
    answered = f"{key}: answered"

    def receive() -> None:
        if (edit := sent(key)) is not None:
            st.session_state[answered] = serial_of(edit)
            on_edit()

    _component(
        key=key,
        data={
            "palette": palette(),
            "most": MOST_LAYERS,
            "layers": [data_of(make(Module, layer)) for layer in layers],
            "rows": [_row(row, fix) for row in rows],
            "input": input_text,
            "output": {
                "text": output_text,
                "error": output_error,
                "fix": None if any(row.error for row in rows) else _offered(fix),
                "note": note and {"text": note.text, "fix": _offered(note.fix)},
            },
            "revision": revision,
            # The edit that this is the answer to, taken or not: only then may the browser send its next one.
            "answered": st.session_state.get(answered),
            "undo": can_undo,
            "redo": can_redo,
        },
        on_edit_change=receive,
    )


def _row(row: Row, fix: StackFix | None) -> dict[str, Any]:
    return {
        "shape": f"{_size(row.shape_in)} → {_size(row.shape_out)}",
        "parameters": row.parameters,
        "memory": row.memory,
        "error": row.error,
        "fix": _offered(fix) if row.error else None,
    }


def _offered(fix: StackFix | None) -> dict[str, Any] | None:
    return None if fix is None else {"label": fix.label, "layers": fix.layers}


def _size(shape: Shape | None) -> str:
    return "?" if shape is None else sizes_text(shape)
