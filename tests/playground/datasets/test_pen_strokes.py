"""Digits as strokes of a pen: their file, their images, and the dataset that is made of them."""

import numpy as np
import pytest

from nn.registry import data_of, make
from playground.datasets import Dataset, Samples, drawn_images, pen_strokes, samples_of
from playground.datasets.background_download import BackgroundDownload
from playground.datasets.image_set import ScannedSet
from playground.datasets.pen_strokes import PenDigits, digits_in, pen_digits
from playground.datasets.pendigits import PenStrokes
from playground.datasets.published_file import FOLDER_VARIABLE, DataUnavailable
from playground.drawing import BRUSH, BRUSH_HIGH, BRUSH_LOW, Drawing, image_of
from playground.experiment.presets import DIGITS
from playground.preparation import with_validation
from playground.training.run import TrainingRun
from playground.training.trained_network import TrainedNetwork
from tests.bombs import little_memory
from tests.real_digits import require_files
from tests.waiting import until

HEAD = """.INCLUDE        dene.doc

.LEXICON "0" "1" "2" "3" "4" "5" "6" "7" "8" "9"
.HIERARCHY      DIGIT

"""
SEVEN = """.SEGMENT DIGIT    6-7 ? "7"
.COMMENT 7  1  117
.PEN_DOWN
 100  400
 200  400
 150  200
.PEN_UP
.DT 100
.PEN_DOWN
 120  300
 180  310
.PEN_UP
.DT 100

"""
ONE = """.SEGMENT DIGIT 9431- ? "1"
.COMMENT 1 12 1234
.PEN_DOWN
 250  400
 250  100
.PEN_UP
.DT 100

"""
SIZES = pytest.mark.parametrize("size", ["8 × 8", "16 × 16", "28 × 28"])


def read(text):
    return digits_in(text.encode())


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A folder of the test's own for what is kept on disk."""
    monkeypatch.setattr(drawn_images.pooch, "os_cache", lambda _name: str(tmp_path))
    return tmp_path / "drawn"


@pytest.fixture
def tiny(request, monkeypatch):
    """Thirty digits to train with by three writers, and ten by another, in the place of the published ones."""
    request.getfixturevalue("cache")

    def many(count, writers):
        texts = (
            f'.SEGMENT DIGIT {number} ? "{number % 10}"\n.COMMENT {number % 10} {1 + number % writers} 1\n.PEN_DOWN\n'
            f" {100 + number} 100\n {300 - 5 * number} {150 + 9 * number}\n.PEN_UP\n.DT 100\n"
            for number in range(count)
        )
        return read(HEAD + "".join(texts))

    digits = many(30, 3), many(10, 1)
    monkeypatch.setattr(pen_strokes, "_read", lambda: digits)
    pen_strokes.further_samples.cache_clear()
    yield digits
    pen_strokes.further_samples.cache_clear()


@pytest.fixture
def published():
    require_files(PenStrokes())
    return pen_digits()


def test_a_text_gives_classes_writers_and_the_strokes_of_each_digit():
    digits = read(HEAD + SEVEN + ONE)
    assert digits.labels.tolist() == [7, 1]
    assert digits.writers.tolist() == [1, 12]
    assert [[stroke.tolist() for stroke in strokes] for strokes in digits.strokes] == [
        [[[100, 400], [200, 400], [150, 200]], [[120, 300], [180, 310]]],
        [[[250, 400], [250, 100]]],
    ]


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ('? "7"', '? "x"', 0),
        ("COMMENT 7", "COMMENT 8", 0),
        (".COMMENT 7  1  117\n", "", 0),
        (" 200  400\n", " 200\n", 0),
        (" 200  400\n", " 200  501\n", 0),
        (" 200  400\n", " -20  400\n", 0),
        (" 200  400\n", " 2e2  400\n", 0),
        (" 200  400\n", " 2٠0  400\n", 0),
        (" 200  400\n", f" {'9' * 5000}  400\n", 0),
        (" 180  310\n.PEN_UP\n", " 180  310\n", 0),
        (".PEN_DOWN\n 120", " 120", 0),
        (".PEN_DOWN\n 250  400\n 250  100\n.PEN_UP\n", "", 1),
        (".PEN_DOWN\n 250  400\n 250  100\n.PEN_UP\n", ".PEN_DOWN\n.PEN_UP\n", 1),
        (".DT 100\n\n.SEGMENT DIGIT 9431-", ".DT 100\n and more\n.SEGMENT DIGIT 9431-", 0),
    ],
)
def test_a_damaged_text_is_refused_and_the_digit_named(old, new, number):
    text = HEAD + SEVEN + ONE
    assert old in text
    with pytest.raises(DataUnavailable, match=f"digit {number} of a file is not written as it should be"):
        read(text.replace(old, new, 1))


