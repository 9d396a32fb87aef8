"""No formula without reference numbers."""

from pathlib import Path

import pytest

from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser

REFERENCES = "".join(
    path.read_text("utf-8") for path in Path(__file__).parent.glob("test_reference_*.py") if path != Path(__file__)
)
KINDS = [cls for family in (Module, Loss, Optimiser) for cls in family.kinds().values()]


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: cls.kind)
def test_every_kind_is_held_by_numbers(cls):
    assert f'"{cls.kind}"' in REFERENCES or f"{cls.__name__}(" in REFERENCES, (
        f"{cls.title()} has no numbers of another implementation's in tests/nn/test_reference_*.py: add a case there."
    )
