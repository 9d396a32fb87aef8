"""The Draw page under AppTest."""

import json

import pytest

from playground.experiment.presets import AUTOENCODER, DIGITS
from playground.processes.pool import Pool
from playground.processes.wire import unpack
from playground.ready import network
from playground.ready.recipes import BUTTON, READER, RECIPES, SMALL_READER
from playground.server.canvas import Canvas, Drawn
from playground.server.topics import TOPICS
from playground.training.run_handle import RunHandle
from playground.ui.reader_panel import OWN
from tests.own_strokes import drawing_of
from tests.pages.app_steps import button, chooser, finish_run, go_to, playground_app, press, protos, session_of, words


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


def test_a_new_visitor_finds_a_network_that_reads(app):
    assert "It reads" in words(app)
    assert button(app, "Train a digit network")
    (confidence,) = app.slider
    ready = network(READER)
    assert confidence.value == round(100 * ready.sure)
    level = ready.level_at(0.5)
    confidence.set_value(50).run()
    assert not app.exception
    assert session_of(app).sure_from(session_of(app).digit_run) == 0.5
    assert f"{100 * level.right:.1f} % of these answers are right" in words(app)


def test_what_was_trained_here_and_what_was_ready_are_chosen_between(app):
    own = session_of(app).use(RunHandle(DIGITS, Pool(1)))
    own.theta = DIGITS.network().theta
    app.run()
    (choice,) = app.selectbox
    assert choice.value == OWN
    assert not app.slider, "nobody has measured how sure it is"
    choice.set_value(RECIPES[SMALL_READER].title).run()
    assert not app.exception
    assert session_of(app).ready.network(session_of(app).digit_run) is network(SMALL_READER)
    app.selectbox[0].set_value(OWN).run()
    assert session_of(app).digit_run is own


def test_a_drawing_is_rebuilt_without_a_training(app):
    chooser(app, "What the network does with it").set_value("Rebuild the image").run()
    assert not app.exception
    assert "It rebuilds its test digits" in words(app)
    assert not app.slider
    assert button(app, "Train an autoencoder")


def test_what_each_layer_sees_is_shown_where_it_is_asked_for(app):
    assert not list(protos(app, "layer_outputs"))
    (toggle,) = app.toggle
    toggle.set_value(True).run()
    assert not app.exception
    chooser(app, "What the network does with it").set_value("Rebuild the image").run()
    (shown,) = protos(app, "layer_outputs")
    asked = json.loads(shown.json)[0]
    header, _ = unpack(TOPICS[asked["topic"]].answer(session_of(app), asked["message"]))
    assert not any(block["classes"] for block in header["blocks"]), "it is the network that rebuilds which is shown"


def test_what_one_has_trained_an_autoencoder_for_is_shown_first():
    app = playground_app().run()
    run = session_of(app).use(RunHandle(AUTOENCODER, Pool(1)))
    run.theta = AUTOENCODER.network().theta
    go_to(app, "draw")
    assert chooser(app, "What the network does with it").value == "Rebuild the image"


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
    assert run.snapshot.epoch == BUTTON.schedule.epochs
    assert run.snapshot.updates == BUTTON.schedule.epochs * 24
    assert run.experiment.dataset.own_drawings
    assert any("with 3 drawings of your own among the training images" in caption.value for caption in app.caption)
    go_to(app, "judge")
    assert any("**Digits 8 × 8** and **3 drawings of your own** after 50 epochs" in text.value for text in app.caption)
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
