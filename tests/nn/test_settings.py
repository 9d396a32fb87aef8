"""Values that a setting takes, and those that it refuses in words."""

import json

import numpy as np
import pytest

from nn.layers import Dropout, Linear
from nn.optimisers import SGD
from nn.registry import data_of
from nn.settings import SpecError, brief, finite_number
from tests.hostile import NUMBERS

OUT_OF_BOUNDS = [number for number in NUMBERS if not 0.001 < number < 10]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (np.int8(-3), -3),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (np.float32(0.5), 0.5),
        (np.longdouble(0.5), 0.5),
        (-0.0, 0.0),
        (10**308, 10**308),
        *((value, None) for value in (10**309, -(10**400), 10**5000, float("nan"), np.float32(np.inf), True)),
        *((value, None) for value in (np.bool_(True), np.timedelta64(3, "s"), np.array(3), 1j, "1", None, int)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_finite_number_is_pythons_own(value, number):
    found = finite_number(value)
    assert found == number
    assert type(found) is type(number)
    assert str(found) == str(number)


def test_settings_take_numpys_values_as_pythons_own():
    linear = Linear(np.int64(3), bias=np.bool_(False), initialisation=np.str_("he"))
    data = {"kind": "linear", "units": 3, "bias": False, "initialisation": "he"}
    assert json.loads(json.dumps(data_of(linear))) == data
    assert [type(value) for value in data_of(linear).values()] == [str, int, bool, str]
    rate = SGD(np.float32(0.5)).learning_rate
    assert (type(rate), rate) == (float, 0.5)
    assert type(Linear(np.float64(3)).units) is int
    assert str(Dropout(-0.0).rate) == "0.0"


@pytest.mark.parametrize("value", [*OUT_OF_BOUNDS, 10**5000, Linear, "3", None], ids=lambda value: type(value).__name__)
def test_a_setting_out_of_bounds_is_refused_naming_what_is_allowed(value):
    with pytest.raises(
        SpecError, match=r"SGD: learning rate must be a finite number from 0\.00001 to 10; it is .{1,90}\.$"
    ):
        SGD(value)
    with pytest.raises(SpecError, match=r"Linear: units must be a whole number from 1 to 4096; it is .{1,90}\.$"):
        Linear(value)


def test_what_cannot_be_written_is_called_by_its_type():
    assert brief("abc", 3) == "'ab"
    assert brief(10**5000) == "a value of type int that is too large to be written"
