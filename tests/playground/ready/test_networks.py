"""The networks that come with the program: their files, and what they are good for."""

import json

import numpy as np
import pytest

from nn.storage import StorageError, load, save
from playground.datasets.image_set import ImageSet
from playground.datasets.mnist import MNIST
from playground.datasets.pendigits import PenStrokes
from playground.drawing import Drawing
from playground.experiment import Experiment
from playground.ready import network, networks
from playground.ready.confidence import confidences
from playground.ready.making import levels_of, make, sure_from
from playground.ready.network import ERROR, FOLDER, OWN_TEST, PENS, read_network
from playground.ready.recipes import BUTTON, CODE_OF_2, CODE_OF_10, NAMES, READER, RECIPES, SMALL_READER
from tests.own_strokes import drawing_of, random_drawings
from tests.real_digits import require_files

MOST_BYTES = 300_000
HASH = Drawing(
    (
        ((0.35, 0.1), (0.35, 0.9)),
        ((0.65, 0.1), (0.65, 0.9)),
        ((0.1, 0.35), (0.9, 0.35)),
        ((0.1, 0.65), (0.9, 0.65)),
    )
)
ARCH = Drawing((((0.1, 0.9), (0.2, 0.1), (0.5, 0.7), (0.8, 0.1), (0.9, 0.9)),))
"""An M."""


def test_they_are_small_and_say_how_they_were_made():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= MOST_BYTES
    assert [ready.name for ready in networks()] == list(NAMES)
    for ready in networks():
        assert ready.experiment == RECIPES[ready.name].experiment, "the file is of another recipe: `make ready`"
        assert (ready.title, ready.made) == (RECIPES[ready.name].title, RECIPES[ready.name].made)
        assert not ready.theta.flags.writeable
        assert isinstance(ready.experiment.dataset, ImageSet)


def test_the_library_itself_can_read_them():
    for ready in networks():
        np.testing.assert_array_equal(load(FOLDER / f"{ready.name}.npz").theta, ready.theta)


def test_drawings_become_probabilities():
    labels, drawings = zip(*random_drawings(200, seed=5), strict=True)
    for name, least in ((READER, 0.97), (SMALL_READER, 0.94)):
        shares = network(name).probabilities([*drawings, Drawing()])
        assert shares.shape == (201, 10)
        assert shares.dtype == np.float32
        np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-5)
        assert (shares[:-1].argmax(axis=1) == labels).mean() >= least
        np.testing.assert_allclose(shares[-1], 0.1)
    assert network(READER).probabilities([]).shape == (0, 10)


def test_one_that_rebuilds_names_no_digits():
    for name in (CODE_OF_2, CODE_OF_10):
        assert not network(name).reads
        with pytest.raises(ValueError, match="rebuilds images and names no digits"):
            network(name).probabilities([Drawing()])


def test_the_readers_read_well():
    figures = network(READER).figures
    assert figures[PENS] >= 0.985
    assert figures[OWN_TEST] >= 0.992
    assert network(SMALL_READER).figures[OWN_TEST] >= 0.97


def test_the_figures_are_those_of_the_weights():
    pens, mnist = PenStrokes(image_size="28 × 28"), MNIST()
    require_files(pens)
    require_files(mnist)
    ready, some = network(READER), slice(0, 1500)
    for dataset, figure in ((pens, PENS), (mnist, OWN_TEST)):
        samples = dataset.load()
        right = ready.trained.shares(samples.x_test[some]).argmax(axis=1) == samples.y_test[some]
        assert abs(right.mean() - ready.figures[figure]) < 0.015


def test_a_higher_confidence_answers_less_and_errs_less():
    levels = network(READER).levels
    answered = [level.answered for level in levels]
    assert answered == sorted(answered, reverse=True)
    assert answered[0] == 1
    assert levels[0].right == round(network(READER).figures[PENS], 4)
    assert network(READER).level_at(network(READER).sure).right > levels[0].right + 0.002
    assert network(READER).level_at(0.503).confidence == 0.5
    assert network(CODE_OF_2).level_at(0.5) is None


def test_confidences_are_counted_by_hand():
    confidence = np.array([0.95, 0.9, 0.6, 0.4])
    levels = levels_of(confidence, np.array([True, True, False, True]))
    by_confidence = {level.confidence: (level.answered, level.right) for level in levels}
    assert by_confidence[0.0] == (1.0, 0.75)
    assert by_confidence[0.5] == (0.75, 0.6667)
    assert by_confidence[0.7] == (0.5, 1.0)
    assert by_confidence[0.99] == (0.0, 1.0)
    assert sure_from(levels) == 0.4, "the highest from which 97 of 100 are answered"


def test_the_confidence_is_the_mean_of_two_networks_beliefs_in_the_answer():
    second, drawing = network(SMALL_READER), drawing_of(7)
    shares = np.array([[0, 0, 0, 0.8, 0, 0, 0, 0.2, 0, 0], [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]], np.float32)
    confidence, others = confidences(shares, second, [drawing, drawing])
    belief = second.probabilities([drawing])[0]
    np.testing.assert_allclose(confidence, [(0.8 + belief[3]) / 2, (1 + belief[7]) / 2], atol=1e-6)
    assert others.tolist() == [7, 7]


@pytest.mark.parametrize("foreign", [HASH, ARCH], ids=["hash", "letter"])
def test_what_is_no_digit_is_answered_with_less_confidence_than_digits_are(foreign):
    reader = network(READER)
    confidence, _ = confidences(reader.probabilities([foreign]), network(SMALL_READER), [foreign])
    assert confidence[0] < reader.sure


def test_a_file_of_another_kind_is_refused(tmp_path):
    model, file = network(SMALL_READER).trained.model, tmp_path / "other.npz"
    whole = {
        "title": "a",
        "made": "b",
        "experiment": BUTTON.data(),
        "figures": {PENS: 0.9, OWN_TEST: 0.9},
        "epochs": 1,
        "seconds": 1,
        "sure": 0.5,
        "levels": [[0, 1, 0.9]],
    }
    save(model, file, note=whole)
    assert read_network("other", file).figures[PENS] == 0.9
    other = Experiment.from_data({**BUTTON.data(), "layers": [{"kind": "flatten"}, {"kind": "linear", "units": 10}]})
    for change in (
        {"figures": {}},
        {"figures": {PENS: "much", OWN_TEST: 0.9}},
        {"levels": [[0, 1, 7]]},
        {"levels": 3},
        {"sure": -1},
        {"title": 5},
        {"epochs": None},
        {"experiment": other.data()},
        {"experiment": json.loads("[]")},
    ):
        save(model, file, note={**whole, **change})
        with pytest.raises(StorageError, match="no ready network"):
            read_network("other", file)
    save(model, file)
    with pytest.raises(StorageError, match="no ready network"):
        read_network("other", file)


def test_a_network_is_made_measured_and_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("playground.ready.making.FOLDER", tmp_path / "networks")
    make(CODE_OF_2)
    made = read_network(CODE_OF_2, tmp_path / "networks" / f"{CODE_OF_2}.npz")
    assert made.experiment == RECIPES[CODE_OF_2].experiment
    assert made.epochs == 100
    assert made.figures[ERROR] == pytest.approx(network(CODE_OF_2).figures[ERROR], rel=0.1)
    assert "100.0 epochs" in capsys.readouterr().out
