"""Drawings, and what a network sees of them."""

import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits

from nn import train
from playground.drawing import (
    BRUSH,
    BRUSH_HIGH,
    MOST_POINTS,
    MOST_STROKES,
    RECIPES,
    Drawing,
    DrawingError,
    image_of,
    rasterise,
)
from playground.drawing.fit import centre_of_mass
from playground.experiment.presets import PRESETS
from tests.own_strokes import drawing_of, random_drawings

LINE = [[0.2, 0.5], [0.8, 0.5]]


def test_a_drawing_survives_json():
    drawing = drawing_of(8, 1)
    assert Drawing.from_data(json.loads(json.dumps(drawing.data()))) == drawing
    assert Drawing.from_data({"strokes": []}) == Drawing()
    assert Drawing().empty
    assert not drawing.empty


def test_points_off_the_canvas_move_to_its_edge_and_empty_strokes_are_left_out():
    drawing = Drawing.from_data({"strokes": [[], [[-0.1, 0.5], [1, 3]]], "brush": 0.1})
    assert drawing.strokes == (((0.0, 0.5), (1.0, 1.0)),)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, "described by a mapping"),
        ({}, "list of lists of points"),
        ({"strokes": "abc"}, "list of lists of points"),
        ({"strokes": ["ab"]}, "list of lists of points"),
        ({"strokes": [[]] * (MOST_STROKES + 1)}, "at most 200 strokes; this one has 201"),
        ({"strokes": [[[0, 0]] * (MOST_POINTS + 1)]}, "at most 5,000 points; this one has 5,001"),
        ({"strokes": [[[0, 0, 0]]]}, "two finite numbers"),
        ({"strokes": [[[0, float("nan")]]]}, "two finite numbers"),
        ({"strokes": [[[0, True]]]}, "two finite numbers"),
        ({"strokes": [[["0", 0]]]}, "two finite numbers"),
        ({"strokes": [[7]]}, "two finite numbers"),
        ({"strokes": [LINE], "brush": BRUSH_HIGH + 0.1}, "brush must be a number from"),
        ({"strokes": [LINE], "brush": float("inf")}, "brush must be a number from"),
        ({"strokes": [LINE], "brush": "thick"}, "brush must be a number from"),
    ],
)
def test_what_is_no_drawing_is_refused_in_words(raw, words):
    with pytest.raises(DrawingError, match=words):
        Drawing.from_data(raw)


def test_a_line_is_drawn_where_it_is_as_thick_as_the_pen_with_round_ends():
    ink = rasterise(Drawing.from_data({"strokes": [LINE], "brush": 0.1}), 100)
    assert ink.shape == (100, 100)
    assert ink.dtype == np.float32
    assert ink.min() == 0
    assert ink.max() == 1
    assert ink[:, 50].sum() == pytest.approx(10, abs=0.5)
    assert centre_of_mass(ink) == pytest.approx((49.5, 49.5), abs=0.2)
    assert ink.sum() == pytest.approx(60 * 10 + np.pi * 5**2, rel=0.03)
    assert ink[50, 16] > 0.5
    assert ink[45, 15] == 0


def test_a_click_is_a_round_dot():
    ink = rasterise(Drawing.from_data({"strokes": [[[0.5, 0.5]]], "brush": 0.1}), 100)
    assert ink.sum() == pytest.approx(np.pi * 5**2, rel=0.05)
    assert np.allclose(ink, ink.T, atol=0.01)


SIZES = pytest.mark.parametrize("size", [*RECIPES, (20, 20), (12, 18), (1, 1)], ids=str)


@SIZES
@pytest.mark.parametrize("centre", [True, False])
def test_every_size_gives_an_image_and_nothing_drawn_gives_zeros(size, centre):
    assert not image_of(Drawing(), size, centre=centre).any()
    for drawing in (
        drawing_of(2),
        Drawing.from_data({"strokes": [[[0.9, 0.9]]]}),
        Drawing.from_data({"strokes": [LINE]}),
    ):
        image = image_of(drawing, size, centre=centre)
        assert image.shape == (*size, 1)
        assert image.dtype == np.float32
        assert image.min() >= 0
        assert 0 < image.max() <= 1


def moved(drawing, scale, shift):
    strokes = [[(x * scale + shift, y * scale + shift) for x, y in stroke] for stroke in drawing.strokes]
    return Drawing.from_data({"strokes": strokes, "brush": drawing.brush * scale})


@SIZES
def test_place_and_size_on_the_canvas_do_not_matter_unless_the_canvas_is_taken_as_it_is(size):
    large = drawing_of(3, brush=0.1)
    small = moved(large, 0.5, 0.45)
    # The fitted strokes differ by rounding only, which moves a bitmap's edges by single pixels.
    assert np.abs(image_of(large, size) - image_of(small, size)).mean() < 0.02
    if min(size) > 1:
        assert np.abs(image_of(large, size, centre=False) - image_of(small, size, centre=False)).mean() > 0.04


