"""What is done to samples before a network sees them."""

import numpy as np
import pytest

from nn.registry import make
from playground.analysis.classification import read_drawing
from playground.datasets import Dataset
from playground.drawing import Drawing, image_of
from playground.experiment import Experiment
from playground.experiment.presets import DEFAULT, DIGITS
from playground.preparation import Preparation, Prepared, prepared_for
from playground.preparation.motion import moved
from playground.training.run import TrainingRun
from playground.training.trained_network import TrainedNetwork

STILL = (0.0, 0.0, 0.0, 1.0, 0.0)
IMAGES = np.random.default_rng(0).integers(0, 256, (5, 9, 7, 1), np.uint8)
EVERYTHING = {"standardise": True, "noise": 0.1, "shift": 2.0, "rotate": 10.0, "scale": 0.1, "shear": 0.1}


def prepared(dataset="digits8", **settings):
    return prepared_for(make(Dataset, {"kind": dataset}), Preparation(**settings), seed=0)


def motion(**changes):
    names = ("right", "down", "turn", "factor", "slant")
    return np.array([{**dict(zip(names, STILL, strict=True)), **changes}[name] for name in names])


def blobs(places, size=(31, 27)):
    """An image for each place (x, y from the middle): a soft dot there."""
    y, x = np.mgrid[: size[0], : size[1]]
    middle = (size[1] - 1) / 2, (size[0] - 1) / 2
    dots = [np.exp(-((x - middle[0] - px) ** 2 + (y - middle[1] - py) ** 2) / 4) for px, py in places]
    return np.stack(dots).astype(np.float32)[..., None]


def centres(images):
    """Where the ink of each image has its middle: x and y from the image's middle."""
    ink = images[..., 0].astype(np.float64)
    y, x = np.mgrid[: ink.shape[1], : ink.shape[2]]
    total = ink.sum(axis=(1, 2))
    return np.stack(
        [(ink * x).sum(axis=(1, 2)) / total - x.mean(), (ink * y).sum(axis=(1, 2)) / total - y.mean()], axis=1
    )


@pytest.mark.parametrize("images", [IMAGES, IMAGES.astype(np.float32) / 255])
def test_to_stand_still_changes_no_bit(images):
    result = moved(images, np.array([STILL] * 5))
    assert result.dtype == np.float32
    np.testing.assert_array_equal(result, images)


def test_whole_pixels_and_quarter_turns_are_exact():
    image = IMAGES[:1, :7]
    expected = np.zeros_like(image)
    expected[:, 1:, :-2] = image[:, :-1, 2:]
    np.testing.assert_array_equal(moved(image, motion(right=-2, down=1)[None]), expected)
    turned = moved(image, motion(turn=np.pi / 2)[None])
    np.testing.assert_allclose(turned[0, ..., 0], np.rot90(image[0, ..., 0]), atol=0.1)
    assert moved(image, motion(right=50)[None]).max() == 0


def test_half_a_pixel_is_the_mean_of_two():
    image = IMAGES.astype(np.float32)
    result = moved(image, np.array([motion(right=0.5)] * 5))
    np.testing.assert_allclose(result[:, :, 1:], (image[:, :, 1:] + image[:, :, :-1]) / 2)
    np.testing.assert_allclose(result[:, :, 0], image[:, :, 0] / 2)


def test_every_image_goes_its_own_way_where_its_motion_says():
    rng = np.random.default_rng(1)
    places = rng.uniform(-4, 4, (20, 2))
    low, high = (-2, -2, -0.7, 0.8, -0.4), (2, 2, 0.7, 1.2, 0.4)
    motions = rng.uniform(low, high, (20, 5))
    expected = []
    for (x, y), (right, down, turn, factor, slant) in zip(places, motions, strict=True):
        upright = x - slant * y, y
        # counter-clockwise as seen, with y pointing down
        turned = (
            np.cos(turn) * upright[0] + np.sin(turn) * upright[1],
            -np.sin(turn) * upright[0] + np.cos(turn) * upright[1],
        )
        expected.append((factor * turned[0] + right, factor * turned[1] + down))
    np.testing.assert_allclose(centres(moved(blobs(places), motions)), expected, atol=0.05)


def test_a_batch_is_what_its_images_are_alone():
    motions = np.random.default_rng(2).uniform(-0.5, 0.5, (5, 5)) + STILL
    together = moved(IMAGES, motions)
    alone = [moved(IMAGES[[number]], motions[[number]])[0] for number in range(5)]
    np.testing.assert_array_equal(together, alone)


def test_nothing_set_leaves_the_samples_alone():
    plain = prepared()
    x = np.random.default_rng(0).random((3, 8, 8, 1), np.float32)
    assert plain.leaves(x)
    assert plain.inputs(x) is x
    assert plain.batch(x, np.random.default_rng(0)) is x


def test_bytes_become_ink():
    plain = prepared()
    assert not plain.leaves(IMAGES)
    shown = plain.inputs(IMAGES)
    assert shown.dtype == np.float32
    np.testing.assert_allclose(shown, IMAGES / 255, rtol=1e-6)


