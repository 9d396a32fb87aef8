"""Frames of the network picture on images: the image, weights as images, maps with their filters, and the answer."""

import time

import numpy as np
import pytest

from playground.experiment.presets import DIGITS, PRESETS
from playground.processes.wire import unpack
from playground.training.evaluation import pictured
from playground.training.image_tiles import SIDES
from playground.training.network_columns import MOST_UNITS, obstacle
from playground.training.network_frame import NetworkPicture
from playground.training.trained_network import TrainedNetwork
from playground.training.untrained import first_theta

FLATTEN, TANH, RELU, SIGMOID = ({"kind": kind} for kind in ("flatten", "tanh", "relu", "sigmoid"))
AUTOENCODER = PRESETS["Autoencoder, digits 8 × 8"]
LARGEST = 60_000
IMAGES = [name for name, experiment in PRESETS.items() if len(experiment.dataset.shape) == 3]


def linear(units, **settings):
    return {"kind": "linear", "units": units, **settings}


def conv(channels, **settings):
    return {"kind": "conv2d", "channels": channels, "kernel": 3, "padding": "same", **settings}


def frame_of(experiment):
    """The network, inputs of the first image of each digit, and the frame's header and arrays."""
    theta, samples = first_theta(experiment), experiment.samples()
    network = TrainedNetwork.of(experiment, theta)
    images, labels = pictured(samples)
    shown = network.inputs(images[np.unique(labels, return_index=True)[1]])
    return network, shown, *unpack(NetworkPicture(experiment, samples).frame(theta, 3))


def drawn(arrays, number, first):
    """The values that a column's bytes stand for, of the unit `first` among all and those after it."""
    cells = arrays[f"maps_{number}"].astype(np.float64)
    scales = arrays["scales"][first : first + cells.shape[1], :, None, None].swapaxes(0, 1)
    return scales[0] + (scales[1] - scales[0]) * cells / 255, (scales[1] - scales[0]) / 255


def described(header, key):
    return [column[key] for column in header["columns"]]


def test_a_unit_behind_the_image_is_the_image_of_its_weights_and_a_class_its_share():
    network, shown, header, arrays = frame_of(DIGITS)
    assert described(header, "title") == ["Image", "Linear 64 + ReLU", "Linear 10 + Softmax of the loss"]
    assert described(header, "tile") == ["ink", "incoming", "share"]
    assert described(header, "link") == [None, "lengths", "weights"]
    assert header["images"] == header["columns"][2]["names"] == list("0123456789")
    np.testing.assert_array_equal(arrays["maps_0"][:, 0], (shown[..., 0] * 255 + 0.5).astype(np.uint8))
    first = network.model.layers[1].params["weights"]
    values, step = drawn(arrays, 1, 1)
    expected = first.T[:MOST_UNITS].reshape(1, MOST_UNITS, 8, 8)
    assert (np.abs(values - expected) <= step).all()
    hidden, *_, shares = list(network.layer_outputs(shown))[2:]
    np.testing.assert_allclose(arrays["outputs_1"], hidden[:, :MOST_UNITS], rtol=1e-5)
    np.testing.assert_allclose(arrays["outputs_2"], shares, rtol=1e-5)
    assert np.abs(arrays["maps_2"][..., 0, 0] / 255 - shares).max() <= 1 / 255
    np.testing.assert_array_equal(arrays["weights_2"], network.model.layers[3].params["weights"][:MOST_UNITS])


def test_the_line_from_an_image_is_the_length_of_its_weights_in_the_sign_of_their_sum():
    network, _, _, arrays = frame_of(DIGITS)
    weights = network.model.layers[1].params["weights"][:, :MOST_UNITS]
    np.testing.assert_allclose(np.abs(arrays["weights_1"][0]), np.linalg.norm(weights, axis=0), rtol=1e-5)
    np.testing.assert_array_equal(np.sign(arrays["weights_1"][0]), np.sign(weights.sum(axis=0)))


def test_gradients_are_of_the_images_that_are_shown():
    network, shown, header, arrays = frame_of(DIGITS)
    assert header["gradients_of"] == "these 10 images"
    # of softmax and cross-entropy the gradient by an output's bias is the mean of share less target
    shares = [*network.layer_outputs(shown)][-1]
    np.testing.assert_allclose(arrays["bias_gradients"][-10:], (shares - np.eye(10)).mean(axis=0), atol=1e-6)
    assert np.isnan(arrays["bias_gradients"][0])


def test_a_convolution_is_its_filters_and_the_maps_that_they_make():
    experiment = DIGITS.changed(layers=(conv(4), RELU, conv(3), TANH, FLATTEN, linear(5), RELU, linear(10)))
    network, shown, header, arrays = frame_of(experiment)
    assert described(header, "title") == [
        "Image", "Conv2D 4 + ReLU", "Conv2D 3 + Tanh", "Linear 5 + ReLU", "Linear 10 + Softmax of the loss"
    ]  # fmt: skip
    assert described(header, "tile") == ["ink", "maps", "maps", "value", "share"]
    assert described(header, "link") == [None, "lengths", "lengths", "lengths", "weights"]
    outputs = list(network.layer_outputs(shown))
    for column, (row, first) in {1: (1, 1), 2: (3, 5)}.items():
        values, step = drawn(arrays, column, first)
        assert (np.abs(values - np.moveaxis(outputs[row], -1, 1)) <= step).all()
    second = network.model.layers[2].params["weights"]
    filters = np.moveaxis(second.sum(axis=2), -1, 0)
    most = np.abs(filters).max(axis=(1, 2), keepdims=True)
    assert np.abs(arrays["filters_2"] / 127.5 - 1 - filters / most).max() <= 1 / 127
    np.testing.assert_allclose(np.abs(arrays["weights_2"]), np.sqrt((second**2).sum(axis=(0, 1))), rtol=1e-5)
    dense = network.model.layers[5].params["weights"].reshape(64, 3, 5)
    np.testing.assert_allclose(np.abs(arrays["weights_3"]), np.sqrt((dense**2).sum(axis=0)), rtol=1e-5)


