"""The Latent page, and the Draw page's autoencoder, under AppTest."""

import pytest

from playground.experiment.presets import AUTOENCODER, PRESETS
from playground.ready.recipes import CODE_OF_2, RECIPES
from tests.pages.app_steps import (
    button,
    chooser,
    finish_job,
    finish_run,
    go_to,
    playground_app,
    press,
    session_of,
    start_from,
)


def opened(page):
    app = go_to(playground_app().run(), page)
    assert not app.exception
    return app


@pytest.fixture
def app():
    return opened("latent")


def trained(app):
    button(app, "Train an autoencoder").click().run()
    run = session_of(app).autoencoder_run
    finish_run(app, run)
    return app


@pytest.fixture
def shown(app, trained_run):
    """The page with an autoencoder whose training has ended."""
    session_of(app).use(trained_run(AUTOENCODER))
    app.run()
    assert not app.exception
    return app


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def headings(app):
    return [heading.value for heading in app.subheader]


def test_a_new_visitor_finds_codes_of_ten_numbers_and_of_two(app):
    assert "Ten numbers for 64 pixels. It rebuilds its test digits" in captions(app)
    assert headings(app) == ["The plane, decoded"]
    choice = next(each for each in app.selectbox if each.label == "The network")
    choice.set_value(RECIPES[CODE_OF_2].title).run()
    assert not app.exception
    assert "Two numbers for 64 pixels. It rebuilds its test digits" in captions(app)
    assert "for 297 test images of Digits 8 × 8" in captions(app)


def test_an_autoencoder_is_trained_and_shown(app):
    trained(app)
    assert "Its code: 10 numbers, what row 5, Tanh, gives." in captions(app)
    assert headings(app) == ["The plane, decoded"]
    assert "for 297 test images of Digits 8 × 8" in captions(app)


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("Between two digits", "Between two digits"),
        ("Clusters", "Clusters: does the code know the digits?"),
        ("Noise", "Does it take noise away?"),
        ("Side by side", "Original, noise, binarised; MSE or BCE"),
    ],
    ids=["between", "clusters", "noise", "side by side"],
)
def test_every_section_shows_itself(shown, section, heading):
    chooser(shown, "What to see").set_value(section).run()
    assert not shown.exception
    assert heading in headings(shown)


def test_the_section_stays_over_a_visit_elsewhere(shown):
    chooser(shown, "What to see").set_value("Between two digits").run()
    go_to(shown, "train")
    go_to(shown, "latent")
    assert not shown.exception
    assert headings(shown) == ["Between two digits"]


def test_another_row_may_be_the_code(shown):
    menu = next(box for box in shown.selectbox if box.label == "The code is")
    assert menu.value == 4
    menu.set_value(2).run()
    assert not shown.exception
    assert "Its code: 50 numbers, what row 3, Tanh, gives." in captions(shown)
    assert "50 numbers" in next(box for box in shown.selectbox if box.label == "The code is").format_func(2)


def test_a_tsne_map_is_made_beside_the_page_and_can_be_cancelled(shown):
    chooser(shown, "Places by").set_value("t-SNE").run()
    assert "mean nothing" in captions(shown)
    button(shown, "Make the t-SNE map of 297 codes").click().run()
    job = session_of(shown).jobs.of("tsne")
    button(shown, "Cancel").click().run()
    assert job.phase == "cancelled"
    button(shown, "Make the t-SNE map of 297 codes").click().run()
    job = session_of(shown).jobs.of("tsne")
    found = finish_job(shown, "tsne")
    assert job.phase == "done"
    assert found["points"].shape == (297, 2)
    assert "t-SNE of the codes of 297 test images" in captions(shown)


def test_a_stack_without_a_code_says_so(app):
    layers = [{"kind": "flatten"}, {"kind": "linear", "units": 64}]
    session_of(app).experiment = AUTOENCODER.changed(layers=tuple(layers))
    go_to(app, "train")
    press(app, "Epoch")
    run = session_of(app).run
    finish_run(app, run)
    go_to(app, "latent")
    assert not app.exception
    # the flattened image itself can be called a code, the only one there is
    assert "64 numbers, what row 1, Flatten, gives" in captions(app)


def test_the_train_page_says_which_row_is_the_code():
    app = playground_app().run()
    assert not [box for box in app.selectbox if box.label == "The code is"]
    start_from(app, "Autoencoder, digits 8 × 8, a code of 2")
    assert not app.exception
    assert session_of(app).experiment == PRESETS["Autoencoder, digits 8 × 8, a code of 2"]
    assert next(box for box in app.selectbox if box.label == "The code is").value == 4


def test_an_autoencoder_and_a_classifier_do_not_take_each_others_place():
    app = opened("draw")
    button(app, "Train a digit network").click().run()
    run = session_of(app).digit_run
    finish_run(app, run)
    chooser(app, "What the network does with it").set_value("Rebuild the image").run()
    assert "Ten numbers for 64 pixels." in captions(app)
    trained(app)
    assert session_of(app).digit_run is run
    assert "Rebuilt by Flatten" in captions(app)
    chooser(app, "What the network does with it").set_value("Name the digit").run()
    assert "of the test digits right" in captions(app)
