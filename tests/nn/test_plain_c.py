"""The trainer in plain C, which the benchmarks compare with, trains the very networks that ours trains."""

import dataclasses

import numpy as np
import pytest

from benchmarks import plain_c
from benchmarks.cases import CASES
from nn.optimisers import SGD

pytestmark = pytest.mark.skipif(not plain_c.available(), reason="gcc is not here: there is no trainer in C")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}, {case.batch_size}")
def test_three_steps_agree(case):
    case = dataclasses.replace(case, batch_size=min(case.batch_size, 12))
    theirs, ours, optimiser = plain_c.Network(case, case.batch_size), case.model(), SGD(learning_rate=0.1)
    x, y = case.samples(case.batch_size)
    for _ in range(3):
        value, dz = case.loss.value_and_gradient(ours.forward(x, training=True), y)
        ours.backward(dz)
        optimiser.update(ours.theta, ours.dtheta)
        assert theirs.step(x, y, 0.1) == pytest.approx(value, rel=1e-4)
    np.testing.assert_allclose(theirs.theta, ours.theta, rtol=1e-3, atol=2e-5)


def test_what_it_is_compiled_with_leaves_the_process_its_smallest_numbers():
    plain_c.Network(CASES[0], 1)
    assert np.float32(1e-40) * np.float32(1) != 0
    assert float.fromhex("0x1p-1074") * 1.0 != 0
