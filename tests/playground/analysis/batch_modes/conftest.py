"""A race that several tests look at."""

import pytest

from playground.analysis.batch_modes.modes import contestants
from tests.playground.analysis.batch_modes.races import SMALL, race


@pytest.fixture(scope="session")
def raced():
    """A race of three over three epochs, and everything that was reported on the way."""
    reports = []
    result = race(contestants(SMALL, (10,)), report=lambda *each: reports.append(each))
    return result, reports
