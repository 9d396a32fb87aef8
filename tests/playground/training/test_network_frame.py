"""Frames of the network picture: what every unit gives over the plane, and what cannot be drawn, in words."""

import numpy as np
import pytest

from nn.module import Module, ShapeError
from nn.registry import make
from playground.datasets import Dataset
from playground.datasets.point_set import FURTHER_INPUTS, PointSet
from playground.experiment.presets import DEFAULT
from playground.processes.wire import unpack
from playground.training.evaluation import plane_extent
from playground.training.network_columns import MOST_LAYERS, MOST_UNITS, obstacle
from playground.training.network_frame import NetworkPicture, network_frame
from playground.training.plane_tiles import MOST_LEARNT, SIDES
from playground.training.run import TrainingRun

FINE_SIDE, _, COARSE_SIDE = SIDES
LARGEST = 60_000


def linear(units, **settings):
    return {"kind": "linear", "units": units, **settings}


TANH, SIGMOID, RELU, SOFTMAX = ({"kind": kind} for kind in ("tanh", "sigmoid", "relu", "softmax"))
DROPOUT = {"kind": "dropout"}


def stacked(*layers, **parts):
    return DEFAULT.changed(layers=layers, **parts)


def frame_of(experiment):
    """The run, and the frame's header and arrays, with the maps of all columns as `maps`."""
    samples = experiment.dataset.load()
    run = TrainingRun(experiment, samples)
    header, arrays = unpack(network_frame(experiment, samples, run.model.theta, 7))
    maps = [arrays[f"maps_{number}"][0] for number in range(len(header["columns"]))]
    return run, header, {**arrays, "maps": np.concatenate(maps)}


def titles(header):
    return [column["title"] for column in header["columns"]]


def cells(experiment, samples):
    """The inputs at the middle of each cell, top row first, worked out a cell at a time."""
    extent = plane_extent(samples)
    at = [extent * (2 * (number + 0.5) / FINE_SIDE - 1) for number in range(FINE_SIDE)]
    points = np.array([(x1, x2) for x2 in reversed(at) for x1 in at])
    return experiment.dataset.expand(points)


def test_every_unit_of_the_default_is_its_own_output_over_the_plane():
    run, header, arrays = frame_of(DEFAULT)
    assert titles(header) == ["Inputs", "Linear 10 + Tanh", "Linear 1 + Sigmoid"]
    assert [column["role"] for column in header["columns"]] == ["inputs", "hidden", "outputs"]
    assert [column["link"] for column in header["columns"]] == [None, "weights", "weights"]
    assert header["columns"][0]["names"] == ["x₁", "x₂"]
    assert header["columns"][2]["names"] == ["class 1"]
    assert header["updates"] == 7
    assert header["classes"] == 2
    first, tanh, second, sigmoid = run.model.layers
    values = cells(DEFAULT, DEFAULT.dataset.load())
    hidden = tanh.predict(first.predict(values))
    expected = np.concatenate([values, hidden, sigmoid.predict(second.predict(hidden))], axis=1).T
    low, high = (arrays["scales"][:, end, None] for end in (0, 1))
    drawn = low + (high - low) * arrays["maps"].reshape(13, -1) / 255
    assert np.abs(drawn - expected).max() <= ((high - low) / 255).max()
    np.testing.assert_allclose(arrays["ranges"], np.stack([expected.min(1), expected.max(1)], 1), rtol=1e-5)
    np.testing.assert_array_equal(arrays["scales"][:-1], arrays["ranges"][:-1])
    np.testing.assert_array_equal(arrays["scales"][-1], (0, 1))
    np.testing.assert_array_equal(arrays["weights_1"], first.params["weights"])
    np.testing.assert_array_equal(arrays["weights_2"], second.params["weights"])
    assert np.isnan(arrays["biases"][:2]).all()
    np.testing.assert_array_equal(arrays["biases"][2:12], first.params["bias"])


def test_the_first_input_grows_to_the_right_and_the_second_upwards():
    _, _, arrays = frame_of(DEFAULT)
    x1, x2 = arrays["maps"][:2].astype(int)
    assert (np.diff(x1, axis=1) > 0).all()
    assert (np.diff(x2, axis=0) < 0).all()
    assert (x1.min(), x1.max()) == (x2.min(), x2.max()) == (0, 255)


def test_the_outputs_are_those_of_the_live_plot():
    experiment = stacked(linear(3), TANH, linear(2), loss={"kind": "cross_entropy"})
    run, header, arrays = frame_of(experiment)
    assert titles(header)[-1] == "Linear 2 + Softmax of the loss"
    assert header["columns"][-1]["names"] == ["class 0", "class 1"]
    expected = run.model.predict(cells(experiment, experiment.dataset.load()))
    assert np.abs(arrays["maps"][-2:].reshape(2, -1) / 255 - expected.T).max() <= 1 / 255


