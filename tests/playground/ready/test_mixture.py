"""The samples that the reader learns from."""

import numpy as np

from playground.datasets.mnist import MNIST
from playground.datasets.pen_strokes import pen_digits
from playground.datasets.pendigits import PenStrokes
from playground.datasets.usps import USPS
from playground.preparation import with_validation
from playground.ready import mixture
from playground.ready.recipes import READER, RECIPES
from tests.real_digits import require_files


def test_writers_that_are_set_aside_are_never_learnt_from(monkeypatch):
    for dataset in (MNIST(), PenStrokes(), USPS()):
        require_files(dataset)
    drawn = []

    def remembered(_, numbers, rng):
        drawn.append((numbers, rng is not None))
        return np.zeros((len(numbers), 28, 28, 1), np.uint8)

    monkeypatch.setattr(mixture, "strokes_drawn", remembered)
    samples = mixture.mixture(0.1, 0)
    writers = pen_digits()[0].writers
    (aside, aside_varies), (learnt, learnt_varies) = drawn
    assert (aside_varies, learnt_varies) == (False, True)
    assert len(np.unique(writers[aside])) == 3
    assert not set(writers[aside].tolist()) & set(writers[learnt].tolist())
    scanned = with_validation(MNIST().read(), 0.1, 0)
    count = len(scanned.x_train)
    assert (len(samples.x_train), len(samples.x_validation)) == (count + len(learnt) + 7291, 6000 + len(aside))
    np.testing.assert_array_equal(samples.x_validation[:6000], scanned.x_validation)
    np.testing.assert_array_equal(samples.y_train[:count], scanned.y_train)
    changed = (samples.x_train[:count] != scanned.x_train).any(axis=(1, 2, 3))
    assert set(scanned.y_train[changed].tolist()) == {0, 7}
    share = changed.sum() / np.isin(scanned.y_train, (0, 7)).sum()
    assert 0.22 < share < 0.28
    whole = mixture.with_aside(samples, RECIPES[READER].experiment)
    assert len(whole.x_train) == len(samples.x_train) + 6000 + 4 * len(aside)
    assert len(whole.x_train) == len(whole.y_train)
    assert not len(whole.x_validation)
    assert sorted(drawn[-1][0].tolist()) == sorted([*aside.tolist()] * 4)


def test_zip_codes_are_as_large_and_lie_where_mnist_s_digits_do():
    image = np.zeros((16, 16), np.float32)
    image[:, 5:11] = 1
    grown = mixture._grown(image)
    rows, columns = np.nonzero(grown > 0.5)
    assert (rows.min(), rows.max()) == (4, 23)
    assert abs(columns.mean() - 14) < 0.6
    assert not mixture._grown(np.zeros((16, 16), np.float32)).any()
