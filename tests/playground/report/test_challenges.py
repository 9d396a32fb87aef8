"""Challenges: each is met by its solution, and missed by the network that a person begins with."""

import pytest

from nn.registry import make
from playground.datasets import Dataset
from playground.datasets.image_set import ImageSet
from playground.experiment.link import experiment_of, token_of
from playground.experiment.problems import problems_of
from playground.report.challenges import GROUPS, REPORT, beginning_of, challenges
from playground.report.chapters import CHAPTERS
from playground.report.goal import is_met, meets
from playground.training.run import TrainingRun
from tests.real_digits import require_files

ALL = challenges()
QUICK = {"Digits in a hundred steps", "Squeezed"}
"""Those on images that train within a few seconds."""
POINTS = {name for name, each in ALL.items() if not isinstance(make(Dataset, each.goal.dataset), ImageSet)}
NIGHTLY = [pytest.param(name, marks=pytest.mark.nightly) if name not in POINTS | QUICK else name for name in ALL]


def ended(experiment):
    run = TrainingRun(experiment)
    while run.reason is None:
        run.advance(0.5)
    return run.snapshot("ended")


def failing(goal, experiment, snapshot):
    return [check.text for check in meets(goal, experiment, snapshot) if not check.met]


def test_there_are_twelve_and_the_report_s_goals():
    assert sum(each.group != REPORT for each in ALL.values()) == 12
    assert [each.goal for each in ALL.values() if each.group == REPORT] == [c.next_goal for c in CHAPTERS.values()]
    assert list(dict.fromkeys(each.group for each in ALL.values())) == list(GROUPS)


@pytest.mark.parametrize("name", ALL)
def test_a_challenge_has_a_sentence_hints_and_a_solution_that_can_be_opened(name):
    challenge = ALL[name]
    assert challenge.goal.text.endswith(".")
    assert len(challenge.hints) >= (1 if challenge.solution is None else 2)
    assert len(set(challenge.hints)) == len(challenge.hints)
    if challenge.solution is None:
        assert challenge.group == REPORT, "only a chapter's goal may be left to the person"
    else:
        assert problems_of(challenge.solution).problem is None
        assert experiment_of(token_of(challenge.solution)) == challenge.solution
    beginning = beginning_of(challenge.goal)
    assert problems_of(beginning).problem is None, "a person can press Play at once"
    assert "as asked for" in meets(challenge.goal, beginning, None)[0].text


@pytest.mark.parametrize("name", NIGHTLY)
def test_the_solution_meets_it(name):
    challenge = ALL[name]
    if challenge.solution is None:
        pytest.skip("it is left to the person")
    require_files(make(Dataset, challenge.goal.dataset))
    assert failing(challenge.goal, challenge.solution, ended(challenge.solution)) == []


def moments(experiment, seed):
    """Snapshots of the run at each of its first updates, and now and then until its end."""
    run = TrainingRun(experiment.changed(seed=seed, dataset={"seed": seed}))
    while run.reason is None:
        run.advance(1e-9 if run.trainer.updates < 210 else 0.1)
        yield run.snapshot("paused" if run.reason is None else "ended", pictures=False)


@pytest.mark.parametrize("name", NIGHTLY)
def test_the_network_that_one_begins_with_misses_it_at_every_moment(name):
    goal = ALL[name].goal
    require_files(make(Dataset, goal.dataset))
    beginning = beginning_of(goal)
    seeds = range(2 if name in POINTS else 1)
    met = [each.updates for seed in seeds for each in moments(beginning, seed) if is_met(meets(goal, beginning, each))]
    assert met == []


def test_values_to_be_foretold_are_judged_by_their_squared_error_alone():
    challenge = ALL["Hills and valleys"]
    huber = challenge.solution.changed(loss={"kind": "huber"}, schedule={"epochs": 1})
    assert failing(challenge.goal, huber, ended(huber)) == [
        "its loss is Huber: with MSE its error is known; at most 0.005 asked for"
    ]
    short = challenge.solution.changed(schedule={"epochs": 1})
    (text,) = failing(challenge.goal, short, ended(short))
    assert text.startswith("a mean squared error of 0.")
