"""No preset, trained as it is, gets a false alarm, at any moment of its training."""

import dataclasses

import pytest

from playground.analysis.doctor import diagnose
from playground.experiment.presets import PRESETS
from tests.playground.analysis.doctor.planted import ended
from tests.real_digits import require_files

ILL = {"Four clouds, no bias anywhere": "no_bias"}
"""The report's network without a bias is there to be seen failing: the doctor is right."""
QUICK = [
    *(name for name, preset in PRESETS.items() if preset.dataset.kind not in ("usps", "mnist", "pendigits")),
    "USPS digits, two layers (the report's)",
    "USPS digits, 100 images, Conv1D (the report's)",
]
LOOKS = 60
"""Moments of a training at which the doctor looks."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else [pytest.mark.nightly]) for name in PRESETS]
)
def test_no_preset_gets_a_false_alarm(name):
    preset = PRESETS[name]
    require_files(preset.dataset)
    _, case = ended(preset, tried=True)
    found = [diagnose(case)]
    for rows in range(1, len(case.curve), max(1, len(case.curve) // LOOKS)):
        before = dataclasses.replace(
            case, curve=case.curve[:rows], layers_health=case.layers_health[:rows], theta=None, reason=None, trial=None
        )
        found.append(diagnose(before))
    kinds = {each.kind for each in found if each is not None}
    assert kinds - {"learnt"} == ({ILL[name]} if name in ILL else set())


def test_at_most_one_preset_in_twenty_is_ill():
    assert 20 * len(ILL) <= len(PRESETS)
    assert set(ILL) <= set(PRESETS)
