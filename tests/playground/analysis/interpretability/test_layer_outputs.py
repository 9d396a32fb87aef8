"""Every layer's output is what the network gives there."""

import numpy as np

from playground.analysis.classification import read_drawing
from playground.analysis.interpretability.layer_outputs import layer_outputs
from playground.experiment.presets import DIGITS
from playground.training.trained_network import TrainedNetwork
from tests.own_strokes import drawing_of
from tests.playground.analysis.interpretability.networks import CONV, FLATTEN, LINEAR, RELU, image, network


def test_each_layer_gives_what_the_network_gives_there():
    inside = network(CONV, RELU, FLATTEN, LINEAR)
    outputs = layer_outputs(inside, image())
    assert [output.name for output in outputs] == [
        "Input",
        "1 · Conv2D",
        "2 · ReLU",
        "3 · Flatten",
        "4 · Linear",
        "Softmax, from the loss",
    ]
    assert [output.values.shape for output in outputs[:4]] == [(8, 8, 1), (6, 6, 4), (6, 6, 4), (144,)]
    np.testing.assert_array_equal(outputs[2].values, np.maximum(outputs[1].values, 0))
    np.testing.assert_array_equal(outputs[-1].values, inside.model.predict(image()[None])[0])


def test_an_activation_of_the_stacks_own_is_shown_once():
    names = [output.name for output in layer_outputs(network(FLATTEN, LINEAR, {"kind": "softmax"}), image())]
    assert names == ["Input", "1 · Flatten", "2 · Linear", "3 · Softmax"]


def test_outputs_are_not_written_to_by_the_next_image():
    inside = network(CONV, RELU, FLATTEN, LINEAR)
    outputs = layer_outputs(inside, image())
    before = [output.values.copy() for output in outputs]
    layer_outputs(inside, image(seed=3))
    for output, values in zip(outputs, before, strict=True):
        np.testing.assert_array_equal(output.values, values)


def test_the_network_reads_as_the_draw_page_reads():
    described = DIGITS.changed(preparation={"kind": "preparation", "standardise": True})
    theta = np.random.default_rng(0).normal(0, 0.2, 5000)[: 64 * 64 + 64 + 640 + 10].astype(np.float32)
    inside, drawing = TrainedNetwork.of(described, theta), drawing_of(3)
    reading = read_drawing(inside, drawing, centre=True)
    outputs = layer_outputs(inside, inside.inputs(reading.image[None])[0])
    np.testing.assert_allclose(outputs[-1].values, reading.probabilities, rtol=1e-5)
