"""The ways of the weights in their plane, and the cost around them."""

import numpy as np
import pytest

from playground.analysis.batch_modes import training_cost
from playground.analysis.batch_modes.modes import FULL_BATCH, contestants
from playground.analysis.batch_modes.paths import Plane, cost_surface, extent_of, weight_paths
from playground.analysis.batch_modes.training_cost import TrainingCost
from playground.analysis.runs.raced_runs import raced_runs
from playground.experiment.presets import DIGITS
from playground.training.run import TrainingRun
from tests.playground.analysis.batch_modes.races import SMALL, data_of, race


def test_the_plane_of_hand_made_paths():
    # along the first axis 8 wide, along the second 4, along the third, which the plane leaves out, 1
    one = np.array([[-4.0, 0, 0], [4, 0, 0]])
    other = np.array([[0.0, -2, 0], [0, 2, 0], [0, 0, 0.5], [0, 0, -0.5]])
    shift = np.array([10.0, 20, 30])
    plane, places = weight_paths({"one": one + shift, "other": other + shift})
    np.testing.assert_allclose(plane.origin, shift)
    np.testing.assert_allclose(plane.directions, [[1, 0, 0], [0, 1, 0]], atol=1e-12)
    np.testing.assert_allclose(places["one"], [[-4, 0], [4, 0]], atol=1e-12)
    np.testing.assert_allclose(places["other"], [[0, -2], [0, 2], [0, 0], [0, 0]], atol=1e-12)
    # variances 32 : 8 : 0.5
    np.testing.assert_allclose(plane.shares, [32 / 40.5, 8 / 40.5])
    np.testing.assert_allclose(plane.point(-4, 2), shift + np.array([-4, 2, 0]))


def test_the_plane_does_not_depend_on_the_order_of_the_paths():
    rng = np.random.default_rng(3)
    paths = {"one": rng.normal(size=(5, 7)), "other": rng.normal(size=(6, 7))}
    _, places = weight_paths(paths)
    _, turned = weight_paths(dict(reversed(paths.items())))
    for name in paths:
        np.testing.assert_allclose(turned[name], places[name], atol=1e-9)


@pytest.mark.parametrize("shape", [(1, 5), (5, 1)], ids=["one moment", "one weight"])
def test_no_plane_without_two_weights_and_moments(shape):
    with pytest.raises(ValueError, match="A plane needs two weights and two moments"):
        weight_paths({"one": np.ones(shape)})


def test_the_extent_holds_all_paths_with_a_margin():
    extent = extent_of({"one": np.array([[0.0, 0], [10, 0]]), "other": np.array([[5.0, 0]])})
    np.testing.assert_allclose(extent[0], [-1.5, 11.5])
    assert extent[1, 0] < 0 < extent[1, 1]


def test_the_surface_is_the_cost_at_each_place():
    theta = TrainingRun(SMALL).model.theta.astype(np.float64)
    rng = np.random.default_rng(0)
    directions = np.linalg.qr(rng.normal(size=(theta.size, 2)))[0].T
    plane = Plane(theta, directions, np.array([0.5, 0.5]))
    surface = cost_surface(SMALL, plane, np.array([[-2.0, 2], [-1, 3]]), side=5)
    cost = TrainingCost(SMALL)
    assert surface.shape == (5, 5)
    # row: place along the second direction, column: along the first
    assert surface[3, 1] == np.float32(cost.at(plane.point(-1, 2)))
    assert surface[1, 3] == np.float32(cost.at(plane.point(1, 0)))
    assert surface[1, 2] == np.float32(cost.at(theta))
    assert surface[3, 1] != surface[1, 3]


def test_the_surface_of_a_large_network_is_left_out_in_words(monkeypatch):
    monkeypatch.setattr(training_cost, "MOST_WORK", 10**9)
    found = race(contestants(DIGITS, ()), seconds=0.02)
    assert "surface" not in found["landscape"]
    assert found["landscape"]["left_out"].startswith("The cost surface is left out: with 4,810 parameters")
    assert found["landscape"]["paths"][FULL_BATCH].shape[1] == 2
    assert found["noise"]["first"]["left_out"].startswith("The gradient noise is left out: with 4,810 parameters")


def test_a_stack_that_learns_nothing_has_no_plane():
    described = SMALL.changed(layers=({"kind": "tanh"},), loss={"kind": "cross_entropy"})
    racing = contestants(described, (10,))
    found = race(racing)
    assert all(run.theta.size == 0 for run in raced_runs(data_of(racing), found))
    assert "A plane needs two weights" in found["landscape"]["left_out"]
    assert "left_out" in found["noise"]["first"]
