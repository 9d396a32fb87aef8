"""The chapters, run briefly as the shell runs them, and the file that comes of it."""

import math
import re

import numpy as np
import pytest
from PIL import Image

from playground.analysis.codes.autoencoder import narrowest
from playground.analysis.codes.comparison import measure_autoencoder
from playground.charts.colours import CLASSES, channels
from playground.datasets.published_file import DataUnavailable
from playground.datasets.usps import USPS
from playground.experiment.description import loss_text
from playground.experiment.inspection import inspect
from playground.experiment.limits import rows_of
from playground.experiment.presets import PRESETS
from playground.processes.messages import pack_message, unpack_message
from playground.report import __main__ as shell
from playground.report import charts, writing
from playground.report.chapters import CHAPTERS
from playground.report.pictures import in_rows, pictures_of
from playground.report.plan import SMALL, on_digits8, plan_of, seeded
from playground.report.training import train
from playground.server.jobs.table import function_of
from tests.real_digits import require_files

TIMED = "Time to 99 %"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The folder that a small run wrote, and the results that it wrote there."""
    folder = tmp_path_factory.mktemp("report")
    kept = {}

    def remember(place, chapters, results, seconds):
        kept.update(results)
        return writing.write_report(place, chapters, results, seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shell, "write_report", remember)
        # a small run needs nothing that is not here
        patch.setattr(USPS, "read", lambda *_: pytest.fail("a small run must not read published digits"))
        shell.main(["--small", "--out", str(folder)])
    return folder, kept


def test_there_are_the_reports_chapters_in_its_order():
    assert [chapter.number for chapter in CHAPTERS.values()] == list(range(1, 11))
    assert [chapter.title() for chapter in CHAPTERS.values()][:2] == ["Linear", "Non-linear, no bias"]


@pytest.mark.parametrize("kind", list(CHAPTERS))
def test_a_chapter_is_whole(kind):
    chapter = CHAPTERS[kind]
    for experiment in chapter.experiments.values():
        assert inspect(experiment).problem is None
        # and so it would be on the digits that need no download
        assert inspect(on_digits8(experiment)).problem is None
    assert {figure.experiment for figure in chapter.figures.values()} <= set(chapter.experiments)
    assert 2 <= len(chapter.prediction.choices) <= 4
    assert chapter.next_goal.dataset


@pytest.mark.parametrize("kind", list(CHAPTERS))
def test_a_run_gives_every_figure_and_travels_between_processes(small, kind):
    chapter, result = CHAPTERS[kind], small[1][kind]
    assert set(result["figures"]) == set(chapter.figures)
    for name, values in result["figures"].items():
        assert values.shape == (1,)
        assert math.isfinite(values[0]) or TIMED in chapter.figures[name].what
    assert result["note"] == SMALL
    assert result["comparable"] is False
    assert chapter.prediction.answer(result["figures"]) in chapter.prediction.choices
    assert len(chapter.conclude(result["figures"])) > 80
    again = unpack_message(pack_message(result))
    assert again["seeds"] == 1
    np.testing.assert_array_equal(list(again["figures"].values()), list(result["figures"].values()))
    assert [picture.name for picture in pictures_of(again["pictures"])] == [
        picture.name for picture in pictures_of(result["pictures"])
    ]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("linear", ["data", "cost", "plane_1"]),
        ("batch_modes", ["cost", "cost_in_time", "plane_1", "plane_2", "plane_3"]),
        ("several_classes", ["data", "cost", "digits"]),
        ("autoencoders", ["cost", "map", *(f"rebuilt_{number}" for number in range(1, 7))]),
        ("convolution", ["cost", "cost_in_time", "digits"]),
        ("usps_record", ["cost", "digits"]),
    ],
    ids=["linear", "batch_modes", "several_classes", "autoencoders", "convolution", "usps_record"],
)
def test_a_chapter_has_its_pictures(small, kind, names):
    pictures = pictures_of(small[1][kind]["pictures"])
    assert [picture.name for picture in pictures] == names
    assert all(picture.alt for picture in pictures)
    rows = in_rows(pictures)
    assert [picture.name for row in rows for picture in row] == names
    assert max(map(len, rows)) <= 3
    assert len(names) > 3 or len(rows) == 1


def test_the_six_autoencoders_differ_in_nothing_but_images_and_loss_and_the_seventh_in_its_penalty():
    *six, seventh = CHAPTERS["autoencoders"].experiments.values()
    first, noisy = six[0], CHAPTERS["autoencoders"].experiments["Noise, BCE"]
    assert len(six) == 6
    for each in six:
        assert each.changed(loss=first.loss, preparation=first.preparation) == first
    assert noisy.penalty.l2 > 0 == seventh.penalty.l2
    assert seventh.changed(penalty=noisy.penalty) == noisy


@pytest.mark.nightly
def test_codes_of_noisy_digits_make_pure_groups():
    """Over the seeds 0 to 4 the purity of the test codes is 0.74, ± 0.03."""
    experiment = CHAPTERS["autoencoders"].experiments["Noise, BCE"]
    require_files(experiment.dataset)
    row = narrowest(rows_of(experiment))
    purities = []
    for seed in range(3):
        mine = seeded(experiment, seed)
        samples = mine.load()
        run = train(mine, samples, lambda *_: None).run
        purities.append(measure_autoencoder(run, mine, samples, row, 1)["purity"].mean())
    assert np.mean(purities) > 0.7


def test_what_is_paid_for_weights_stands_beside_the_loss():
    experiment = PRESETS["Two clouds"]
    assert loss_text(experiment) == "MSE"
    penalised = experiment.changed(penalty={"kind": "penalty", "l1": 0.01, "l2": 3e-5})
    assert loss_text(penalised) == "MSE + L1 of 0.01 + L2 of 0.00003"


def test_a_network_without_a_bias_is_odd(small):
    """What the chapter explains: the regions change places where the plane is turned by half a circle."""
    plane = small[1]["without_bias"]["pictures"]["planes"]["No bias anywhere"].astype(int)
    assert np.abs(plane + plane[::-1, ::-1] - 255).max() <= 1
    assert small[1]["without_bias"]["figures"]["accuracy"][0] < 65


def test_the_batch_modes_begin_with_the_same_weights_and_a_pass_costs_less_the_larger_its_batches(small):
    result = small[1]["batch_modes"]
    first = [curve[0] for curve in result["pictures"]["curves"].values()]
    np.testing.assert_array_equal(first[0], first[1])
    np.testing.assert_array_equal(first[0], first[2])
    passes = [result["figures"][f"pass {name}"][0] for name in ("Stochastic", "Mini-batch", "Full batch")]
    # 500, 50 and 1 updates: far enough apart for any machine
    assert passes == sorted(passes, reverse=True)


def test_the_time_to_an_accuracy_is_that_of_the_first_row_that_has_it():
    experiment = CHAPTERS["batch_modes"].experiments["Mini-batch"]
    samples = experiment.dataset.load()
    trained = train(experiment, samples, lambda *_: None, until=0.99)
    row = np.argmax(trained.curve[:, 4] >= 0.99)
    assert trained.curve[row - 1, 4] < 0.99 <= trained.curve[row, 4]
    assert trained.seconds[row] == pytest.approx(trained.reached, rel=1e-3)
    assert (np.diff(trained.seconds) > 0).all()
    assert trained.reached < trained.run.seconds
    never = experiment.changed(schedule={"epochs": 1}, seed=3)
    assert math.isnan(train(never, samples, lambda *_: None, until=1.1).reached)


def test_a_seed_gives_other_weights_and_other_points():
    experiment = PRESETS["Two clouds"]
    assert seeded(experiment, 2).seed == 2
    assert seeded(experiment, 2).dataset.seed == 2
    same, other = (seeded(experiment, seed).dataset.load().x_train for seed in (0, 2))
    assert not np.array_equal(same, other)


def test_where_digits_are_not_to_be_had_others_take_their_place_in_words(monkeypatch):
    def unavailable(*_):
        raise DataUnavailable("USPS digits", "nobody has them")

    monkeypatch.setattr(USPS, "read", unavailable)
    plan = plan_of(CHAPTERS["convolution"].experiments, seeds=2, small=False, small_epochs=1)
    assert {experiment.dataset.kind for experiment in plan.experiments.values()} == {"digits8"}
    assert plan.experiments["100 images"].dataset.subset == 100
    assert plan.experiments["100 images"].schedule.epochs == 30
    assert plan.note.startswith("USPS digits cannot be used now, because nobody has them")
    assert plan.note.endswith("This was measured on those.")
    assert not plan.comparable
    assert plan.seeds == 2
    whole = plan_of(CHAPTERS["linear"].experiments, seeds=2, small=False, small_epochs=1)
    assert whole.comparable
    assert whole.note == ""


def test_the_job_refuses_what_it_does_not_know():
    job = function_of("chapter")
    with pytest.raises(ValueError, match="no chapter 'poetry'; it has linear, without_bias"):
        job(lambda *_: None, chapter="poetry", seeds=1, small=True)
    with pytest.raises(ValueError, match="1 to 20 seeds; 21 were asked for"):
        job(lambda *_: None, chapter="linear", seeds=21, small=True)


def test_the_same_seeds_give_the_same_figures(small):
    job, told = function_of("chapter"), []
    again = job(lambda share, *_: told.append(share), chapter="column_of_ones", seeds=1, small=True)
    np.testing.assert_array_equal(
        again["pictures"]["curves"]["A column of ones"],
        small[1]["column_of_ones"]["pictures"]["curves"]["A column of ones"],
    )
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1


def test_the_file_has_a_row_for_every_figure_and_every_chapters_words(small):
    text = (small[0] / "REPORT.md").read_text("utf-8")
    table = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(table) == 2 + sum(len(chapter.figures) for chapter in CHAPTERS.values())
    assert (
        "| Linear | Linear 1; MSE | A line: Test accuracy | 100 % | ≥ 100\u00a0% | 100.00\u00a0% | not judged |"
        in table
    )
    assert {line.count("|") for line in table} == {8}
    assert "1 seed in" in text
    for kind, chapter in CHAPTERS.items():
        assert f"## {chapter.number}. {chapter.title()}" in text
        for words in (chapter.question, chapter.next_goal.text, chapter.conclude(small[1][kind]["figures"])):
            assert words in text


def test_every_picture_that_the_file_names_is_there(small):
    text = (small[0] / "REPORT.md").read_text("utf-8")
    named = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    pixels = 7  # the digits of one chapter, and what six autoencoders give back, need no converter
    if writing.WITHOUT_CHARTS in text:
        assert len(named) == pixels
    else:
        assert len(named) > 2 * pixels
    for name in named:
        with Image.open(small[0] / name) as picture:
            assert picture.format == "PNG"
            assert min(picture.size) > 50
    assert {file.relative_to(small[0]).as_posix() for file in small[0].rglob("*.png")} == set(named)


def test_without_a_converter_the_charts_are_left_out_in_words(small, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "find_spec", lambda *_: None)
    some = {kind: small[1][kind] for kind in ("linear", "several_classes")}
    text = writing.write_report(tmp_path, CHAPTERS, some, 1.0).read_text("utf-8")
    assert writing.WITHOUT_CHARTS in text
    assert [file.name for file in tmp_path.rglob("*.png")] == ["5_several_classes_data.png"]


def test_a_plane_lets_the_page_be_seen_where_nothing_is_decided():
    plane = np.array([[0, 127, 255]], np.uint8)
    (certain, undecided, other) = charts._regions(plane)[0]
    assert [tuple(certain[:3]), tuple(other[:3])] == [channels(colour) for colour in CLASSES[:2]]
    assert undecided[3] <= 1
    assert 100 < certain[3] == other[3] < 200
