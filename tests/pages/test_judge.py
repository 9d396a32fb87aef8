"""The Judge page under AppTest."""

import hashlib
import json
import re
import time

import pytest

from playground.datasets.pendigits import PenStrokes
from playground.datasets.published_file import DataUnavailable
from playground.experiment import Experiment
from playground.experiment.presets import DEFAULT, DIGITS
from tests.pages.app_steps import button, finish_job, finish_run, go_to, playground_app, press, session_of
from tests.real_digits import require_files


@pytest.fixture
def app():
    app = go_to(playground_app().run(), "judge")
    assert not app.exception
    return app


@pytest.fixture
def judged(app, trained_run):
    session_of(app).use(trained_run(DIGITS))
    app.run()
    assert not app.exception
    return app


def headings(app):
    return [heading.value for heading in app.subheader]


def texts(app):
    return [text.value for text in app.markdown]


def test_a_new_visitor_finds_a_network_judged_that_wants_no_download(app, monkeypatch):
    monkeypatch.delenv("PLAYGROUND_DATA", raising=False)
    app.run()
    assert not app.exception
    assert any("| Images | 1,500 | 297 |" in text for text in texts(app))
    assert any("It came with the program, and so did the images" in caption.value for caption in app.caption)
    assert "May its confidence be believed?" in headings(app)


def test_all_parts_are_there_once_a_network_is_trained(app):
    button(app, "Train a digit network").click().run()
    finish_run(app, session_of(app).digit_run)
    assert headings(app) == [
        "Train against test",
        "What is taken for what",
        "The most confident mistakes",
        "Three test images at random",
        "Class by class",
        "May its confidence be believed?",
        "How much does it bear?",
    ]
    assert any("| Images | 1,500 | 297 |" in text for text in texts(app))
    said = [caption.value for caption in app.caption]
    assert any("Judged: **Conv2D → BatchNorm → ReLU → MaxPool2D → " in each for each in said)
    assert any("on **Digits 8 × 8** after 50 epochs." in each for each in said)
    assert not any("came with the program" in each for each in said)


def test_the_open_cell_is_kept_but_not_for_another_network(judged):
    first = next(text for text in texts(judged) if " read as " in text)
    identity = hashlib.sha256(session_of(judged).digit_run.theta.tobytes()).hexdigest()
    judged.session_state["judge_cell"] = (identity, (4, 4))
    judged.run()
    assert any("4 read as 4: " in text for text in texts(judged))
    judged.session_state["judge_cell"] = ("of another network", (4, 4))
    judged.run()
    assert first in texts(judged)


def test_three_others(judged):
    assert "judge_random_seed" not in judged.session_state
    button(judged, "Three others").click().run()
    first = judged.session_state["judge_random_seed"]
    button(judged, "Three others").click().run()
    assert judged.session_state["judge_random_seed"] != first
    assert not judged.exception


def test_the_balanced_accuracy_stands_beside_the_accuracy(judged):
    (line,) = [each.value for each in judged.markdown if each.value.startswith("**Balanced accuracy ")]
    assert re.fullmatch(r"\*\*Balanced accuracy \d+\.\d %\*\*, accuracy \d+\.\d %", line)


def test_writers_are_judged_one_by_one_where_they_are_known(app, trained_run):
    pens = DIGITS.changed(dataset={"kind": "pendigits", "image_size": "8 × 8", "subset": 1000}, schedule={"epochs": 5})
    require_files(pens.dataset)
    session_of(app).use(trained_run(pens))
    app.run()
    assert not app.exception
    assert {"Writer by writer", "How they were written"} < set(headings(app))
    assert any(re.search(r"Of writer \d+'s digits \*\*\d+\.\d %\*\* are read right", text) for text in texts(app))
    specs = [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]
    (spec,) = [spec for spec in specs if spec["title"] == "Accuracy per writer"]
    assert sorted(map(int, spec["layer"][1]["encoding"]["y"]["sort"])) == list(range(1, 15))


def test_pen_strokes_that_were_added_are_named(app, trained_run):
    mixed = DIGITS.changed(dataset={"pen_strokes": 300, "subset": 500}, schedule={"epochs": 3})
    require_files(PenStrokes())
    session_of(app).use(trained_run(mixed))
    app.run()
    assert not app.exception
    assert any("on **Digits 8 × 8** with **300 pen-stroke digits** after 3 epochs" in c.value for c in app.caption)
    assert any("| Images | 800 | 297 |" in text for text in texts(app))
    assert "Writer by writer" not in headings(app)


