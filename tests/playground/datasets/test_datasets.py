"""Every registered dataset, through one harness."""

import dataclasses
import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_digits

from nn.registry import data_of, make
from nn.settings import SpecError
from playground.datasets import Dataset, Samples, digits8
from playground.datasets.image_set import grey_bytes
from playground.datasets.point_set import ClassifiedPoints
from playground.datasets.tasks import Classify
from tests.real_digits import require_files

EVERY = pytest.mark.parametrize("kind", list(Dataset.kinds()))


@EVERY
def test_samples_are_what_the_dataset_says(kind):
    require_files(make(Dataset, {"kind": kind}))
    dataset = make(Dataset, {"kind": kind})
    samples = dataset.load()
    for x, y in ((samples.x_train, samples.y_train), (samples.x_test, samples.y_test)):
        assert x.shape == (len(y), *dataset.shape)
        assert x.dtype == np.float32 or (kind in {"mnist", "pendigits"} and x.dtype == np.uint8)
        if isinstance(dataset.task, Classify):
            assert set(y) == set(range(len(dataset.task.classes)))
        else:
            assert y.shape == (len(x), 1)
            assert y.dtype == np.float32
    assert dataset.training_count == len(samples.x_train)
    assert dataset.summary()
    assert dataset.input_text


@EVERY
def test_the_same_settings_give_the_same_samples(kind):
    require_files(make(Dataset, {"kind": kind}))
    data = data_of(make(Dataset, {"kind": kind}))
    first, second = (make(Dataset, data).load() for _ in range(2))
    for field in dataclasses.fields(first):
        np.testing.assert_array_equal(getattr(first, field.name), getattr(second, field.name))


def test_seed_noise_balance_and_arms_do_what_they_say():
    moons = [make(Dataset, {"kind": "moons", "seed": seed}).load() for seed in (0, 1)]
    assert not np.array_equal(moons[0].x_train, moons[1].x_train)
    assert not np.array_equal(moons[0].x_train, moons[0].x_test)
    spread = [make(Dataset, {"kind": "linear", "noise": noise}).load().x_train.std() for noise in (0.0, 1.5)]
    assert spread[1] > spread[0]
    skewed = make(Dataset, {"kind": "circles", "balance": 0.2, "samples": 100}).load()
    assert (skewed.y_train == 0).sum() == 20
    rare = make(Dataset, {"kind": "moons", "balance": 0.95}).load()
    assert (rare.y_train == 1).sum() == (rare.y_test == 1).sum() == 25
    assert make(Dataset, {"kind": "spirals", "arms": 5}).task == Classify(tuple("01234"))


@EVERY
@pytest.mark.parametrize("balance", [0.05, 0.5, 0.8])
def test_the_shares_of_the_classes_are_those_of_the_samples(kind, balance):
    dataset = make(Dataset, {"kind": kind})
    if dataset.class_shares is None:
        assert not isinstance(dataset, ClassifiedPoints)
        return
    dataset = make(Dataset, {"kind": kind, "balance": balance, "samples": 1000})
    counts = np.bincount(dataset.load().y_train, minlength=dataset.classes)
    np.testing.assert_allclose(counts / 1000, dataset.class_shares, atol=1e-3)


