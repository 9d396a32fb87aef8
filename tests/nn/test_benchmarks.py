"""The benchmark runs, whatever is installed."""

import importlib.util

import numpy as np
import pytest

from benchmarks import bare, figures, ours, products, step_time
from benchmarks.cases import CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.batch_size}")
def test_bare_calls_stay_finite(case):
    step = bare.step(case) or products.step(case)
    with np.errstate(all="raise"):
        for _ in range(3):
            step()


def test_a_table_is_printed_and_what_is_missing_is_named(capsys, monkeypatch):
    monkeypatch.setattr(step_time, "BLOCKS", 1)
    monkeypatch.setattr(step_time, "SECONDS_PER_BLOCK", 1e-4)
    monkeypatch.setattr(step_time, "CASES", CASES[:1])
    monkeypatch.setattr(step_time, "alone", lambda times, *arguments: times(*arguments))
    monkeypatch.setattr(figures, "training_memory", lambda: 0.0)
    monkeypatch.setattr(figures, "USPS_SAMPLES", 40)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    step_time.main()
    printed = capsys.readouterr().out
    assert printed.count(CASES[0].name) == 2
    assert "torch is not installed" in printed
    assert "sklearn is not installed" in printed


def test_a_training_step_reports_progress():
    assert ours.training(CASES[0], 5)().update == 1