def test_a_text_without_digits_or_of_too_many_bytes_is_refused():
    with pytest.raises(DataUnavailable, match="there is no digit"):
        read(HEAD)
    content = ONE.encode() * 50_000
    with little_memory(), pytest.raises(DataUnavailable, match=r"more than the 4,000,000 bytes"):
        digits_in(content)


def test_a_damaged_stroke_of_a_megabyte_is_refused_at_once():
    with pytest.raises(DataUnavailable):
        read('.SEGMENT DIGIT 0 ? "1"\n.COMMENT 1 1 1\n.PEN_DOWN\n' + "1 " * 500_000 + "x")
    with pytest.raises(DataUnavailable):
        read('.SEGMENT DIGIT 0 ? "1"' + " " * 1_000_000)


def test_a_digit_is_a_drawing_in_the_middle_of_the_canvas_with_y_down():
    drawing = read(SEVEN).drawing(0, 0.05)
    assert drawing.brush == 0.05
    first, second = (np.array(stroke) for stroke in drawing.strokes)
    np.testing.assert_allclose(first, [[0.4, 0.3], [0.6, 0.3], [0.5, 0.7]])
    np.testing.assert_allclose(second, [[0.44, 0.5], [0.56, 0.48]])
    assert Drawing.from_data(drawing.data()) == drawing


def test_a_digit_turns_counter_clockwise():
    ((top, bottom),) = read(ONE).drawing(0, turn=np.pi / 2).strokes
    np.testing.assert_allclose([top, bottom], [[0.2, 0.5], [0.8, 0.5]], atol=1e-9)


@SIZES
def test_images_are_what_the_canvas_gives_for_the_same_strokes(tiny, size):
    train, test = tiny
    dataset = PenStrokes(image_size=size, pen=0.1)
    samples = dataset.load()
    for digits, x in ((train, samples.x_train), (test, samples.x_test)):
        drawn = np.stack([image_of(digits.drawing(number, 0.1), dataset.size) for number in range(len(digits))])
        assert x.shape == (len(digits), *dataset.shape)
        assert x.dtype == (np.float32 if size == "8 × 8" else np.uint8)
        np.testing.assert_array_equal(x / np.float32(255 if x.dtype == np.uint8 else 1), drawn)


def test_writers_stay_with_their_digits_and_the_choice_is_drawn_alone(tiny):
    train, test = tiny
    samples, few = PenStrokes(turn=20.0, vary_pen=0.5).load(), PenStrokes(subset=7, turn=20.0, vary_pen=0.5).load()
    np.testing.assert_array_equal(samples.writers_train, train.writers)
    np.testing.assert_array_equal(samples.writers_test, test.writers)
    assert len(few.x_train) == len(few.writers_train) == 7
    whole = {image.tobytes(): number for number, image in enumerate(samples.x_train)}
    numbers = [whole[image.tobytes()] for image in few.x_train]
    np.testing.assert_array_equal(few.writers_train, train.writers[numbers])
    np.testing.assert_array_equal(few.y_train, train.labels[numbers])
    np.testing.assert_array_equal(few.x_test, samples.x_test)


@pytest.mark.usefixtures("tiny")
def test_pens_and_turns_vary_the_training_digits_by_the_seed_and_no_others():
    plain = PenStrokes().load()
    for varied in ({"turn": 15.0}, {"vary_pen": 0.8}):
        one, same, other = (PenStrokes(seed=seed, **varied).load() for seed in (0, 0, 1))
        assert not np.array_equal(one.x_train, plain.x_train)
        assert not np.array_equal(one.x_train, other.x_train)
        np.testing.assert_array_equal(one.x_train, same.x_train)
        np.testing.assert_array_equal(one.x_test, plain.x_test)


@pytest.mark.usefixtures("tiny")
def test_a_varied_pen_stays_one_that_the_canvas_has(monkeypatch):
    pens = []
    drawing = PenDigits.drawing
    monkeypatch.setattr(PenDigits, "drawing", lambda *given: pens.append(given[2]) or drawing(*given))
    for pen in (BRUSH_LOW, BRUSH, BRUSH_HIGH):
        PenStrokes(pen=pen, vary_pen=0.8).load()
    assert min(pens) == BRUSH_LOW
    assert max(pens) == BRUSH_HIGH
    assert len(set(pens)) > 30