def test_a_softmax_at_the_end_is_applied_once():
    ended = stacked(linear(2), SOFTMAX, loss={"kind": "cross_entropy"})
    left_out = stacked(linear(2), loss={"kind": "cross_entropy"})
    _, header, arrays = frame_of(ended)
    assert titles(header)[-1] == "Linear 2 + Softmax"
    np.testing.assert_array_equal(arrays["maps"], frame_of(left_out)[2]["maps"])


def test_values_are_drawn_in_the_live_plots_range():
    run, header, arrays = frame_of(stacked(linear(1), dataset={"kind": "gaussian_bumps"}))
    assert header["classes"] == 0
    assert header["columns"][-1]["names"] == ["value"]
    np.testing.assert_allclose(arrays["scales"][-1], run.snapshot("training").plane_range, rtol=1e-6)


def test_all_further_inputs_have_maps():
    experiment = stacked(linear(1), SIGMOID, dataset={"kind": "moons", **dict.fromkeys(FURTHER_INPUTS, True)})
    _, header, arrays = frame_of(experiment)
    assert header["columns"][0]["names"] == ["x₁", "x₂", "1", "x₁²", "x₂²", "x₁·x₂", "sin x₁", "sin x₂"]
    assert arrays["maps"].shape == (9, FINE_SIDE, FINE_SIDE)
    np.testing.assert_array_equal(arrays["ranges"][2], (1, 1))
    assert (arrays["maps"][2] == 0).all(), "a constant unit stands at the one end of its scale"


def test_inputs_are_standardised_as_the_network_sees_them():
    experiment = stacked(linear(1), preparation={"kind": "preparation", "standardise": True})
    _, header, arrays = frame_of(experiment)
    _, plain_header, plain = frame_of(stacked(linear(1)))
    assert (header["standardised"], plain_header["standardised"]) == (True, False)
    assert np.ptp(arrays["ranges"][0]) < np.ptp(plain["ranges"][0])


def test_of_more_units_than_there_is_room_for_the_first_are_sent():
    run, header, arrays = frame_of(stacked(linear(64), TANH, linear(20, bias=False), RELU, linear(1)))
    assert [column["units"] for column in header["columns"]] == [2, 64, 20, 1]
    assert [len(column["names"]) for column in header["columns"]] == [2, MOST_UNITS, MOST_UNITS, 1]
    assert arrays["maps"].shape == (2 + 2 * MOST_UNITS + 1, FINE_SIDE, FINE_SIDE)
    assert arrays["weights_1"].shape == (2, MOST_UNITS)
    np.testing.assert_array_equal(arrays["weights_2"], run.model.layers[2].params["weights"][:MOST_UNITS, :MOST_UNITS])
    assert arrays["weights_3"].shape == (MOST_UNITS, 1)
    assert np.isnan(arrays["biases"][2 + MOST_UNITS : 2 + 2 * MOST_UNITS]).all()


@pytest.mark.parametrize(
    ("layers", "expected", "links"),
    [
        ((), ["Inputs"], [None]),
        ((TANH,), ["Inputs", "Tanh"], [None, "same"]),
        ((SOFTMAX,), ["Inputs", "Softmax"], [None, "same"]),
        ((DROPOUT, linear(2)), ["Inputs + Dropout", "Linear 2"], [None, "weights"]),
        ((TANH, linear(2)), ["Inputs", "Tanh", "Linear 2"], [None, "same", "weights"]),
        (
            (linear(2), TANH, DROPOUT, linear(1), SIGMOID),
            ["Inputs", "Linear 2 + Tanh + Dropout", "Linear 1 + Sigmoid"],
            [None, "weights", "weights"],
        ),
        ((linear(3), linear(2), SOFTMAX), ["Inputs", "Linear 3", "Linear 2 + Softmax"], [None, "weights", "weights"]),
    ],
)
def test_columns_of_a_stack(layers, expected, links):
    experiment = stacked(*layers)
    samples = experiment.dataset.load()
    count = sum(shape_count(layers))
    assert obstacle(experiment) is None
    header, _ = unpack(network_frame(experiment, samples, np.zeros(count, np.float32), 0))
    assert titles(header) == expected
    assert [column["link"] for column in header["columns"]] == links


def test_a_residual_adds_to_its_column_and_its_title_says_what():
    inner = ({"kind": "residual", "rows": 2}, {"kind": "residual", "rows": 4})
    experiment = stacked(linear(2), TANH, linear(2), inner[0], inner[1], linear(1), SIGMOID)
    run, header, arrays = frame_of(experiment)
    assert titles(header) == [
        "Inputs",
        "Linear 2 + Tanh",
        "Linear 2 + Residual (adds row 1) + Residual (adds the inputs)",
        "Linear 1 + Sigmoid",
    ]
    values = cells(experiment, experiment.dataset.load()).astype(np.float32)
    first, tanh, second, *_ = run.model.layers
    one = first.predict(values)
    expected = second.predict(tanh.predict(one)) + one + values
    np.testing.assert_allclose(arrays["ranges"][4:6, 0], expected.min(axis=0), rtol=1e-4)
    np.testing.assert_allclose(arrays["ranges"][4:6, 1], expected.max(axis=0), rtol=1e-4)