def test_further_inputs_stand_behind_the_coordinates():
    names = ("ones", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")
    dataset = make(Dataset, {"kind": "plane", **dict.fromkeys(names, True)})
    (row,) = dataset.expand(np.array([[2.0, 3.0]]))
    np.testing.assert_allclose(row, [2, 3, 1, 4, 9, 6, np.sin(2), np.sin(3)], rtol=1e-6)
    assert dataset.inputs == ("x₁", "x₂", "1", "x₁²", "x₂²", "x₁·x₂", "sin x₁", "sin x₂")


def test_digits8_keeps_other_writers_for_the_test():
    samples = make(Dataset, {"kind": "digits8"}).load()
    assert (len(samples.x_train), len(samples.x_test)) == (1500, 297)
    assert samples.x_train.max() == 1
    more = samples.with_more_training(samples.x_test[:3], samples.y_test[:3])
    assert len(more.x_train) == len(more.y_train) == 1503


@pytest.mark.parametrize("there", [True, False], ids=["file", "no file"])
def test_digits8_are_scikit_learns_with_or_without_its_file_where_it_is_looked_for(there, monkeypatch):
    if not there:
        monkeypatch.setattr(digits8, "FILE", "elsewhere.csv.gz")
    samples, digits = digits8.Digits8().read(), load_digits()
    np.testing.assert_array_equal(np.concatenate([samples.x_train, samples.x_test])[..., 0] * 16, digits.images)
    np.testing.assert_array_equal(np.concatenate([samples.y_train, samples.y_test]), digits.target)
    assert (samples.x_train.dtype, samples.y_train.dtype) == (np.float32, np.int64)


def test_digits8_are_read_without_importing_scikit_learn():
    program = (
        "import sys; from playground.datasets.digits8 import Digits8; Digits8().load(); print('sklearn' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("kind", "shape", "counts", "mean"),
    [("usps", (16, 16, 1), (7291, 2007), 0.2545), ("mnist", (28, 28, 1), (60000, 10000), 0.1307)],
)
def test_published_digits_are_all_there_and_held_once(kind, shape, counts, mean):
    require_files(make(Dataset, {"kind": kind}))
    dataset = make(Dataset, {"kind": kind})
    samples, again = dataset.load(), make(Dataset, {"kind": kind, "own_drawings": True}).load()
    assert (len(samples.x_train), len(samples.x_test)) == counts
    assert samples.x_train.shape[1:] == shape
    assert samples.x_train is again.x_train
    assert not samples.x_train.flags.writeable
    grey = grey_bytes(samples.x_train)
    assert (grey.dtype, grey.min(), grey.max()) == (np.uint8, 0, 255)
    assert abs(grey.mean() / 255 - mean) < 1e-3
    assert dataset.bytes_to_download() == 0


def test_fewer_images_are_a_fixed_choice_of_the_training_images():
    whole = make(Dataset, {"kind": "digits8"}).load()
    first, again, other = (make(Dataset, {"kind": "digits8", "subset": 100, "seed": seed}).load() for seed in (0, 0, 1))
    assert len(first.x_train) == len(first.y_train) == 100
    np.testing.assert_array_equal(first.x_train, again.x_train)
    assert not np.array_equal(first.x_train, other.x_train)
    np.testing.assert_array_equal(first.x_test, whole.x_test)
    rows = {image.tobytes(): label for image, label in zip(whole.x_train, whole.y_train, strict=True)}
    assert all(rows[image.tobytes()] == label for image, label in zip(first.x_train, first.y_train, strict=True))
    assert len({image.tobytes() for image in first.x_train}) == 100
    assert make(Dataset, {"kind": "digits8", "subset": 100}).training_count == 100
    assert len(make(Dataset, {"kind": "digits8", "subset": 1500}).load().x_train) == 1500
    with pytest.raises(SpecError, match="from 0 to 1500"):
        make(Dataset, {"kind": "digits8", "subset": 1501})


def test_own_drawings_join_images_that_are_bytes():
    images = np.full((2, 3, 3, 1), 200, np.uint8)
    samples = Samples(images, np.array([1, 2]), images, np.array([1, 2]))
    more = samples.with_more_training(np.full((1, 3, 3, 1), 0.5, np.float32), np.array([3]))
    assert more.x_train.dtype == np.uint8
    assert more.x_train[:, 0, 0, 0].tolist() == [200, 200, 128]
    assert more.x_test is images


def test_images_are_shown_as_bytes():
    ink = np.array([-0.1, 0.0, 0.5, 1.0, 1.3], np.float32)
    assert grey_bytes(ink).tolist() == [0, 0, 128, 255, 255]
