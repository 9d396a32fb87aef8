"""Networks whose weights are huge, as those of a diverging training are at last, are looked at without a word in the
server's log: a warning is an error in these tests."""

import numpy as np
import pytest

from playground.analysis.batch_modes.paths import weight_paths
from playground.analysis.classification import read_drawing
from playground.analysis.codes.autoencoder import autoencoder_of
from playground.analysis.evaluation.judgement import judge
from playground.analysis.interpretability.best_patches import best_patches
from playground.analysis.interpretability.filter_response import filter_outputs
from playground.analysis.interpretability.filters import filter_layers
from playground.analysis.interpretability.frames import outputs_frame
from playground.analysis.interpretability.layer_outputs import layer_outputs
from playground.analysis.interpretability.saliency import saliency
from playground.drawing.drawing import Drawing
from playground.experiment.presets import DEFAULT, DIGITS, PRESETS
from playground.training.health import layer_health
from playground.training.network_frame import network_frame
from playground.training.run import TrainingRun
from playground.training.trained_network import TrainedNetwork

DRAWING = Drawing(strokes=(((0.3, 0.3), (0.6, 0.7)),))
CODED = PRESETS["Autoencoder, digits 8 × 8"]
PLAIN = CODED.changed(loss={"kind": "mse"}, layers=CODED.layers[:-1])
CONVOLUTION = DIGITS.changed(
    layers=({"kind": "conv2d", "channels": 4}, {"kind": "relu"}, *DIGITS.layers[:2], *DIGITS.layers[2:])
)


def huge(experiment, size):
    theta = TrainingRun(experiment).model.theta
    return (theta * np.float32(size) + np.float32(size)).astype(np.float32)


@pytest.mark.parametrize("size", [1e15, 1e30])
class TestHugeWeights:
    def test_of_points_are_pictured(self, size):
        relu = DEFAULT.changed(layers=(DEFAULT.layers[0], {"kind": "relu"}, *DEFAULT.layers[2:3]))
        network_frame(relu, relu.dataset.load(), huge(relu, size), 1)

    def test_of_digits_are_read_judged_and_looked_into(self, size):
        theta = huge(CONVOLUTION, size)
        samples = CONVOLUTION.dataset.load()
        read_drawing(TrainedNetwork.of(CONVOLUTION, theta), DRAWING, centre=True)
        judge(CONVOLUTION, theta, samples)
        network, image = TrainedNetwork.of(CONVOLUTION, theta), samples.x_test[0]
        outputs_frame(layer_outputs(network, image), network.classes)
        best_patches(network, 0, samples.x_test[:50])
        saliency(network, image, 3)
        assert np.isfinite(filter_outputs(network, filter_layers(network)[0], image)).all()

    def test_of_an_autoencoder_rebuild(self, size):
        autoencoder = autoencoder_of(PLAIN, huge(PLAIN, size), 3)
        autoencoder.errors(PLAIN.dataset.load().x_test[:20])

    def test_have_a_size_that_is_a_number(self, size):
        model = TrainingRun(DIGITS).model
        model.theta[...] = size
        with np.errstate(over="ignore", invalid="ignore"):
            found = layer_health(model, DIGITS.dataset.load().x_test)
        np.testing.assert_allclose(found[1, 0], size, rtol=1e-5)


def test_paths_too_large_for_a_plane_are_left_out_in_words():
    path = np.array([[0, 0, 0], [1e30, 1, 2], [3e30, 0, 1]], np.float32)
    with pytest.raises(ValueError, match="a network has diverged, and its weights are too large"):
        weight_paths({"One": path})