@pytest.mark.usefixtures("tiny")
def test_images_are_drawn_once_and_again_where_what_was_kept_is_damaged(cache, monkeypatch):
    drawn = []
    image = pen_strokes.image_of
    monkeypatch.setattr(pen_strokes, "image_of", lambda *given: drawn.append(1) or image(*given))
    first = PenStrokes().load()
    assert len(drawn) == 40
    np.testing.assert_array_equal(PenStrokes().load().x_train, first.x_train)
    assert len(drawn) == 40
    files = sorted(cache.iterdir())
    assert [file.suffix for file in files] == [".npy", ".npy"]
    for damaged in (b"", b"no images", files[0].read_bytes()[:-5]):
        for file in files:
            file.write_bytes(damaged)
        drawn.clear()
        np.testing.assert_array_equal(PenStrokes().load().x_train, first.x_train)
        assert len(drawn) == 40
    np.save(files[0], np.zeros((29, 16, 16, 1), np.uint8))
    np.testing.assert_array_equal(PenStrokes().load().x_train, first.x_train)
    for other in ({"pen": 0.1}, {"image_size": "8 × 8"}, {"turn": 3.0}):
        drawn.clear()
        PenStrokes(**other).load()
        assert drawn


@pytest.mark.usefixtures("tiny")
def test_other_recipes_draw_other_images(monkeypatch):
    PenStrokes().load()
    monkeypatch.setattr(drawn_images, "recipes_mark", lambda: b"other")
    drawn = []
    image = pen_strokes.image_of
    monkeypatch.setattr(pen_strokes, "image_of", lambda *given: drawn.append(1) or image(*given))
    PenStrokes().load()
    assert len(drawn) == 40


@pytest.mark.usefixtures("tiny")
def test_the_disk_keeps_few_files_and_where_it_keeps_none_they_are_drawn_all_the_same(cache, monkeypatch):
    monkeypatch.setattr(drawn_images, "MOST_KEPT", 3)
    for pen in (0.05, 0.06, 0.07, 0.08):
        PenStrokes(pen=pen).load()
        assert len(list(cache.iterdir())) <= 3
    for file in cache.iterdir():
        file.unlink()
    cache.rmdir()
    cache.write_text("no folder")
    assert len(PenStrokes(pen=0.09).load().x_train) == 30


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("kind", [kind for kind, cls in Dataset.kinds().items() if issubclass(cls, ScannedSet)])
def test_pen_strokes_join_the_training_images_of_any_set_and_are_never_set_aside(kind):
    require_files(make(Dataset, {"kind": kind}))
    dataset = make(Dataset, {"kind": kind, "pen_strokes": 20, "subset": 50})
    experiment = DIGITS.changed(dataset=data_of(dataset), preparation={"validation": 0.2})
    assert (experiment.training_count, experiment.validation_count) == (60, 10)
    for samples in (experiment.load(), experiment.samples()):
        assert (len(samples.x_train), len(samples.x_validation)) == (60, 10)
        alone = experiment.changed(dataset={"pen_strokes": 0}).load()
        np.testing.assert_array_equal(samples.x_train[:40], alone.x_train)
        np.testing.assert_array_equal(samples.x_validation, alone.x_validation)
        np.testing.assert_array_equal(samples.x_test, alone.x_test)
        assert samples.x_train.dtype == alone.x_train.dtype
        x, y = pen_strokes.further_samples(dataset.size, 20, dataset.seed)
        scale = 255 if samples.x_train.dtype == np.uint8 else 1
        np.testing.assert_allclose(samples.x_train[40:] / np.float32(scale), x, atol=1 / 510)
        np.testing.assert_array_equal(samples.y_train[40:], y)
    without = experiment.changed(preparation={"validation": 0.0})
    assert len(without.samples().x_train) == 70
    assert samples_of(dataset) is not without.samples()
    assert experiment.resets(experiment.changed(dataset={"pen_strokes": 21}))


def test_further_digits_are_different_ones_with_many_pens_by_the_seed(tiny):
    train, _ = tiny
    x, y = pen_strokes.further_samples((16, 16), 30, 0)
    np.testing.assert_array_equal(y, train.labels)
    assert not np.array_equal(x, pen_strokes.further_samples((16, 16), 30, 1)[0])
    assert 0 <= x.min() < x.max() <= 1