@pytest.mark.parametrize("settings", [{}, {"standardise": True}, {"binarise": True}, EVERYTHING])
def test_bytes_and_ink_are_prepared_alike(settings):
    made = prepared(**settings)
    ink = IMAGES.astype(np.float32) / 255
    np.testing.assert_allclose(made.inputs(IMAGES), made.inputs(ink), atol=1e-5)
    batches = [made.batch(x, np.random.default_rng(7)) for x in (IMAGES, ink)]
    np.testing.assert_allclose(*batches, atol=1e-5)
    assert batches[0].dtype == np.float32


@pytest.mark.parametrize("binarise", [False, True])
def test_standardised_images_have_one_mean_and_one_spread(binarise):
    samples = make(Dataset, {"kind": "digits8"}).load()
    shown = prepared(standardise=True, binarise=binarise).inputs(samples.x_train)
    assert abs(shown.mean()) < 1e-4
    assert abs(shown.std() - 1) < 1e-4
    assert shown.dtype == np.float32
    assert samples.x_train.max() == 1


def test_standardised_points_have_them_by_column_and_a_column_of_ones_stays():
    dataset = make(Dataset, {"kind": "four_gaussians", "ones": True, "x1_squared": True})
    made = prepared_for(dataset, Preparation(standardise=True), seed=0)
    shown = made.inputs(dataset.load().x_train)
    np.testing.assert_allclose(shown.mean(axis=0), [0, 0, 1, 0], atol=1e-5)
    np.testing.assert_allclose(shown.std(axis=0), [1, 1, 0, 1], atol=1e-5)


def test_binarised_images_are_ink_or_paper():
    np.testing.assert_array_equal(prepared(binarise=True).inputs(IMAGES), IMAGES >= 128)


def test_noise_has_its_level_and_comes_anew_and_only_in_training():
    made, rng = prepared(noise=0.25), np.random.default_rng(0)
    x = np.zeros((50, 28, 28, 1), np.float32)
    first, second = made.batch(x, rng), made.batch(x, rng)
    assert abs(first.std() - 0.25) < 0.01
    assert not np.array_equal(first, second)
    assert made.inputs(x) is x
    assert not x.any()


def test_motion_keeps_to_its_bounds_and_comes_anew_for_each_image():
    made, rng = prepared(shift=3.0), np.random.default_rng(0)
    x = blobs([(0, 0)] * 200)
    reach = centres(made.batch(x, rng))
    assert 2.5 < np.abs(reach).max() < 3.1
    assert abs(reach.mean()) < 0.3
    assert len(np.unique(reach[:, 0])) == 200
    np.testing.assert_array_equal(made.batch(x, np.random.default_rng(1)), made.batch(x, np.random.default_rng(1)))


def test_a_large_batch_is_prepared_in_blocks(monkeypatch):
    made, x = prepared(**EVERYTHING), np.repeat(IMAGES, 3, axis=0)
    rng = np.random.default_rng(0)
    parts = np.concatenate([made.batch(x[start : start + 4], rng) for start in range(0, len(x), 4)])
    monkeypatch.setattr("playground.preparation.prepared.BLOCK", 4)
    np.testing.assert_array_equal(made.batch(x, np.random.default_rng(0)), parts)


def test_points_are_only_set_aside_and_standardised():
    point_set = make(Dataset, {"kind": "moons"})
    assert Preparation.settings_for(point_set) == ("validation", "standardise")
    assert len(Preparation.settings_for(make(Dataset, {"kind": "digits8"}))) == 12
    assert prepared("moons", **{**EVERYTHING, "standardise": False}).preparation == Preparation()


def test_only_the_scaling_binds_the_network():
    base = DIGITS
    for name, value in EVERYTHING.items():
        other = base.changed(preparation={"kind": "preparation", name: value})
        assert base.resets(other) == (name == "standardise")
    assert base.resets(base.changed(preparation={"kind": "preparation", "binarise": True}))


def test_an_old_description_is_complete_without_a_preparation():
    data = DEFAULT.data()
    del data["preparation"]
    assert Experiment.from_data(data) == DEFAULT
    assert DEFAULT.preparation == Preparation()


def test_every_setting_has_bounds_and_help():
    assert list(Preparation.kinds()) == ["preparation"]
    with pytest.raises(ValueError, match="from 0 to 45"):
        make(Preparation, {"kind": "preparation", "rotate": 90})


def test_changed_settings_keep_the_scaling():
    made = prepared(standardise=True)
    changed = made.changed(Preparation(noise=0.5))
    assert (changed.preparation.noise, changed.preparation.standardise) == (0.5, True)
    assert changed.centre is made.centre
    assert isinstance(changed, Prepared)


def test_a_drawing_is_read_through_the_same_preparation():
    experiment = DIGITS.changed(preparation={"kind": "preparation", "standardise": True, "noise": 0.3})
    run = TrainingRun(experiment)
    run.advance(60.0)
    drawing = Drawing.from_data({"strokes": [[[0.5, 0.2], [0.5, 0.8]]], "brush": 0.1})
    reading = read_drawing(TrainedNetwork.of(experiment, run.model.theta), drawing, centre=True)
    image = image_of(drawing, (8, 8))
    np.testing.assert_array_equal(reading.image, image)
    shown = prepared(standardise=True).inputs(image[None])
    np.testing.assert_allclose(reading.probabilities, run.model.predict(shown)[0], rtol=1e-5)
    assert reading.probabilities.argmax() == 1
