"""The confusion matrix, whose cells are buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nn.module import Array
from playground.server.sent_numbers import whole
from playground.ui.views import view

__all__ = ["chosen_cell", "confusion_matrix"]

_component = view("confusion_matrix")


def confusion_matrix(
    classes: Sequence[str],
    counts: Array,
    *,
    chosen: tuple[int, int] | None,
    on_chosen: Callable[[], None] | None,
    key: str,
) -> None:
    """Show the matrix.

    Args:
        classes: The names of the k classes.
        counts: How often each true class (row) got each answer (column), whole numbers (k, k).
        chosen: True class and answer of the cell that is marked at first, and when other counts come; in between the
            browser marks what was chosen there. None makes the cells plain text, where there is nothing to open.
        on_chosen: Runs when a cell was chosen; `chosen_cell(sent(key), k)` is it.
        key: The matrix's place in the session's state.
    """
    data = {"classes": list(classes), "counts": counts.tolist(), "chosen": None if chosen is None else list(chosen)}
    _component(key=key, data=data, on_chosen_change=on_chosen or (lambda: None))


def chosen_cell(value: object, classes: int) -> tuple[int, int] | None:
    """True class and answer of what the matrix has `sent`; None where the browser sent something else."""
    raw = value.get("chosen") if isinstance(value, Mapping) else None
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) != 2:
        return None
    true, said = (whole(number, classes) for number in raw)
    return None if true is None or said is None else (true, said)
