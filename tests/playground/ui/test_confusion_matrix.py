"""What the confusion matrix sends is checked."""

import pytest

from playground.ui.judge.confusion_matrix import chosen_cell


@pytest.mark.parametrize(("sent", "cell"), [([3, 5], (3, 5)), ([3.0, 0.0], (3, 0)), ((9, 9), (9, 9))])
def test_a_cell(sent, cell):
    assert chosen_cell({"chosen": sent}, 10) == cell


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        [1],
        [1, 2, 3],
        [10, 0],
        [-1, 0],
        [1.5, 0],
        [float("nan"), 0],
        [True, 0],
        "12",
        ["1", "2"],
        {0: 1, 1: 2},
        7,
    ],
)
def test_anything_else_is_no_cell(sent):
    assert chosen_cell({"chosen": sent}, 10) is None
    assert chosen_cell(sent, 10) is None