def test_the_worst_class_comes_first_when_asked(judged):
    control = next(group for group in judged.button_group if group.key == "judge_order")
    control.set_value("Worst first").run()
    assert not judged.exception
    rows = next(text for text in texts(judged) if text.startswith("| Class |")).splitlines()[2:]
    recalls = [float(row.split("|")[3].partition("%")[0]) for row in rows]
    assert recalls == sorted(recalls)
    assert len(recalls) == 10


def test_a_network_in_training_can_be_paused_and_judged(app):
    endless = DIGITS.changed(schedule={"kind": "schedule", "until_stopped": True})
    session_of(app).experiment = endless
    go_to(app, "train")
    press(app, "Play")
    run = session_of(app).digit_run
    deadline = time.monotonic() + 60
    while run.theta is None:
        assert time.monotonic() < deadline
        run.poll(weights=True)
        time.sleep(0.01)
    go_to(app, "judge")
    assert headings(app) == []
    button(app, "Pause and judge it now").click().run()
    finish_run(app, run)
    assert "What is taken for what" in headings(app)


def test_a_network_for_points_is_judged_without_images(app):
    session_of(app).experiment = DEFAULT.changed(schedule={"kind": "schedule", "epochs": 20})
    go_to(app, "train")
    press(app, "Play")
    finish_run(app, session_of(app).run)
    go_to(app, "judge")
    assert not app.exception
    assert "there are no images to open" in app.info[0].value
    assert "Three test images at random" not in headings(app)
    assert any("| Points | 500 | 500 |" in text for text in texts(app))


def test_with_networks_for_both_the_person_says_which(app):
    session_of(app).experiment = DEFAULT.changed(schedule={"kind": "schedule", "epochs": 20})
    go_to(app, "train")
    press(app, "Play")
    finish_run(app, session_of(app).run)
    go_to(app, "draw")
    button(app, "Train a digit network").click().run()
    finish_run(app, session_of(app).digit_run)
    go_to(app, "judge")
    assert any("| Images | 1,500 | 297 |" in text for text in texts(app))
    next(group for group in app.button_group if group.key == "judge_network").set_value("Points").run()
    assert not app.exception
    assert any("| Points | 500 | 500 |" in text for text in texts(app))


def test_data_that_is_not_to_be_had_is_said_in_words(judged, monkeypatch):
    def unavailable(_):
        raise DataUnavailable("MNIST digits", "there is no network")

    monkeypatch.setattr(Experiment, "samples", unavailable)
    judged.run()
    assert not judged.exception
    assert "MNIST digits cannot be used now" in judged.warning[0].value


def test_of_a_rare_class_is_said_how_much_is_found(app):
    rare = {"kind": "circles", "balance": 0.95, "noise": 0.5}
    schedule = {"epochs": 3, "class_weights": "balanced"}
    session_of(app).experiment = DEFAULT.changed(dataset=rare, schedule=schedule)
    go_to(app, "train")
    press(app, "Play")
    finish_run(app, session_of(app).run)
    go_to(app, "judge")
    assert not app.exception
    (said,) = [text for text in texts(app) if text.startswith("Class 1 is rare, 5.0 % of the test samples")]
    assert "of its 25 samples are found (recall: 95 % interval" in said
    assert any("In the cost all classes count alike" in each.value for each in app.caption)


def test_the_digits_are_disturbed_for_it_and_for_a_ready_network(judged):
    assert any("Beside it a ready network that reads images of this size" in each.value for each in judged.caption)
    button(judged, "Disturb the digits").click().run()
    assert not judged.exception
    finish_job(judged, "robustness")
    charts = [json.loads(each.proto.spec) for each in judged.get("vega_lite_chart")][-4:]
    assert [each["title"] for each in charts] == ["Noise", "Turns", "Shifts", "Stroke thickness"]
    assert charts[0]["layer"][1]["encoding"]["color"]["scale"]["domain"] == ["this network", "the ready one"]
    assert any(text.startswith("At 60° this network reads **") for text in texts(judged))


def test_a_network_trained_as_the_ready_one_is_disturbed_alone(app):
    assert any("trained just as this one" in each.value for each in app.caption)
