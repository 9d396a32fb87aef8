"""The answers that the canvas is given, as bytes."""

import numpy as np
import pytest

from playground.processes.wire import unpack
from playground.server.topics.drawing_frames import pack_answer, pack_rebuilt

CLASSES = tuple(map(str, range(10)))


def test_an_answer_carries_what_the_canvas_shows():
    image = np.linspace(-0.5, 1.5, 64).reshape(8, 8, 1)
    packed = pack_answer(7, CLASSES, np.full(10, 0.1), image, note="Not trained yet.")
    header, arrays = unpack(packed)
    assert header["revision"] == 7
    assert header["classes"] == list(CLASSES)
    assert header["note"] == "Not trained yet."
    assert arrays["probabilities"].dtype == np.float32
    assert arrays["image"].shape == (8, 8)
    assert (arrays["image"][0, 0], arrays["image"][-1, -1]) == (0, 255)
    assert unpack(pack_answer(0, (), None, None))[1] == {}


@pytest.mark.parametrize(
    ("probabilities", "image"),
    [
        (np.full(9, 0.1), None),
        (np.full((1, 10), 0.1), None),
        (np.full(10, np.nan), None),
        (None, np.zeros(64)),
        (None, np.zeros((8, 8, 3))),
        (None, np.full((8, 8), np.inf)),
    ],
)
def test_an_answer_that_cannot_be_shown_is_refused(probabilities, image):
    with pytest.raises(ValueError, match=r"classes need|image must be"):
        pack_answer(1, CLASSES, probabilities, image)


ERRORS = np.linspace(0, 0.1, 101, dtype=np.float32)  # so the error 0.05 is above that of half of them


def rebuilt_answer(**changes):
    given = {
        "revision": 7,
        "image": np.linspace(0, 1, 64).reshape(8, 8, 1),
        "rebuilt": np.linspace(-0.5, 1.5, 64).reshape(8, 8, 1),
        "code": np.linspace(-1, 1, 40),
        "code_range": (np.full(40, -2.0), np.full(40, 3.0)),
        "error": 0.05,
        "test_errors": ERRORS,
        **changes,
    }
    return unpack(pack_rebuilt(**given))


def test_an_autoencoder_s_answer_carries_what_the_canvas_shows():
    header, arrays = rebuilt_answer(note="A note.")
    assert (header["kind"], header["revision"], header["note"]) == ("rebuilt", 7, "A note.")
    assert header["error"] == 0.05
    assert header["code_length"] == 40
    assert arrays["code"] == pytest.approx(np.linspace(-1, 1, 40)[:32])
    assert {arrays["code_low"].shape, arrays["code_high"].shape} == {(32,)}
    assert arrays["image"].shape == arrays["rebuilt"].shape == (8, 8)
    assert (arrays["rebuilt"][0, 0], arrays["rebuilt"][-1, -1]) == (0, 255)
    assert unpack(pack_answer(7, CLASSES, None, None))[0]["kind"] == "classes"


def test_the_test_digits_errors_are_counted_in_equal_steps():
    errors = np.sort(np.random.default_rng(0).exponential(size=500)).astype(np.float32)
    header, arrays = rebuilt_answer(test_errors=errors)
    expected, _ = np.histogram(errors.astype(float), bins=30, range=(0, float(errors[-1])))
    assert arrays["error_counts"].tolist() == expected.tolist()
    assert header["error_high"] == pytest.approx(float(errors[-1]))
    assert rebuilt_answer(test_errors=np.zeros(3))[1]["error_counts"].tolist() == [3] + [0] * 29


@pytest.mark.parametrize(
    ("error", "sentence", "standing"),
    [
        (0, "Rebuilt with an error of 0.000: drawn like a digit", "99 % of"),
        (0.0004, "Rebuilt with an error of less than 0.001: drawn like a digit", "99 % of"),
        (
            0.0905,
            "Rebuilt with an error of 0.090, larger than that of 90 % of the test digits: an unusual digit",
            "9 % of",
        ),
        (0.0893, "Rebuilt with an error of 0.089: drawn like a digit", "10 % of"),
        (
            0.0995,
            "Rebuilt with an error of 0.100, larger than that of 99 % of the test digits: unlike anything seen",
            "Less",
        ),
        (0.2, "Rebuilt with an error of 0.200, larger than that of every test digit: unlike anything seen", "None of"),
    ],
    ids=["none", "tiny", "unusual", "usual", "unseen", "beyond all"],
)
def test_the_error_is_told_in_words(error, sentence, standing):
    header, _ = rebuilt_answer(error=error)
    assert header["sentence"] == sentence
    assert header["standing"].startswith(standing)


def test_without_the_test_digits_errors_only_the_error_is_told():
    for unknown in (None, np.empty(0)):
        header, arrays = rebuilt_answer(test_errors=unknown)
        assert header["sentence"] == "Rebuilt with an error of 0.050"
        assert header["standing"] is None
        assert "error_counts" not in arrays


def test_an_empty_drawing_keeps_the_code_s_and_the_histogram_s_places():
    header, arrays = rebuilt_answer(rebuilt=None, code=None, error=None)
    assert header["sentence"] is header["standing"] is header["error"] is None
    assert header["code_length"] == 40
    assert {*arrays} == {"image", "code_low", "code_high", "error_counts"}
    header, arrays = unpack(pack_rebuilt(0, None, None, None, None, None, None))
    assert header["code_length"] == 0
    assert arrays == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"image": None},
        {"image": np.zeros((8, 9))},
        {"image": np.full((8, 8), np.nan)},
        {"rebuilt": np.zeros(64)},
        {"rebuilt": np.full((8, 8), np.inf)},
        {"rebuilt": None},
        {"error": None},
        {"error": -0.1},
        {"error": float("nan")},
        {"code": np.zeros((2, 20))},
        {"code": np.zeros(39)},
        {"code": np.full(40, np.nan)},
        {"code": np.zeros(1025), "code_range": None},
        {"code": np.zeros(0), "code_range": None},
        {"code_range": (np.zeros(40), np.zeros(39))},
        {"code_range": (np.ones(40), np.zeros(40))},
        {"code_range": (np.zeros(40), np.full(40, np.inf))},
        {"test_errors": ERRORS[::-1]},
        {"test_errors": ERRORS - 1},
        {"test_errors": ERRORS[None]},
        {"test_errors": np.array([0.1, np.nan])},
    ],
    ids=lambda changes: " and ".join(changes),
)
def test_an_autoencoder_s_answer_that_cannot_be_shown_is_refused(changes):
    with pytest.raises(ValueError, match=r"image must|come together|error must|code|errors must"):
        rebuilt_answer(**changes)
