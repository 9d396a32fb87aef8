"""What holds for every test."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

# As in the processes of the app, and before NumPy is there: where the threads of several tests, and of what these have
# started, wait for each other, small matrices take a hundred times as long.
os.environ.update(
    dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")
)

from playground.experiment.presets import PRESETS
from playground.server.session import Session
from playground.training.speeds import FULL
from tests.flaky import pytest_collection_modifyitems, pytest_terminal_summary

__all__ = ["pytest_collection_modifyitems", "pytest_terminal_summary"]


def _described() -> str:
    return json.dumps({name: preset.data() for name, preset in PRESETS.items()})


_AT_FIRST = _described()


@pytest.fixture(autouse=True, scope="session")
def nobody_watches() -> Iterator[None]:
    """Trainings of the tests' own sessions do not wait for an eye, unless one chooses another speed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "first_speed", FULL)
        yield


@pytest.fixture(autouse=True, scope="module")
def presets_stay_as_they_are() -> Iterator[None]:
    """All visitors share the parts of a preset: whoever changed one would change it for everybody.

    To look costs as much as many a test, so it is done once a file.
    """
    yield
    assert _described() == _AT_FIRST, "a preset was written to by a test of this file"
