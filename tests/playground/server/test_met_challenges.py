"""What a session has met of the challenges, and what the channel tells of them and of the glossary."""

import json
import types

import pytest

from playground.experiment.glossary import TERMS
from playground.experiment.presets import DEFAULT
from playground.report.challenges import challenges
from playground.server.met_challenges import MetChallenges
from playground.server.session import Session
from playground.server.topics import TOPICS
from playground.training.run import TrainingRun

EASY = "Three numbers are enough"


class Handle:
    """As much of a run's handle as is looked at; it can be weakly referred to."""

    def __init__(self, experiment, phase="ended"):
        run = TrainingRun(experiment)
        while run.reason is None:
            run.advance(1.0)
        self.experiment, self.phase, self.snapshot = experiment, phase, run.snapshot("ended")


@pytest.fixture(scope="module")
def solved():
    return Handle(challenges()[EASY].solution)


def test_a_run_at_rest_meets_its_challenge_once(solved):
    met = MetChallenges()
    met.look(solved)
    met.look(solved)
    assert met.names == (EASY,)


@pytest.mark.parametrize("phase", ["training", "waiting"])
def test_a_run_that_moves_is_not_looked_at(solved, phase):
    moving = types.SimpleNamespace(experiment=solved.experiment, phase=phase, snapshot=solved.snapshot)
    met = MetChallenges()
    met.look(moving)
    assert met.names == ()


def test_a_run_that_goes_on_is_looked_at_again(solved):
    met, run = MetChallenges(), Handle(DEFAULT)
    met.look(run)
    assert met.names == ()
    run.experiment, run.snapshot = solved.experiment, solved.snapshot
    met.look(run)
    assert met.names == (EASY,)


def asked(session, **message):
    topic = TOPICS["challenges"]
    return topic.state(session, message), json.loads(topic.answer(session, message))


def test_the_channel_tells_how_many_and_only_to_who_looks_how_the_network_stands():
    session = Session("token")
    state, told = asked(session)
    assert told == {"met": [], "names": list(challenges())}
    session.edit(optimiser={"learning_rate": 0.5})
    assert asked(session)[0] == state, "nobody looks: an edit is no news"
    looked, told = asked(session, open=True)
    first = told["challenges"][0]
    assert first["name"] == EASY
    assert [check["met"] for check in first["checks"]] == [False, False, False]
    session.replace(challenges()[EASY].solution)
    later, told = asked(session, open=True)
    assert later != looked
    assert [check["met"] for check in told["challenges"][0]["checks"]] == [True, True, False]
    session.met.names = (EASY,)
    assert asked(session)[0] != state
    assert asked(session)[1]["met"] == [EASY]


def test_the_channel_tells_the_whole_glossary_once():
    topic, session = TOPICS["glossary"], Session("token")
    assert topic.state(session, {}) == topic.state(session, {"x": 1})
    told = json.loads(topic.answer(session, {}))
    assert [term["name"] for term in told["terms"]] == [term.name for term in TERMS]
    assert all(term["picture"] and term["keys"] and term["shows"] for term in told["terms"])
    assert len(topic.answer(session, {})) < 200_000