def test_the_pen_is_brought_to_the_thickness_of_the_real_ones():
    thin, thick = (image_of(drawing_of(2, brush=brush), (8, 8)).mean() for brush in (0.02, BRUSH_HIGH))
    assert 0.25 < thin <= thick < 0.36


def test_an_8_by_8_digit_counts_sixteenths_and_fills_the_rows():
    image = image_of(drawing_of(5), (8, 8))
    assert np.array_equal(image * 16, (image * 16).round())
    assert image[0].any()
    assert image[-1].any()


@pytest.mark.parametrize("digit", range(10))
def test_a_16_by_16_digit_has_no_slant_and_fills_rows_or_columns(digit):
    image = image_of(drawing_of(digit), (16, 16))[..., 0]
    x, y = (np.arange(16) - centre for centre in centre_of_mass(image))
    assert abs(y @ image @ x) / (y**2 @ image.sum(axis=1)) < 0.05
    assert (image[[0, -1]].any(axis=1) if image[0].any() else image[:, [0, -1]].any(axis=0)).all()


@pytest.mark.parametrize("digit", range(10))
def test_a_28_by_28_digit_is_20_long_with_its_mass_in_the_middle(digit):
    image = image_of(drawing_of(digit), (28, 28))[..., 0]
    rows, columns = image.any(axis=1), image.any(axis=0)
    assert max(rows.sum(), columns.sum()) == 20
    assert centre_of_mass(image) == pytest.approx((14, 14), abs=0.51)


def prepared_set(size, count=300):
    pairs = list(random_drawings(count, seed=3))
    return np.stack([image_of(drawing, size) for _digit, drawing in pairs]), np.array([digit for digit, _ in pairs])


def stroke_width(images):
    """Twice the ink over the length of its edge, which the sum of the slopes measures; in pixels."""
    padded = np.pad(images[..., 0], ((0, 0), (1, 1), (1, 1)))
    down, across = np.diff(padded, axis=1)[:, :, :-1], np.diff(padded, axis=2)[:, :-1]
    return 2 * images.sum() / np.hypot(down, across).sum()


def assert_alike(prepared, real):
    assert prepared.mean() == pytest.approx(real.mean(), rel=0.06)
    assert stroke_width(prepared) == pytest.approx(stroke_width(real), rel=0.06)
    extents = [(images[..., 0] > 0.3).any(axis=1).sum(axis=1).mean() for images in (prepared, real)]
    assert extents[0] == pytest.approx(extents[1], rel=0.08)


def test_prepared_drawings_have_the_ink_pen_and_extent_of_the_real_8_by_8_digits():
    assert_alike(prepared_set((8, 8))[0], load_digits().images[..., None] / 16)


def real_file(name):
    folder = os.environ.get("PLAYGROUND_DATA")
    if not folder:
        pytest.skip("PLAYGROUND_DATA is not set, so there are no real digits of this set to compare with")
    path = Path(folder) / name
    if not path.is_file():
        pytest.skip(f"PLAYGROUND_DATA has no {name} to compare with")
    return gzip.open(path)


def test_prepared_drawings_have_the_ink_pen_and_extent_of_the_real_usps_digits():
    with real_file("usps/zip.train.gz") as file:
        real = np.array([line.split()[1:] for line in file], np.float32).reshape(-1, 16, 16, 1) / 2 + 0.5
    assert_alike(prepared_set((16, 16))[0], real)


def test_prepared_drawings_have_the_ink_pen_and_extent_of_the_real_mnist_digits():
    with real_file("mnist/train-images-idx3-ubyte.gz") as file:
        real = np.frombuffer(file.read(16 + 784 * 5000), np.uint8, offset=16).reshape(-1, 28, 28, 1) / 255
    assert_alike(prepared_set((28, 28))[0], real)


def test_a_network_trained_on_the_real_digits_knows_drawings_only_when_they_are_centred():
    experiment = PRESETS["Digits 8 × 8"]
    dataset, rng = experiment.dataset, np.random.default_rng(experiment.seed)
    samples = dataset.load()
    model = experiment.network(rng)
    loss, optimiser = experiment.loss, experiment.optimiser
    targets = dataset.task.targets(samples.y_train, 10)
    for _progress in train(model, loss, optimiser, samples.x_train, targets, batch_size=32, epochs=40, rng=rng):
        pass
    images, digits = prepared_set((8, 8))
    assert dataset.task.accuracy(model.predict(images), digits) > 0.9
    raw = np.stack([image_of(drawing, (8, 8), centre=False) for _, drawing in random_drawings(300, seed=3)])
    assert dataset.task.accuracy(model.predict(raw), digits) < 0.4


def test_the_default_brush_is_within_its_bounds_and_the_table_of_strokes_has_every_digit():
    assert Drawing.from_data({"strokes": [LINE]}).brush == BRUSH
    assert sorted(digit for digit, _ in random_drawings(20)) == sorted([*range(10), *range(10)])
