"""The confusion matrix and the images of the cell that is open."""

from __future__ import annotations

import streamlit as st

from playground.analysis.evaluation import confusion, in_cell, largest_mistake
from playground.experiment.words import counted
from playground.ui.headings import heading
from playground.ui.images import Tile, image_tiles
from playground.ui.judge.confusion_matrix import chosen_cell, confusion_matrix
from playground.ui.judge.judged import Judged
from playground.ui.views import sent

PAGE = 60
"""Images shown at once."""
_KEY = "confusion_matrix"
_OPEN = "judge_cell"


@st.fragment
def show(judged: Judged) -> None:
    """Both, side by side; choosing a cell reruns nothing else."""
    found = judged.judgement
    heading("What is taken for what")
    st.caption(
        "Each row is what the samples are, each column what the network said. Right answers stand on the diagonal, "
        "shaded by their share of the row; mistakes are shaded by the commonest mistake."
        + (
            " **Choose a cell to see the images in it.** The arrow keys move from cell to cell."
            if judged.images
            else ""
        )
    )
    if not judged.images:
        confusion_matrix(found.classes, confusion(found), chosen=None, on_chosen=None, key=f"{_KEY}_text")
        return
    open_cell = _open_cell(judged)
    matrix, images = st.columns([1.15, 1], gap="medium")
    with matrix:
        confusion_matrix(found.classes, confusion(found), chosen=open_cell, on_chosen=lambda: _open(judged), key=_KEY)
    with images:
        _images(judged, *open_cell)


def _open(judged: Judged) -> None:
    """What is open is kept by the session: the component's own state goes with the page."""
    cell = chosen_cell(sent(_KEY), len(judged.judgement.classes))
    if cell is not None:
        st.session_state[_OPEN] = (judged.identity, cell)


def _open_cell(judged: Judged) -> tuple[int, int]:
    """The cell that was chosen, or, for another network, its commonest mistake."""
    identity, cell = st.session_state.get(_OPEN, (None, (0, 0)))
    return cell if identity == judged.identity else largest_mistake(judged.judgement)


def _images(judged: Judged, true: int, said: int) -> None:
    found = judged.judgement
    names, numbers = found.classes, in_cell(found, true, said)
    count = counted(len(numbers), "image")
    st.markdown(f"**{names[true]} read as {names[said]}: {count if len(numbers) else 'no image'}**")
    order = "the most doubtful first" if true == said else "the surest first"
    st.caption(f"Below each image: what was said, and how sure it was, {order}." if len(numbers) > 1 else " ")
    page = 1
    if len(numbers) > PAGE:
        page = st.pagination(-(-len(numbers) // PAGE), key=f"judge_page_{judged.identity}_{true}_{said}")
    shown = numbers[(page - 1) * PAGE : page * PAGE]
    title = names[said] if true == said else f"✗ {names[said]}, is {names[true]}"
    tiles = [Tile(title, (f"{100 * found.confidence[number]:.0f} % sure",), true != said) for number in shown]
    image_tiles(judged.samples.x_test[shown], tiles, width=64, key="judge_cell_images")
