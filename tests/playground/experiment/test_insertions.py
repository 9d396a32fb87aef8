"""Modules that fit at a place, and those that do not."""

import itertools

import pytest

from nn.layers import Conv2D, Flatten, Linear, MaxPool2D, ReLU, Residual, Tanh
from nn.module import Module
from nn.registry import data_of, make
from nn.trace import trace
from playground.experiment.insertions import fitting, stack_key
from playground.experiment.presets import PRESETS

EVERYWHERE = {"relu", "tanh", "sigmoid", "softmax", "dropout", "batch_norm"}
"""Kinds that give what they receive in the same shape, whatever it is."""


def fits(*layers, shape):
    return fitting(stack_key(data_of(layer) for layer in layers), shape)


def test_between_flat_layers_there_is_no_place_for_pictures_nor_for_what_changes_nothing():
    for place in fits(Linear(4), Tanh(), Linear(1), shape=(2,))[:2]:
        assert {"linear", *EVERYWHERE} <= place
        assert not place & {"conv2d", "max_pool2d", "global_average_pool", "flatten", "upsample2d"}


def test_what_breaks_a_later_row_does_not_fit():
    above, between, _, end = fits(Conv2D(4), MaxPool2D(), Linear(3), shape=(8, 8, 1))[:4]
    assert "flatten" not in above  # the convolution needs a picture
    assert "flatten" not in between
    assert {"conv2d", "relu"} <= above & between
    assert end is None  # below the Linear that cannot take pictures
    whole = fits(Conv2D(4), MaxPool2D(), Flatten(), Linear(3), shape=(8, 8, 1))
    assert "flatten" not in whole[1]
    assert {"max_pool2d", "relu"} <= whole[2]
    assert "linear" in whole[4]
    assert "max_pool2d" not in whole[4]


def test_at_an_error_what_frees_the_row_of_it_fits_and_below_it_nothing_is_known():
    above, *below = fits(Linear(4), ReLU(), shape=(8, 8, 1))
    assert above == {"flatten", "global_average_pool"}
    assert below == [None, None]


def test_where_nothing_frees_the_row_what_leaves_it_at_that_fits():
    (above, _) = fits(Conv2D(4), shape=(10,))
    assert "relu" in above
    assert "reshape" not in fits(Linear(2), Conv2D(4), shape=(8, 8, 1))[2:]


def test_an_empty_stack_has_one_place():
    (only,) = fits(shape=(8, 8, 1))
    assert {"conv2d", "max_pool2d", "flatten"} <= only
    assert "linear" not in only


def test_a_residual_fits_where_the_shapes_it_adds_are_the_same():
    places = fits(Linear(4), Tanh(), Linear(4), shape=(2,))
    assert ["residual" in place for place in places] == [False, False, False, True]
    assert "residual" not in fits(shape=(2,))[0]


def test_what_is_put_between_leaves_a_residual_the_row_that_it_adds():
    places = fits(Linear(4), Tanh(), Residual(1), Linear(1), shape=(2,))
    assert "dropout" in places[1]
    assert "linear" not in places[1], "with its usual units it would change the shape of one of the two"
    wide = fits(Linear(10), Tanh(), Residual(1), Linear(1), shape=(2,))
    assert {"linear", "tanh"} <= wide[1] & wide[2]


@pytest.mark.parametrize("name", PRESETS)
def test_a_module_fits_exactly_where_the_whole_stack_then_has_no_error(name):
    """As if each were tried by itself, but for what lays values out anew and changes nothing."""
    experiment = PRESETS[name]
    layers, shape = list(experiment.layers), experiment.dataset.shape
    places = fitting(stack_key(experiment.layers_data()), shape)
    assert len(places) == len(layers) + 1
    for (place, found), kind in itertools.product(enumerate(places), Module.kinds()):
        module = make(Module, {"kind": kind})
        rows = trace([*layers[:place], module, *layers[place:]], shape)
        idle = module.group == "Shape" and rows[place].shape_in == rows[place].shape_out
        assert (kind in found) == (not idle and not any(row.error for row in rows)), (place, kind)