def shape_count(layers):
    """Parameters of each Linear, from two inputs on."""
    width = 2
    for layer in layers:
        if layer["kind"] == "linear":
            yield (width + 1) * layer["units"]
            width = layer["units"]


@pytest.mark.parametrize("kind", list(Module.kinds()))
def test_every_module_is_drawn_or_said_to_be_an_obstacle(kind):
    module = make(Module, {"kind": kind})
    experiment = stacked(linear(3), linear(3), linear(3), {"kind": kind}, linear(1), SIGMOID)
    try:
        fits = module.output_shape((3,)) is not None
    except ShapeError:
        fits = False
    words = obstacle(experiment)
    if not fits:
        assert words == "The network can be drawn once its stack fits together."
    elif words is None:
        _, header, arrays = frame_of(experiment)
        assert sum(len(column["names"]) for column in header["columns"]) == len(arrays["maps"])
        assert np.isfinite(arrays["ranges"]).all()
    else:
        assert module.title() in words


@pytest.mark.parametrize("kind", [kind for kind, dataset in Dataset.kinds().items() if issubclass(dataset, PointSet)])
def test_every_point_set_is_drawn(kind):
    dataset = {"kind": kind}
    width = make(Dataset, dataset).task.widths()[0]
    run, header, _ = frame_of(stacked(linear(4), TANH, linear(width), dataset=dataset))
    assert len(header["columns"][-1]["names"]) == width == run.model.output_shape[0]


def test_the_largest_picture_is_drawn_coarser():
    _, _, arrays = frame_of(stacked(*[linear(20), TANH] * (MOST_LAYERS - 1), linear(1)))
    assert arrays["maps"].shape == (2 + (MOST_LAYERS - 1) * MOST_UNITS + 1, COARSE_SIDE, COARSE_SIDE)


def test_the_largest_frame_is_bounded():
    further = {"kind": "moons", **dict.fromkeys(FURTHER_INPUTS, True)}
    experiment = stacked(*[linear(16), TANH] * (MOST_LAYERS - 1), linear(2), dataset=further)
    samples = experiment.dataset.load()
    theta = TrainingRun(experiment, samples).model.theta
    assert 40_000 < len(network_frame(experiment, samples, theta, 10**6)) <= LARGEST


def test_gradients_are_those_of_the_cost_of_the_first_training_points():
    run, header, arrays = frame_of(DEFAULT)
    assert header["gradients_of"] == "the first 200 training points"
    samples, model, step = DEFAULT.dataset.load(), run.model, 1e-2
    inputs = samples.x_train[:MOST_LEARNT].astype(np.float32)
    targets = samples.y_train[:MOST_LEARNT, None].astype(np.float32)

    def cost():
        return float(np.mean((model.predict(inputs).astype(np.float64) - targets) ** 2))

    for named, found in (
        (model.layers[0].params["weights"], arrays["gradients_1"]),
        (model.layers[2].params["weights"], arrays["gradients_2"]),
        (model.layers[0].params["bias"], arrays["bias_gradients"][2:12]),
    ):
        for place in np.ndindex(named.shape):
            before = named[place]
            named[place] = before + step
            above = cost()
            named[place] = before - step
            slope = (above - cost()) / (2 * step)
            named[place] = before
            assert found[place] == pytest.approx(slope, abs=2e-4)
    assert np.isnan(arrays["bias_gradients"][:2]).all()


def test_no_value_is_silenced_in_the_picture_and_running_means_stay():
    silenced = stacked(linear(8), DROPOUT, {"kind": "batch_norm"}, linear(1), SIGMOID)
    samples = silenced.dataset.load()
    theta = TrainingRun(silenced, samples).model.theta
    picture = NetworkPicture(silenced, samples)
    first = picture.frame(theta, 0)
    assert picture.frame(theta, 0) == first


def test_what_is_too_deep_or_too_large_is_said_in_words():
    deep = [linear(2), TANH] * MOST_LAYERS
    assert obstacle(stacked(*deep)) is None
    assert "too deep to draw: it has 7 layers" in obstacle(stacked(*deep, linear(1)))
    assert "too large to draw" in obstacle(stacked(linear(256), linear(256), linear(1)))


def test_weights_of_another_network_are_refused():
    samples = DEFAULT.dataset.load()
    with pytest.raises(ValueError, match="41 parameters; the weights to draw are 1"):
        network_frame(DEFAULT, samples, np.zeros(1, np.float32), 0)


def test_weights_gone_wild_still_give_a_frame():
    samples = DEFAULT.dataset.load()
    _, arrays = unpack(network_frame(DEFAULT, samples, np.full(41, 3e4, np.float32), 0))
    assert np.isfinite(arrays["ranges"]).all()
