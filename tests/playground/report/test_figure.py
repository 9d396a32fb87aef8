"""Figures in words, and what they are judged by."""

import numpy as np
import pytest

from playground.report.figure import Figure

ACCURACY = Figure("Test accuracy", "one", "%", reported="85.85 %", reported_value=85.85, to_reach=92.5)
SECONDS = Figure("Time", "one", "s", to_reach=60.0, at_most=True)
GAIN = Figure("Gain", "one", "points", reported="not done")


@pytest.mark.parametrize(
    ("figure", "values", "text"),
    [
        (ACCURACY, [93.0, 94.0, 95.0], "94.00 ± 1.00\u00a0%"),
        (ACCURACY, [93.456], "93.46\u00a0%"),
        (SECONDS, [3.0, 5.0], "4.00 ± 1.41\u00a0s"),
        (SECONDS, [3.0, np.nan], "3.00\u00a0s (1 of 2 seeds)"),
        (SECONDS, [np.nan, np.nan], "never"),
        (GAIN, [0.5, 1.5], "+1.00 ± 0.71\u00a0points"),
        (GAIN, [-0.25], "−0.25\u00a0points"),
        (Figure("Purity", "one", "share"), [0.5, 0.5], "0.500 ± 0.000"),
    ],
    ids=["percent", "one seed", "seconds", "one never", "never", "gain", "loss", "share"],
)
def test_what_was_measured_in_words(figure, values, text):
    assert figure.measured_text(np.array(values)) == text


@pytest.mark.parametrize(
    ("figure", "values", "verdict"),
    [
        (ACCURACY, [92.0, 93.0], "reached"),
        (ACCURACY, [92.0, 92.9], "not reached"),
        (SECONDS, [59.0, 60.9], "reached"),
        (SECONDS, [59.0, 61.0], "not reached"),
        (SECONDS, [59.0, np.nan], "not reached"),
        (GAIN, [-1.0], "shown"),
    ],
    ids=["at the bound", "below", "fast enough", "not below", "never", "to be shown"],
)
def test_the_mean_over_the_seeds_is_judged(figure, values, verdict):
    assert figure.verdict(np.array(values), comparable=True) == verdict


def test_what_was_measured_elsewhere_is_not_judged():
    assert ACCURACY.verdict(np.array([99.0]), comparable=False) == "not judged"


def test_what_is_to_be_reached_in_words():
    texts = [figure.to_reach_text for figure in (ACCURACY, SECONDS, GAIN, Figure("Time", "one", "s"))]
    assert texts == ["≥ 92.5\u00a0%", "< 60\u00a0s", "to be shown", "–"]
