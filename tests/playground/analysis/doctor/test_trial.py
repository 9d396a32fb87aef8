"""The trial: what it tries, how long, and which of it is offered."""

import dataclasses

import numpy as np
import pytest

from playground.analysis.doctor import trial
from playground.analysis.doctor.trial import (
    FEWEST_UPDATES,
    MOST_UPDATES,
    MOST_WORK,
    best_of,
    trial_job,
    updates_of,
    worth_a_trial,
)
from playground.experiment.limits import largest_batch, rows_of, work_of
from playground.experiment.presets import DEFAULT, PRESETS
from playground.processes.messages import pack_message, unpack_message
from playground.training.run import TrainingRun
from tests.playground.analysis.doctor.planted import PLANTED, ended

SHORT = DEFAULT.changed(schedule={"epochs": 2})
LARGE = PRESETS["MNIST digits, Conv2D"]


def tried(monkeypatch, experiment, updates=60):
    """The trial of an experiment from its first weights, of so many updates, and what it has told meanwhile."""
    monkeypatch.setattr(trial, "MOST_UPDATES", updates)
    told = []
    theta = TrainingRun(experiment).theta
    found = trial_job(lambda share, text: told.append((share, text)), experiment=experiment.data(), theta=theta)
    return found, told


def of(cost, of="rate", name="a", anew=False):
    """What a trial tells of a contestant."""
    return {"of": of, "name": name, "label": name, "change": {}, "anew": anew, "cost": cost}


def test_it_tells_of_each_contestant_before_it_begins_and_its_result_can_be_sent(monkeypatch):
    found, told = tried(monkeypatch, SHORT)
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert len(told) == len(found["tried"]) + 1
    assert unpack_message(pack_message(found))["updates"] == found["updates"] == 60
    for each in found["tried"]:
        assert SHORT.changed(**each["change"]) != SHORT


def test_the_same_trial_finds_the_same(monkeypatch):
    assert tried(monkeypatch, SHORT)[0] == tried(monkeypatch, SHORT)[0]


def test_work_is_bounded_before_it_begins():
    for preset in PRESETS.values():
        work = sum(map(work_of, rows_of(preset))) * largest_batch(preset)
        assert updates_of(preset) <= MOST_UPDATES
        assert updates_of(preset) * work <= MOST_WORK


def test_a_network_that_is_too_large_is_not_tried():
    assert updates_of(LARGE) < FEWEST_UPDATES
    with pytest.raises(ValueError, match="too large to be tried"):
        trial_job(lambda _share, _text: None, experiment=LARGE.data(), theta=np.zeros(1, np.float32))


def test_of_an_autoencoder_the_network_stays_for_its_code_is_to_be_narrow(monkeypatch):
    found, _ = tried(monkeypatch, PRESETS["Autoencoder, digits 8 × 8"], updates=50)
    assert found["tried"]
    assert all("layers" not in each["change"] for each in found["tried"])


def test_a_rate_with_which_the_cost_is_no_number_has_no_cost(monkeypatch):
    found, _ = tried(monkeypatch, PRESETS["Two clouds"])
    costs = {each["name"]: each["cost"] for each in found["tried"]}
    assert costs["a learning rate of 10"] is None
    assert costs["a learning rate of 0.01"] is not None


def test_large_inputs_are_standardised_and_usual_ones_are_not(monkeypatch):
    for name, experiment in (("usual", SHORT), ("large", PLANTED["out_of_scale"])):
        found, _ = tried(monkeypatch, experiment)
        assert any(each["of"] == "inputs" for each in found["tried"]) == (name == "large")


def test_nothing_is_offered_that_gains_little():
    assert best_of(None) is None
    assert best_of({"updates": 9, "as_it_is": 1.0, "tried": [of(0.8), of(0.7, "network"), of(None)]}) is None
    assert best_of({"updates": 9, "as_it_is": None, "tried": [of(0.1)]}) is None


def test_what_is_at_the_root_goes_first_where_it_halves_the_cost():
    network, rate, inputs = of(0.01, "network"), of(0.4, "rate"), of(0.45, "inputs")
    result = {"updates": 9, "as_it_is": 1.0, "tried": [network, rate, inputs]}
    assert best_of(result).of == "inputs"
    inputs["cost"] = 0.6
    assert best_of(result).of == "rate"
    rate["cost"] = 0.7
    assert best_of(result).of == "network"
    assert "3 changes were tried for 9 updates each" in best_of(result).measured


def test_what_has_learnt_or_just_begun_is_not_worth_a_trial():
    _, case = ended(PLANTED["too_small"])
    assert worth_a_trial(case)
    assert not worth_a_trial(dataclasses.replace(case, theta=None))
    _, learnt = ended(PLANTED["learnt"])
    assert not worth_a_trial(learnt)
    _, begun = ended(PLANTED["too_small"].changed(schedule={"epochs": 2}))
    assert not worth_a_trial(begun)
