"""The registry of sessions: who finds which, and what is forgotten when."""

import pytest

from playground.experiment.presets import DEFAULT
from playground.server.session import Session
from playground.server.sessions import GRACE, SESSION_MINUTES, Sessions

OTHER = DEFAULT.changed(seed=7)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("playground.server.observable.time.monotonic", clock)
    return clock


@pytest.fixture
def sessions(clock):
    return Sessions(most=3, clock=clock)


@pytest.fixture
def closed(monkeypatch):
    closed = []
    monkeypatch.setattr(Session, "close", lambda self: closed.append(self))
    return closed


def opened(sessions, visitor="ada", experiment=None):
    session = sessions.make(visitor)
    session.enter("a page")
    if experiment is not None:
        session.experiment = experiment
    return session


def test_tokens_are_long_and_their_sessions_are_found(sessions):
    made = [sessions.make(None) for _ in range(3)]
    assert len({session.token for session in made}) == 3
    assert min(len(session.token) for session in made) >= 32
    assert all(sessions.get(session.token) is session for session in made)
    assert sessions.get("") is None


def test_a_page_that_comes_back_finds_what_it_left(sessions):
    session = opened(sessions)
    assert sessions.find("ada", DEFAULT) is None, "it is open"
    session.leave()
    assert sessions.find("bob", DEFAULT) is None, "it is another browser's"
    assert sessions.find(None, DEFAULT) is None, "without a name nothing is found"
    assert sessions.find("ada", OTHER) is None, "its link has another experiment"
    assert sessions.find("ada", None) is None, "it has no link"
    assert sessions.find("ada", DEFAULT) is session


def test_without_cookies_no_session_is_anybody_s(sessions):
    session = opened(sessions, visitor=None)
    session.leave()
    assert sessions.find(None, DEFAULT) is None


def test_of_two_pages_that_find_the_same_the_second_is_turned_away_and_looks_again(sessions, clock):
    one, two = opened(sessions), opened(sessions)
    for session in (one, two):
        session.leave()
        clock.now += 1
    assert sessions.find("ada", DEFAULT) is sessions.find("ada", DEFAULT) is two
    assert two.enter("first page")
    assert not two.enter("second page")
    sessions.turn_away("second page")
    assert sessions.was_turned_away("first page") is None
    assert sessions.was_turned_away("second page") == ""
    assert sessions.was_turned_away("second page") is None, "once"
    assert sessions.find("ada", DEFAULT) is one


def test_a_page_reloaded_before_it_was_there_finds_the_same(sessions):
    session = opened(sessions)
    session.leave()
    for _ in range(3):
        assert sessions.find("ada", DEFAULT) is session


def test_a_page_may_come_again_before_it_is_noticed_that_it_has_gone():
    session = Session("token")
    assert session.enter("page")
    assert session.enter("page")
    session.leave()
    assert session.present
    assert not session.enter("another")
    session.leave()
    assert not session.present
    assert session.enter("another")


def test_two_tabs_stay_two(sessions, clock):
    one, two = opened(sessions), opened(sessions)
    one.leave()
    clock.now += 1
    two.leave()
    assert sessions.find("ada", DEFAULT) is two, "the one left last"
    two.enter("another page")
    assert sessions.find("ada", DEFAULT) is one


def test_what_no_page_has_is_forgotten_in_time(sessions, clock, closed):
    kept, left = opened(sessions), opened(sessions)
    clock.now += 1
    left.leave()
    clock.now += 60 * SESSION_MINUTES - 1
    sessions.forget()
    assert len(sessions) == 2
    clock.now += 2
    sessions.forget()
    assert sessions.all() == [kept], "an open page is never forgotten"
    assert closed == [left]


def test_beyond_the_most_the_longest_forsaken_go(sessions, clock, closed):
    made = [opened(sessions, f"visitor {number}") for number in range(3)]
    clock.now += 1
    for session in (made[1], made[0]):
        session.leave()
        clock.now += 1
    clock.now += GRACE
    further = [opened(sessions) for _ in range(2)]
    assert sessions.all() == [made[2], *further]
    assert closed == [made[1], made[0]]


def test_where_memory_is_short_the_longest_forsaken_go(clock, closed, monkeypatch):
    sessions = Sessions(most_bytes=250, clock=clock)
    monkeypatch.setattr(Session, "nbytes", 100)
    first, second, third = (opened(sessions) for _ in range(3))
    clock.now += 1
    for session in (second, third):
        session.leave()
        clock.now += 1
    sessions.forget()
    assert closed == [], "they may be about to come back"
    clock.now += GRACE
    sessions.forget()
    assert closed == [second]
    assert sessions.all() == [first, third]
    assert sessions.get(second.token) is None
    monkeypatch.setattr(Session, "nbytes", 300)
    sessions.forget()
    assert sessions.all() == [first], "one with a page stays, whatever it takes"
