"""Each finding of the doctor's: the planted ailment is found, with a figure, and its change helps."""

import dataclasses
import re

import numpy as np
import pytest

from playground.analysis.doctor import AILMENTS, Case, diagnose
from playground.experiment.presets import DEFAULT, PRESETS
from playground.experiment.problems import problems_of
from playground.training.run import DIVERGED, TrainingRun
from playground.training.trained_network import TrainedNetwork
from tests.playground.analysis.doctor.planted import (
    BY_TRIAL,
    PLANTED,
    RELU,
    SIGMOID,
    SPIRAL,
    TANH,
    classifier,
    dense,
    ended,
)

MOST_UPDATES = 5000
"""Within which each ailment is found."""


def found_rare(experiment, run):
    """Share of the rare class, which is the first, that the network finds in new samples."""
    samples = experiment.samples()
    mine = samples.x_test[samples.y_test == 0]
    return float((TrainedNetwork.of(experiment, run.theta).predictions(mine) <= 0.5).mean())


def test_every_ailment_is_planted_and_the_most_urgent_is_looked_for_first():
    assert {each.kind for each in AILMENTS} == set(PLANTED)
    assert [each.urgency for each in AILMENTS] == sorted({each.urgency for each in AILMENTS})


@pytest.mark.parametrize("kind", PLANTED)
def test_the_planted_ailment_is_found_with_its_figure_and_its_change_helps(kind):
    experiment = PLANTED[kind]
    run, case = ended(experiment, tried=kind in BY_TRIAL)
    assert case.updates <= MOST_UPDATES
    finding = diagnose(case)
    assert finding is not None
    assert finding.kind == kind
    assert re.search(r"\d", finding.text), "there is a figure in the sentence"
    assert len(finding.text) <= 160
    assert finding.label
    assert finding.measured
    changed = experiment.changed(**finding.change)
    assert changed != experiment
    assert problems_of(changed).problem is None
    goes_on = not finding.anew and not experiment.resets(changed)
    cured = TrainingRun(changed, theta=case.theta if goes_on and kind != "learnt" else None)
    while cured.reason is None:
        cured.advance(1.0)
    if kind == "learnt":
        assert cured.trainer.updates < run.trainer.updates
        assert cured.scores.train_accuracy >= run.scores.train_accuracy - 0.005
    elif kind == "rare_class":  # the cost is another one by then
        assert found_rare(changed, cured) > found_rare(experiment, run) + 0.3
    elif kind == "overfitting":
        assert cured.scores.test_loss < 0.8 * run.scores.test_loss
    else:
        assert cured.scores.train_loss < 0.8 * run.scores.train_loss


def test_units_that_are_dead_from_the_first_weights_get_another_activation():
    experiment = classifier("spirals", dense(16), RELU, dense(1), SIGMOID)
    theta = TrainingRun(experiment).theta.copy()
    theta[32:48] = -10  # the biases of the sixteen units
    run = TrainingRun(experiment, theta=theta)
    while run.reason is None:
        run.advance(1.0)
    finding = diagnose(Case.of(experiment, run.snapshot("ended", pictures=False, weights=True, health=True)))
    assert finding.kind == "dead"
    assert "100 % of the units of ReLU (layer 2)" in finding.text
    changed = experiment.changed(**finding.change)
    assert [layer.kind for layer in changed.layers] == ["linear", "leaky_relu", "linear", "sigmoid"]
    _, after = ended(changed)
    assert after.cost < 0.8 * run.scores.train_loss


def test_a_tanh_that_is_flat_from_the_first_weights_gets_small_ones():
    experiment = classifier("spirals", dense(16), TANH, dense(16), TANH, dense(1), SIGMOID)
    theta = 30 * TrainingRun(experiment).theta
    run = TrainingRun(experiment, theta=theta)
    while run.reason is None:
        run.advance(1.0)
    case = Case.of(experiment, run.snapshot("ended", pictures=False, weights=True, health=True))
    finding = diagnose(case)
    assert finding.kind == "saturated"
    changed = experiment.changed(**finding.change)
    assert all(layer.initialisation == "small" for layer in changed.layers if layer.kind == "linear")
    _, after = ended(changed)
    assert after.cost < 0.8 * case.cost


def test_where_a_stack_cannot_be_bettered_by_one_fix_squashed_outputs_are_told_of_all_the_same():
    _, case = ended(PLANTED["squashed"])
    finding = diagnose(case)
    assert "keeps these at 0 or above" in finding.measured, "the reasons are the note's"


def test_a_run_that_has_only_begun_or_does_well_is_left_alone():
    run, case = ended(DEFAULT.changed(schedule={"epochs": 15}))
    assert diagnose(case) is None
    for rows in range(len(case.curve)):
        assert diagnose(dataclasses.replace(case, curve=case.curve[:rows], reason=None)) is None
    assert run.reason != DIVERGED


def test_kinds_that_are_passed_over_are_not_found_again():
    _, case = ended(PLANTED["no_bias"], tried=True)
    assert diagnose(case).kind == "no_bias"
    assert diagnose(case, {"no_bias"}).kind == "too_small"
    assert diagnose(case, {each.kind for each in AILMENTS}) is None


def test_it_judges_without_health_and_weights_where_they_are_not_known():
    _, case = ended(PLANTED["dead"])
    bare = dataclasses.replace(case, theta=None, layers_health=None, trial=None)
    assert diagnose(bare) is None
    assert np.isnan(bare.health("dead")).all()


def test_the_gap_is_that_of_the_validation_samples_where_there_are_any():
    experiment = PLANTED["overfitting"].changed(preparation={"validation": 0.3})
    _, case = ended(experiment)
    finding = diagnose(case)
    assert finding.kind == "overfitting"
    assert "validation cost" in finding.text
    assert finding.change == {"schedule": {"keep_best": True}}
    _, after = ended(experiment.changed(**finding.change))
    assert diagnose(after) is None or diagnose(after).kind != "overfitting"


def test_a_newcomers_spiral_is_solved_by_the_doctors_first_advice():
    run, case = ended(SPIRAL, tried=True)
    assert run.scores.test_accuracy < 0.8
    finding = diagnose(case)
    run, _ = ended(SPIRAL.changed(**finding.change))
    assert run.scores.test_accuracy >= 0.95


def test_a_rate_is_never_proposed_below_what_the_optimiser_takes():
    lowest = PRESETS["Two clouds"].changed(optimiser={"learning_rate": 1e-5})
    case = Case(lowest, np.zeros((1, 8), np.float32), reason=DIVERGED)
    lowest.changed(**diagnose(case).change)
