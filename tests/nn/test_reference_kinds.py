"""No formula without reference numbers."""

import pytest

from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser
from tests.nn import (
    test_reference_batch_norm,
    test_reference_dropout,
    test_reference_images,
    test_reference_layer_norm,
    test_reference_layers,
    test_reference_losses,
    test_reference_optimisers,
    test_reference_pools,
    test_reference_residual,
    test_reference_signals,
)
from tests.nn.reference import Case

TABLES = [
    *test_reference_layers.LINEAR,
    *test_reference_layers.ACTIVATIONS,
    *test_reference_layers.SHAPES,
    *test_reference_signals.SIGNALS,
    *test_reference_images.IMAGES,
    *test_reference_pools.MAXIMA,
    *test_reference_pools.MEANS,
    *test_reference_batch_norm.BATCHES,
    *test_reference_layer_norm.SAMPLES,
]
# its numbers are drawn: what is held are their shares and factors
DRAWN = {test_reference_dropout.Dropout.kind}
# it has its numbers in networks, for alone it has nothing to add
CONNECTED = {test_reference_residual.Residual.kind}
HELD = (
    DRAWN
    | CONNECTED
    | {case.module["kind"] for case in TABLES if isinstance(case, Case)}
    | {kind for kind, *_numbers in test_reference_losses.CASES}
    | {data["kind"] for data, *_numbers in test_reference_optimisers.STEPS}
)


@pytest.mark.parametrize("family", [Module, Loss, Optimiser])
def test_every_kind_is_held_by_numbers(family):
    assert not family.kinds().keys() - HELD, (
        "These have no numbers of another implementation's in tests/nn/test_reference_*.py: add a case there."
    )
