"""The Inside page under AppTest."""

import json
import re

import numpy as np
import pytest

from playground.experiment.presets import DIGITS
from playground.processes.wire import unpack
from playground.ready.recipes import BUTTON
from playground.server.canvas import Canvas, Drawn
from playground.server.topics import TOPICS
from playground.server.topics.input_image import DRAWING, TEST_IMAGE
from playground.ui.inside.views import chosen_filter
from tests.convolution import CONVOLUTION
from tests.own_strokes import drawing_of
from tests.pages.app_steps import button, chooser, go_to, playground_app, protos, session_of

TRAINED = CONVOLUTION.changed(schedule={"kind": "schedule", "batch_size": 32, "epochs": 2})


@pytest.fixture
def app():
    app = go_to(playground_app().run(), "inside")
    assert not app.exception
    return app


@pytest.fixture
def trained(trained_run):
    """Gives the app a network for the page, whose training has ended."""

    def show(app, experiment):
        session_of(app).use(trained_run(experiment))
        app.run()
        assert not app.exception

    return show


def pictures(app, topic):
    """What the page's pictures are answered under the topic."""
    asked = [json.loads(proto.json)[0] for proto in protos(app, "layer_outputs")]
    (message,) = [each["message"] for each in asked if each["topic"] == topic]
    return unpack(TOPICS[topic].answer(session_of(app), message))


def filters(app):
    """What the page's filters are answered, together with what is given to them at once."""
    (proto,) = protos(app, "filter_view")
    header, arrays = unpack(proto.bytes)
    answered, more = unpack(TOPICS["filters"].answer(session_of(app), header.pop("message")))
    return {**header, **answered}, {**arrays, **more}


def choose(app, **choices):
    """Choose as the page's widgets would."""
    session_of(app).choices.setdefault("inside", {}).update(choices)
    app.run()
    assert not app.exception
    return app


def test_a_new_visitor_sees_into_a_network_that_reads(app):
    session_of(app).canvas = Canvas(Drawn(drawing_of(3), revision=1))
    app.run()
    assert not app.exception
    header, _ = pictures(app, "layers")
    assert header


def test_what_a_ready_network_would_take_long_for_is_not_offered(app):
    choose(app, sobel="Sobel filters in 1 · Conv2D, here only")
    assert not any(each.label == "Train again from these" for each in app.button)


def test_one_button_trains_one(app):
    button(app, "Train a digit network").click().run()
    assert not app.exception
    assert session_of(app).digit_run.experiment == BUTTON
    session_of(app).digit_run.close()


def test_every_layers_output_of_a_drawing(app, trained):
    trained(app, DIGITS)
    session_of(app).canvas = Canvas(Drawn(drawing_of(3), revision=1))
    app.run()
    header, arrays = pictures(app, "layers")
    names = [block["name"] for block in header["blocks"]]
    assert names == ["Input", "1 · Flatten", "2 · Linear", "3 · ReLU", "4 · Linear", "Output: Softmax, from the loss"]
    assert header["blocks"][2]["shape"] == [64]
    assert arrays["0"].max() == 127


def test_filters_of_a_convolution_with_what_excites_them(app, trained):
    trained(app, TRAINED)
    choose(app, section="Filters", source="Test image", image=5, filter=4)
    header, arrays = filters(app)
    assert header["chosen"] == 4
    assert arrays["kernels"].shape == (6, 3, 3)
    assert arrays["firing"].shape == (6, 6)
    assert arrays["over"].shape == (8, 8)
    assert arrays["best"].shape == arrays["seen"].shape == (9, 8, 8)
    assert (arrays["seen"].sum(axis=(1, 2)) == 9).all()
    assert header["values"] == sorted(header["values"], reverse=True)


def test_what_keeps_columns_away_is_said(app, trained):
    trained(app, TRAINED)
    choose(app, section="Orientation", source="Drawing")
    assert "The image is blank yet" in " ".join(caption.value for caption in app.caption)
    choose(app, source="Bars")
    assert "The image is blank yet" not in " ".join(caption.value for caption in app.caption)