def test_the_files_are_needed_only_where_strokes_are_added(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setattr("playground.datasets.published_file.pooch.os_cache", lambda _name: str(tmp_path))
    size = sum(file.size for file in pen_strokes.FILES)
    assert make(Dataset, {"kind": "digits8"}).bytes_to_download() == 0
    assert make(Dataset, {"kind": "digits8", "pen_strokes": 1}).bytes_to_download() == size
    assert make(Dataset, {"kind": "pendigits"}).bytes_to_download() == size
    assert size < make(Dataset, {"kind": "usps", "pen_strokes": 1}).bytes_to_download()
    assert make(Dataset, {"kind": "digits8", "pen_strokes": 1}).missing_files == pen_strokes.FILES


def test_a_download_fetches_the_strokes_that_are_added_as_well(tiny, monkeypatch):
    def missing():
        raise DataUnavailable(pen_strokes.TITLE, "nobody offers its files")

    dataset = make(Dataset, {"kind": "digits8", "pen_strokes": 5})
    for read, problem in ((lambda: tiny, None), (missing, "Pen strokes of digits cannot be used now, because nobody")):
        monkeypatch.setattr(pen_strokes, "_read", read)
        pen_strokes.further_samples.cache_clear()
        download = BackgroundDownload(dataset)
        until(lambda download=download: not download.running)
        assert download.problem == problem or download.problem.startswith(problem)


def test_the_published_digits_are_all_there(published):
    train, test = published
    assert np.bincount(train.labels).tolist() == [780, 779, 780, 719, 780, 720, 720, 778, 719, 719]
    assert np.bincount(test.labels).tolist() == [363, 364, 364, 336, 364, 335, 336, 364, 336, 336]
    assert np.unique(train.writers).tolist() == list(range(1, 31))
    assert np.unique(test.writers).tolist() == list(range(1, 15))
    assert np.bincount([len(strokes) for strokes in train.strokes]).tolist() == [0, 5564, 1921, 9]
    assert np.bincount([len(strokes) for strokes in test.strokes]).tolist() == [0, 2744, 750, 3, 1]
    counts = [np.median([sum(map(len, strokes)) for strokes in digits.strokes]) for digits in published]
    assert counts == [39, 36]


def test_the_published_digits_stay_on_the_canvas_however_they_are_turned(published):
    for digits in published:
        for number in range(0, len(digits), 7):
            for turn in np.radians([-20, 20]):
                points = np.concatenate([np.array(stroke) for stroke in digits.drawing(number, turn=turn).strokes])
                assert points.min() >= 0
                assert points.max() <= 1


def test_a_network_reads_hands_that_it_has_never_seen():
    """Measured: 93 % of the digits of the 14 test writers."""
    require_files(PenStrokes())
    experiment = DIGITS.changed(dataset={"kind": "pendigits", "image_size": "8 × 8", "subset": 2000})
    run = TrainingRun(experiment.changed(schedule={"epochs": 12}))
    run.advance(60.0)
    assert run.whole_test_accuracy > 0.9


def test_six_of_thirty_writers_are_a_fifth_of_the_digits_of_every_class(published):
    train, _ = published
    x = np.arange(len(train), dtype=np.float32)[:, None]
    split = with_validation(Samples(x, train.labels, x, train.labels, writers_train=train.writers), 0.2, 0)
    assert len(np.unique(split.writers_validation)) == 6
    said = DIGITS.changed(dataset={"kind": "pendigits"}, preparation={"validation": 0.2})
    assert abs(len(split.x_validation) - said.validation_count) <= 4
    assert abs(len(split.x_train) - said.training_count) <= 4
    np.testing.assert_allclose(np.bincount(split.y_validation), 0.2 * np.bincount(train.labels), rtol=0.1)


@pytest.mark.nightly
def test_added_pen_strokes_let_a_reader_of_envelopes_read_drawings():
    """Measured over three seeds: 94.9 % of what the 14 test writers drew instead of 79.3, and of USPS 94.2 and 93.9."""
    drawn = PenStrokes()
    readers = [DIGITS.changed(dataset={"kind": "usps", "pen_strokes": count}) for count in (0, 2000)]
    for dataset in (drawn, readers[0].dataset):
        require_files(dataset)
    test = samples_of(drawn)
    read, envelopes = [], []
    for experiment in readers:
        run = TrainingRun(experiment.changed(schedule={"epochs": 12}, rate_schedule={"kind": "cosine"}))
        while run.reason is None:
            run.advance(1.0)
        outputs = TrainedNetwork.of(experiment, run.model.theta).outputs(test.x_test)
        read.append(experiment.dataset.task.accuracy(outputs, test.y_test))
        envelopes.append(run.whole_test_accuracy)
    assert read[0] < 0.85
    assert read[1] > 0.92
    assert envelopes[1] > envelopes[0] - 0.015
