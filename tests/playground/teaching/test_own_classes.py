"""Own classes: what may be changed, what is refused in words, and what is advised."""

import numpy as np
import pytest

from playground.drawing import Drawing
from playground.teaching import OwnClasses, TeachingError
from playground.teaching.own_classes import ENOUGH, MOST_CLASSES, MOST_EXAMPLES, MOST_NAME
from tests.own_strokes import drawing_of, random_symbol


def drawn(names, count, seed=0):
    """Own classes of these names, with so many examples of each."""
    own, rng = OwnClasses(), np.random.default_rng(seed)
    while len(own.classes) < len(names):
        own = own.with_class()
    for each, name in zip(own.classes, names, strict=True):
        own = own.renamed(each.number, name)
        for variant in range(count):
            own = own.with_example(each.number, random_symbol(name, variant, rng))
    return own


def test_examples_are_kept_by_class_counted_and_removed():
    own = drawn(["heart", "star"], 3)
    assert own.counts == (3, 3)
    assert own.labels.tolist() == [0, 0, 0, 1, 1, 1]
    assert own.images.shape == (6, 28, 28, 1)
    assert own.images.dtype == np.uint8
    assert all(image.max() > 200 for image in own.images)
    less = own.without_example(own.classes[0].examples[1].number)
    assert less.counts == (2, 3)
    assert own.counts == (3, 3), "what was before stays as it was"
    assert less.contents != own.contents
    assert own.renamed(0, "love").contents == own.contents


def test_a_number_is_never_given_twice():
    own = drawn(["heart", "star"], 2)
    newest = max(example.number for each in own.classes for example in each.examples)
    again = own.without_example(newest).with_example(0, drawing_of(3))
    assert again.classes[0].examples[-1].number > newest


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda own: own.renamed(0, " "), "1 to 24"),
        (lambda own: own.renamed(0, "x" * (MOST_NAME + 1)), "1 to 24"),
        (lambda own: own.renamed(0, "a\x00b"), "1 to 24"),
        (lambda own: own.renamed(0, "STAR"), "called STAR already"),
        (lambda own: own.without_class(0), "at least 2 classes"),
        (lambda own: own.with_example(0, Drawing()), "canvas is empty"),
        (lambda own: own.with_example(99, drawing_of(3)), "no longer there"),
        (lambda own: own.without_class(99), "no longer there"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change, said):
    with pytest.raises(TeachingError, match=said):
        change(OwnClasses())


def test_classes_and_examples_are_bounded():
    own = OwnClasses()
    while len(own.classes) < MOST_CLASSES:
        own = own.with_class()
    assert len(set(own.names)) == MOST_CLASSES
    with pytest.raises(TeachingError, match="at most 20"):
        own.with_class()
    for _ in range(MOST_EXAMPLES):
        own = own.with_example(0, drawing_of(1))
    with pytest.raises(TeachingError, match="50 examples"):
        own.with_example(0, drawing_of(1))


def test_few_and_unbalanced_examples_are_spoken_of():
    few = drawn(["heart", "star"], 1)
    assert "heart and star need at least 2 examples" in few.obstacle
    assert "at least 2" in few.advice(few.classes[0])
    more = drawn(["heart", "star"], 4)
    assert more.obstacle is None
    assert more.advice(more.classes[0]) == f"{ENOUGH - 4} more would help"
    for _ in range(12):
        more = more.with_example(0, random_symbol("heart", 0, np.random.default_rng(1)))
    assert more.advice(more.classes[0]) == "more than 2 × the fewest"
