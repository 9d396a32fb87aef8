"""The Draw page under AppTest."""

import pytest

from playground.experiment.presets import DIGITS
from playground.server.canvas import Canvas, Drawn
from tests.own_strokes import drawing_of
from tests.pages.app_steps import button, finish_run, go_to, playground_app, press, session_of


@pytest.fixture
def app():
    app = go_to(playground_app().run(), "draw")
    assert not app.exception
    return app


def drawn(app, digit):
    session_of(app).canvas = Canvas(Drawn(drawing_of(digit), revision=1))
    return app


def trained(app):
    run = session_of(app).digit_run
    finish_run(app, run)
    assert run.phase == "ended"
    return run


def test_one_button_trains_a_network_that_reads(app):
    button(app, "Train a digit network").click().run()
    run = trained(app)
    assert run.snapshot.scores.test_accuracy > 0.85
    assert any("of the test digits right" in caption.value for caption in app.caption)


def test_an_empty_canvas_cannot_be_labelled(app):
    button(app, "It is a 3").click().run()
    assert "canvas is empty" in app.warning[0].value


def test_labelled_drawings_are_kept_counted_trained_with_and_forgotten(app):
    for digit in (3, 3, 5):
        drawn(app, digit)
        button(app, f"It is a {digit}").click().run()
    assert any("3 kept:** 2 × 3, 1 × 5" in text.value for text in app.markdown)
    assert session_of(app).canvas.drawn.drawing.empty
    button(app, "Train again with mine").click().run()
    run = trained(app)
    assert run.snapshot.epoch == 40
    assert run.snapshot.updates == 40 * 47
    assert run.experiment.dataset.own_drawings
    assert any("with 3 drawings of your own among the training images" in caption.value for caption in app.caption)
    go_to(app, "judge")
    assert any("**Digits 8 × 8** and **3 drawings of your own** after 40 epochs" in text.value for text in app.caption)
    assert any("| Images | 1,500 of 1,503 | 297 |" in text.value for text in app.markdown)
    assert any("trained with 3 drawings of your own too" in caption.value for caption in app.caption)
    (kept,) = session_of(app).kept.all
    assert kept.own_drawings.count == 3
    go_to(app, "draw")
    button(app, "Forget mine").click().run()
    assert not session_of(app).examples


def test_the_train_page_says_how_many_own_drawings_there_are_to_train_with(app):
    go_to(app, "train")
    for _ in range(6):
        session_of(app).examples.add(drawing_of(3), 3)
    described = DIGITS.changed(dataset={"own_drawings": True})
    session_of(app).experiment = described
    app.run()
    assert not app.exception
    said = "1,500 training and 297 test samples. It trains with {} of your own as well."
    assert any(said.format("6 drawings") in text.value for text in app.caption)
    press(app, "Step")
    session_of(app).examples.forget()
    app.run()
    assert any(said.format("6 drawings") in text.value for text in app.caption), "the run has them still"
    session_of(app).run.close()
