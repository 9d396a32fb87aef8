"""Photos of digits: found on any paper and in any light, put in order, and read."""

import numpy as np
import pytest

from playground.photos import boxed, open_picture, read_either_way, read_photo
from playground.photos.digit import scanned_digit
from playground.photos.example import example
from playground.photos.marks import Mark, lines_of_marks
from tests.photos import file_of, page_of

DIGITS = [3, 1, 4, 0, 5, 9, 2, 6, 8, 7]


def answers(reading):
    return [[digit.answer for digit in line] for line in reading.lines]


@pytest.mark.parametrize(
    "look",
    [
        {"pen": 0.03, "grain": 0.05},
        {"paper": 0.5, "ink": 0.15, "shade": 0.7},
        {"ruled": 0.45, "ink": 0.5},
    ],
    ids=["thin pen and grain", "dim light from one side", "ruled paper and a faint pen"],
)
def test_ten_digits_are_found_and_read_line_by_line(look):
    reading = read_photo(open_picture(file_of(page_of(DIGITS, seed=3, **look), quality=85)))
    assert answers(reading) == [DIGITS[:5], DIGITS[5:]]
    assert all(digit.image.shape == (28, 28, 1) for digit in reading.digits)


def test_chalk_on_a_board_is_read_and_a_mirrored_photo_is_turned_over():
    board = 1 - page_of(DIGITS[:5], seed=2, ink=0.1, paper=0.85, columns=5, size=(400, 1200))
    reading = read_either_way(np.ascontiguousarray(board[:, ::-1]).astype(np.float32))
    assert reading.mirrored
    assert answers(reading) == [DIGITS[:5]]
    assert not read_either_way(board.astype(np.float32)).mirrored


def test_nothing_is_found_on_blank_paper_and_a_table_s_edge_is_no_digit():
    rng = np.random.default_rng(0)
    blank = (0.8 + rng.normal(0, 0.03, (600, 800))).clip(0, 1).astype(np.float32)
    assert read_photo(blank).digits == ()
    table = (0.25 + rng.normal(0, 0.03, (700, 1000))).clip(0, 1)
    table[80:620, 150:870] = page_of(DIGITS[:6], seed=1, size=(540, 720), columns=3)
    assert answers(read_photo(table.astype(np.float32))) == [DIGITS[:3], DIGITS[3:6]]


def test_specks_and_blots_are_left_out_and_strokes_of_one_digit_are_one():
    paper = np.full((300, 700), 0.9, np.float32)
    paper[60:66, 60:140] = paper[60:150, 60:68] = 0.1  # a 5, whose lower half is a stroke of its own
    paper[158:166, 60:140] = paper[158:240, 132:140] = paper[232:240, 60:140] = 0.1
    paper[60:240, 300:312] = 0.1
    paper[90:190, 450:550] = 0.1
    paper[200:203, 620:623] = 0.1
    boxes = [(digit.mark.left, digit.mark.top) for digit in read_photo(paper).digits]
    assert boxes == [pytest.approx((60, 60), abs=2), pytest.approx((300, 60), abs=2)]


def test_a_line_is_read_from_the_left_whatever_its_height():
    marks = [Mark(top, left, top + 40, left + 30, ()) for top, left in [(10, 200), (22, 20), (100, 90), (15, 100)]]
    assert [[mark.left for mark in line] for line in lines_of_marks(marks)] == [[20, 100, 200], [90]]


def test_a_cut_out_digit_is_as_large_as_thick_and_in_the_place_as_the_set_s_are():
    bar = np.zeros((400, 60), np.bool_)
    bar[:, 28:32] = True  # a hundredth of its height
    thin = scanned_digit(bar)[..., 0]
    bar[...] = True
    thick = scanned_digit(bar)[..., 0]
    for image in (thin, thick):
        rows = np.flatnonzero(image.max(axis=1) > 0.1)
        assert rows[-1] - rows[0] + 1 == 20
        centre = (image.sum(axis=0) @ np.arange(28)) / image.sum()
        assert centre == pytest.approx(14, abs=0.6)
    assert 1.5 < thin.sum() / 20 < 4.5, "MNIST's strokes are two to four pixels thick"
    assert thick.sum() / 20 < 4.5


def test_the_example_is_read_and_drawn_with_a_box_around_each_digit():
    reading = example()
    assert answers(reading) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    picture = boxed(reading, "#0072b2", "#d55e00", "#ffffff")
    assert picture.shape == (*reading.brightness.shape, 3)
    sure = (picture == (0x00, 0x72, 0xB2)).all(axis=-1)
    first = reading.digits[0].mark
    assert sure[first.top : first.bottom, first.right + 5].all()
