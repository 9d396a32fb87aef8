"""The answer without each stroke of a drawing is what the network says once that stroke is undone."""

import dataclasses

import numpy as np
import pytest

from playground.analysis.classification import read_drawing
from playground.analysis.interpretability.strokes import MOST_PARTS, PIECES, Part, occlusion, parts_of, without
from playground.drawing import Drawing
from tests.playground.analysis.interpretability.networks import FLATTEN, LINEAR, network

LINE = tuple((0.2 + 0.01 * step, 0.5) for step in range(61))
CROSS = Drawing((LINE, ((0.5, 0.2), (0.5, 0.8)), ((0.3, 0.3),)))


def test_several_strokes_are_its_parts_and_without_one_it_is_as_if_undone():
    assert parts_of(CROSS) == [Part(0, 0, 60), Part(1, 0, 1), Part(2, 0, 0)]
    for part in parts_of(CROSS):
        left = tuple(stroke for number, stroke in enumerate(CROSS.strokes) if number != part.stroke)
        assert without(CROSS, part) == dataclasses.replace(CROSS, strokes=left)


def test_an_only_stroke_is_cut_into_pieces_as_long_as_each_other():
    parts = parts_of(Drawing((LINE,)))
    assert parts == [Part(0, 0, 20), Part(0, 20, 40), Part(0, 40, 60)]
    assert len(parts) == PIECES
    left = [without(Drawing((LINE,)), part).strokes for part in parts]
    assert left == [(LINE[20:],), (LINE[:21], LINE[40:]), (LINE[:41],)]


@pytest.mark.parametrize("stroke", [((0.5, 0.5),), ((0.1, 0.1), (0.9, 0.9)), ((0.5, 0.5),) * 3])
def test_what_cannot_be_cut_is_one_part(stroke):
    drawing = Drawing((stroke,))
    assert parts_of(drawing) == [Part(0, 0, len(stroke) - 1)]
    assert without(drawing, parts_of(drawing)[0]).empty


def test_of_many_strokes_the_longest_are_tried():
    strokes = tuple(((0.0, number / 100), (number / 100, number / 100)) for number in range(50))
    assert [part.stroke for part in parts_of(Drawing(strokes))] == list(range(50 - MOST_PARTS, 50))
    assert parts_of(Drawing()) == []


@pytest.mark.parametrize("centre", [True, False])
def test_the_shares_are_the_networks_own_for_what_is_left(centre):
    inside = network(FLATTEN, LINEAR)
    found = occlusion(inside, CROSS, centre=centre)
    for each in found:
        read = read_drawing(inside, without(CROSS, each.part), centre=centre)
        np.testing.assert_allclose(each.probabilities, read.probabilities, atol=1e-6)
    assert len({tuple(each.probabilities.round(5)) for each in found}) == 3
    (only,) = occlusion(inside, Drawing((((0.5, 0.5),),)), centre=centre)
    assert only.probabilities is None
