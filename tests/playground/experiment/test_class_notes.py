"""What is said of classes of which one is rare, and the change that is offered."""

import pytest

from playground.experiment.notes import class_note_of, uneven
from playground.experiment.presets import DEFAULT, DIGITS, PRESETS


def test_a_rare_class_is_named_with_a_change_after_which_nothing_is_said():
    experiment = DEFAULT.changed(dataset={"balance": 0.05})
    note = class_note_of(experiment)
    assert note.text == (
        "5 % of the samples are of class 0, 95 % of class 1: the cost hardly tells whether 0 is ever found."
    )
    assert note.fix.label == "Let all classes count alike"
    changed = experiment.changed(schedule=note.fix.schedule)
    assert changed == experiment.changed(schedule={"class_weights": "balanced"})
    assert class_note_of(changed) is None


def test_of_several_classes_the_rarest_and_the_commonest_are_named():
    note = class_note_of(DEFAULT.changed(dataset={"kind": "spirals", "arms": 5, "balance": 0.9}))
    assert note.text.startswith("5 % of the samples are of class 1, 30 % of class 0:")


@pytest.mark.parametrize(
    "experiment",
    [
        *(pytest.param(preset, id=name) for name, preset in PRESETS.items()),
        pytest.param(DEFAULT.changed(dataset={"balance": 0.3}), id="0.3 beside 0.7"),
        pytest.param(DIGITS, id="counts that the settings do not tell"),
        pytest.param(DEFAULT.changed(dataset={"kind": "plane"}), id="values"),
    ],
)
def test_of_even_classes_nothing_is_said(experiment):
    assert class_note_of(experiment) is None


@pytest.mark.parametrize(
    ("counts", "found"),
    [([5, 95], (0, 1)), ([30, 10, 9], (2, 0)), ([30, 10], None), ([4, 0, 20], (0, 2)), ([0, 7], None), ([], None)],
)
def test_below_a_third_of_the_commonest_a_class_is_rare_and_one_without_samples_is_none(counts, found):
    assert uneven(counts) == found
