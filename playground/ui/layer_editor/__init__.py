"""The layer editor: modules are dragged or put between the rows of a stack, and set, moved, copied or removed there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from nn.module import Module, Shape
from nn.registry import Data, data_of, make
from nn.shape_words import shape_text, sizes_text
from nn.trace import Row
from playground.experiment import MOST_LAYERS
from playground.experiment.fixes import StackFix
from playground.experiment.insertions import fitting, stack_key
from playground.experiment.notes import Note
from playground.ui.layer_editor.edits import read_edit, serial_of
from playground.ui.layer_editor.palette import at_hand, palette, usual_first
from playground.ui.views import sent, view

__all__ = ["layer_editor", "read_edit"]

_component = view("layer_editor")


def layer_editor(
    *,
    layers: Sequence[Data],
    shape: Shape,
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
    rows_shown: int = 6,
) -> None:
    """Show the editor for a stack; `on_edit` is called when the person has changed it or asked to undo or redo.

    Args:
        layers: The plain data of each module, at most MOST_LAYERS of them.
        shape: Of one sample, as it enters the stack.
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
        rows_shown: As many rows are seen at once on a wide screen; a longer stack is scrolled in its place.
    """
    answered = f"{key}: answered"

    def receive() -> None:
        if (edit := sent(key)) is not None:
            st.session_state[answered] = serial_of(edit)
            on_edit()

    complete = [data_of(make(Module, layer)) for layer in layers]
    fits = [None if kinds is None else usual_first(kinds) for kinds in fitting(stack_key(complete), shape)]
    _component(
        key=key,
        data={
            "palette": palette(),
            "at_hand": at_hand(shape),
            "most": MOST_LAYERS,
            "shown": rows_shown,
            "layers": complete,
            "rows": [_row(row, fix, above) for row, above in zip(rows, fits[:-1], strict=True)],
            "input": input_text,
            "output": {
                "text": output_text,
                "error": output_error,
                "fix": None if any(row.error for row in rows) else _offered(fix),
                "note": note and {"text": note.text, "fix": _offered(note.fix)},
                "fits": fits[-1],
            },
            "revision": revision,
            # The edit that this is the answer to, taken or not: only then may the browser send its next one.
            "answered": st.session_state.get(answered),
            "undo": can_undo,
            "redo": can_redo,
        },
        on_edit_change=receive,
    )


def _row(row: Row, fix: StackFix | None, fits: list[str] | None) -> dict[str, Any]:
    return {
        "shape": "?" if row.shape_out is None else sizes_text(row.shape_out),
        "about": _about(row),
        "fits": fits,
        "parameters": row.parameters,
        "memory": row.memory,
        "error": row.error,
        "fix": _offered(fix) if row.error else None,
    }


def _offered(fix: StackFix | None) -> dict[str, Any] | None:
    return None if fix is None else {"label": fix.label, "layers": fix.layers}


def _about(row: Row) -> str:
    if row.shape_in is None:
        return "What it receives is known when the error above is fixed"
    receives = f"It receives {shape_text(row.shape_in)}"
    return receives if row.shape_out is None else f"{receives} and gives {shape_text(row.shape_out)}"