def test_orientation_is_offered_only_where_a_filter_has_one(app, trained):
    line = (
        {"kind": "reshape", "to": "signal"},
        {"kind": "conv1d", "channels": 4, "kernel": 3},
        *TRAINED.layers[3:],
    )
    trained(app, TRAINED)
    assert "Orientation" in chooser(app, "What to see of it").options
    choose(app, section="Orientation")
    trained(app, TRAINED.changed(layers=line))
    assert "Orientation" not in chooser(app, "What to see of it").options
    assert chooser(app, "What to see of it").value == "Layers"


def test_sobel_filters_replace_two_on_this_page_alone(app, trained):
    trained(app, TRAINED)
    before = session_of(app).digit_run.theta.copy()
    choose(app, section="Orientation", source="Bars", sobel="Sobel filters in 1 · Conv2D, here only")
    header, _ = filters(app)
    assert (header["angles"][0], header["angles"][1]) == (0, 90)
    np.testing.assert_array_equal(session_of(app).digit_run.theta, before)


def test_training_can_start_from_sobel_filters(app, trained):
    trained(app, TRAINED)
    choose(app, section="Orientation", source="Bars", sobel="Sobel filters in 1 · Conv2D, here only")
    before = session_of(app).digit_run
    next(button for button in app.button if button.label == "Train again from these").click().run()
    run = session_of(app).digit_run
    assert run is not before
    assert run.experiment.layers[0].sobel
    assert run.experiment.layers_data()[1:] == before.experiment.layers_data()[1:]


def test_a_browser_that_knows_no_choice_takes_none_back(app, trained):
    trained(app, TRAINED)
    for choice in (None, TEST_IMAGE, None):
        kept = session_of(app).choices.setdefault("inside", {})
        before = kept.get("source", DRAWING)
        chooser(app, "What it looks at").set_value(choice).run()
        assert not app.exception
        assert kept.get("source", DRAWING) == (choice or before)


def test_bars_are_the_present_image(app, trained):
    trained(app, DIGITS)
    choose(app, section="Orientation", source="Bars", angle=0)
    _, arrays = filters(app)
    assert (arrays["image"] == arrays["image"][:, :1]).all()
    choose(app, angle=90)
    _, arrays = filters(app)
    assert (arrays["image"] == arrays["image"][:1]).all()


def test_a_wrong_one_is_wrong_and_saliency_has_the_shape_of_the_image(app, trained):
    trained(app, TRAINED)
    choose(app, section="Saliency", source="Test image")
    button(app, "A wrong one").click().run()
    assert not app.exception
    said, _ = pictures(app, "image")
    truth, answer = re.fullmatch(
        r"It is (an? \d)\. The network takes it for (an? \d) \(\d+ %\)\.", said["note"]
    ).groups()
    assert truth != answer
    header, arrays = pictures(app, "saliency")
    assert header["note"] == f"The predicted class is {answer}."
    assert arrays["0"].shape == arrays["1"].shape == (1, 8, 8)
    assert arrays["image"].shape == (8, 8)


def test_a_network_without_filters_says_so(app, trained):
    layers = ({"kind": "max_pool2d"}, {"kind": "flatten"}, {"kind": "linear", "units": 10})
    trained(app, TRAINED.changed(layers=layers))
    choose(app, section="Filters")
    assert any("no filters to look at" in info.value for info in app.info)


@pytest.mark.parametrize(
    "sent", [None, {}, {"chosen": None}, {"chosen": "1"}, {"chosen": -1}, {"chosen": 6}, {"chosen": True}]
)
def test_a_filter_that_is_none_of_them_is_not_chosen(sent):
    assert chosen_filter(sent, 6) is None


def test_a_filters_number_may_come_as_any_whole_number():
    assert chosen_filter({"chosen": 5}, 6) == chosen_filter({"chosen": 5.0}, 6) == 5
