"""A race that several tests look at."""

import pytest

from playground.laboratory.modes import contestants
from tests.playground.laboratory.races import SMALL, race


@pytest.fixture(scope="session")
def raced():
    """A race of three over three epochs, and everything that was reported on the way."""
    reports = []
    result = race(contestants(SMALL, (10,)), report=lambda *each: reports.append(each))
    return result, reports