def test_an_autoencoder_ends_in_the_image_and_paints_it_with_weights():
    network, shown, header, arrays = frame_of(AUTOENCODER)
    assert described(header, "tile") == ["ink", "incoming", "value", "outgoing", "ink"]
    assert described(header, "units") == [1, 50, 10, 50, 1]
    assert header["classes"] == 0
    rebuilt = network.predictions_behind(-1, shown).reshape(-1, 8, 8)
    assert np.abs(arrays["maps_4"][:, 0] / 255 - rebuilt).max() <= 1 / 255
    last = network.model.layers[-2].params["weights"]
    values, step = drawn(arrays, 3, 1 + 16 + 10)
    assert (np.abs(values - last[:MOST_UNITS].reshape(1, MOST_UNITS, 8, 8)) <= step).all()


def test_a_residual_is_a_way_around_columns():
    rows = (conv(4), RELU, conv(4), {"kind": "residual", "rows": 1}, conv(4), {"kind": "residual", "rows": 2})
    _, _, header, _ = frame_of(DIGITS.changed(layers=(*rows, FLATTEN, linear(10))))
    assert header["skips"] == [[1, 2], [2, 3]]


@pytest.mark.parametrize("name", IMAGES)
def test_every_preset_on_images_is_drawn_in_bounded_time_and_bytes(name):
    experiment = PRESETS[name]
    assert obstacle(experiment) is None
    picture, theta = NetworkPicture(experiment, experiment.samples()), first_theta(experiment)
    assert len(picture.frame(theta, 10**6)) <= LARGEST
    took = []
    for _ in range(9):
        began = time.process_time()
        picture.frame(theta, 10**6)
        took.append(time.process_time() - began)
    assert min(took) < 0.02  # 0.6 to 3 ms alone


def test_the_largest_maps_are_thinned_out():
    layers = (*[conv(16)] * 5, FLATTEN, linear(10))
    experiment = DIGITS.changed(dataset={"kind": "usps"}, layers=layers)
    theta = first_theta(experiment)
    frame = NetworkPicture(experiment, experiment.samples()).frame(theta, 10**6)
    assert len(frame) <= LARGEST
    side = unpack(frame)[1]["maps_1"].shape[-1]
    assert side in SIDES
    assert side < 16


def test_what_cannot_be_drawn_is_said():
    pooled = {"kind": "upsample2d", "factor": 2}, {"kind": "average_pool2d", "size": 2}
    assert "this network has none" in obstacle(AUTOENCODER.changed(layers=pooled))
    wide = (FLATTEN, linear(256), linear(256), linear(10))
    assert obstacle(DIGITS.changed(layers=wide)) is None
    deep = [linear(16)] * 6
    assert "too deep" in obstacle(DIGITS.changed(layers=(FLATTEN, *deep, linear(10))))
    heavy = (conv(64), conv(64), FLATTEN, linear(10))
    assert "an image takes 2,4" in obstacle(DIGITS.changed(layers=heavy))


def test_weights_gone_wild_still_give_a_frame():
    experiment = DIGITS.changed(layers=(conv(4), RELU, FLATTEN, linear(5), linear(10)))
    theta = np.full_like(first_theta(experiment), 1e30)
    _, arrays = unpack(NetworkPicture(experiment, experiment.samples()).frame(theta, 0))
    for name in ("ranges", "scales", "outputs_1", "gradients_3"):
        assert np.isfinite(arrays[name]).all(), name


@pytest.mark.parametrize(
    "layers",
    [
        (FLATTEN, linear(16), {"kind": "reshape", "to": "image"}, conv(4), FLATTEN, linear(10)),
        ({"kind": "reshape", "to": "signal"}, {"kind": "conv1d", "channels": 3, "kernel": 3}, FLATTEN, linear(10)),
        ({"kind": "batch_norm"}, conv(4), {"kind": "batch_norm"}, {"kind": "global_average_pool"}, linear(10)),
        (FLATTEN, RELU, linear(4), {"kind": "dropout"}, {"kind": "layer_norm"}, linear(10)),
        (conv(10), {"kind": "global_average_pool"}),
        (FLATTEN, linear(10)),
    ],
)
def test_stacks_of_every_kind_are_drawn(layers):
    experiment = DIGITS.changed(layers=layers)
    assert obstacle(experiment) is None
    _, _, header, arrays = frame_of(experiment)
    for number, column in enumerate(header["columns"]):
        assert arrays[f"maps_{number}"].shape[1] == len(column["names"]) <= MOST_UNITS
    assert len(arrays["biases"]) == sum(len(column["names"]) for column in header["columns"])
