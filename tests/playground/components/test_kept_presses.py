"""Presses of buttons wait at their session until a script makes them."""

from __future__ import annotations

import gc

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import SessionState

from playground.components import kept_presses
from playground.components.kept_presses import Presses, keep_presses, presses_of_session


def told(*pressed: str, fragment: str = "") -> ClientState:
    """A message of the browser's: a box that is ticked, and these buttons pressed."""
    widgets = [WidgetState(id="box", bool_value=True), WidgetState(id="idle", trigger_value=False)]
    widgets += [WidgetState(id=each, trigger_value=True) for each in pressed]
    return ClientState(widget_states=WidgetStates(widgets=widgets), fragment_id=fragment)


class Runner:
    """A script that notes what waited when it was told to stop."""

    def __init__(self, state: SessionState) -> None:
        self.state, self.waited = state, None

    def request_stop(self) -> None:
        if self.waited is None:
            self.waited = len(presses_of_session(self.state))


def session_class() -> type:
    """What of Streamlit's session is changed, as Streamlit has it."""

    class Session:
        def __init__(self) -> None:
            self._session_state, self._scriptrunner, self.asked = SessionState(), None, []

        def request_rerun(self, client_state: ClientState | None) -> None:
            if self._scriptrunner is not None:
                self._scriptrunner.request_stop()
            self.asked.append(client_state)
            self._scriptrunner = Runner(self._session_state)

    return Session


@pytest.fixture
def session():
    changed = session_class()
    keep_presses(changed)
    return changed()


def waiting(session) -> list[list[str]]:
    """The buttons whose presses wait, a message after the other."""
    return [[each.id for each in presses.widgets] for presses in presses_of_session(session._session_state)]


def test_presses_wait_a_message_after_the_other(session):
    messages = [told("step"), told("step"), told(), told("play", "step")]
    for each in messages:
        session.request_rerun(each)
    assert session.asked == messages
    assert waiting(session) == [["step"], ["step"], ["play", "step"]]


def test_a_script_is_told_to_stop_before_it_could_make_a_later_press(session):
    session.request_rerun(told())
    script = session._scriptrunner
    session.request_rerun(told("step"))
    assert script.waited == 0


def test_what_lets_no_script_go_leaves_nothing(session):
    session.request_rerun(told("step", fragment="live"))
    session.request_rerun(None)
    assert waiting(session) == []


def test_sessions_have_their_own_which_go_with_them(session):
    other = type(session)()
    other.request_rerun(told("step"))
    assert waiting(session) == []
    assert waiting(other) == [["step"]]
    identity = id(other._session_state)
    del other
    gc.collect()
    assert identity not in kept_presses._waiting


def test_what_is_given_back_comes_first():
    presses = Presses("abc")
    taken = presses.take()
    assert taken == ["a", "b", "c"]
    presses.append("d")
    presses.give_back(taken[1:])
    assert presses.take() == ["b", "c", "d"]
    assert presses.take() == []


def test_a_second_call_changes_nothing():
    changed = session_class()
    keep_presses(changed)
    once = changed.request_rerun
    keep_presses(changed)
    assert changed.request_rerun is once


def test_a_streamlit_that_does_it_in_another_way_stays_as_it_is():
    class Other:
        pass

    keep_presses(Other)
    assert not hasattr(Other, "request_rerun")
