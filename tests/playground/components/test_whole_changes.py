"""A change of the session's state is not interrupted, and the scripts of a session make theirs one after the other."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

import pytest
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from playground.components.whole_changes import make_changes_whole

A_WHILE = 0.2
"""Seconds; what need not wait is done long before they are over."""


class InterruptionError(Exception):
    """What Streamlit raises where something else is to be run."""


def interrupt() -> None:
    """Something else is to be run."""
    raise InterruptionError


def go_on() -> None:
    """Nothing else is to be run."""


class Session(SessionState):
    """A session whose change takes until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.released, self.changes = threading.Event(), threading.Event(), 0
        self.callback: Callable[[], object] = go_on

    def on_script_will_rerun(self, *_told: object, **_told_by_name: object) -> None:
        self.begun.set()
        assert self.released.wait(20)
        self.callback()
        self.changes += 1


def state_class() -> type:
    """A class of its own to be changed, whatever pages of other tests have done to Streamlit's."""

    class Safe(SafeSessionState):
        def __init__(self, state: SessionState, yield_callback: object) -> None:
            super().__init__(state, interrupt)
            object.__setattr__(self, "_lock", threading.RLock())
            object.__setattr__(self, "_yield_callback", yield_callback)

        def on_script_will_rerun(self, *told: object, **_told_by_name: object) -> None:
            self._yield_callback()
            with self._lock:
                self._state.on_script_will_rerun(*told)

    return Safe


def changed_class() -> type:
    """The same, with changes made whole."""
    changed = state_class()
    make_changes_whole(changed)
    return changed


def beginning(script: SafeSessionState) -> threading.Thread:
    """A thread in which the script begins; an interruption ends it."""

    def begin() -> None:
        with contextlib.suppress(InterruptionError):
            script.on_script_will_rerun(None)

    thread = threading.Thread(target=begin, daemon=True)
    thread.start()
    return thread


def overlapping(kind: type, told: Callable[[], None] = go_on) -> tuple[Session, threading.Thread, threading.Thread]:
    """Two scripts of a session, the second begun, and `told` whether to stop, while the first makes its change."""
    session = Session()
    first = beginning(kind(session, yield_callback=go_on))
    assert session.begun.wait(20)
    session.begun.clear()
    return session, first, beginning(kind(session, yield_callback=told))


def test_streamlit_interrupts_a_change():
    with pytest.raises(InterruptionError):
        state_class()(SessionState(), interrupt)["epochs"] = 3


@pytest.mark.parametrize("early", [True, False], ids=["script before the call", "script after the call"])
def test_a_change_is_made_whole(early):
    kind, told, session = state_class(), threading.Event(), Session()
    script = None

    def begin() -> SafeSessionState:
        return kind(session, yield_callback=lambda: interrupt() if told.is_set() else None)

    def callback() -> None:
        told.set()
        script["epochs"] = 3
        script.epochs += 1

    if early:
        script = begin()
    make_changes_whole(kind)
    script = script or begin()
    session.callback = callback
    session.released.set()
    script.on_script_will_rerun(None)
    assert session.changes == 1
    assert "epochs" in script
    assert script["epochs"] == 4
    with pytest.raises(InterruptionError):
        script.on_script_will_rerun(None)
    assert session.changes == 1


def test_who_is_told_to_stop_before_the_change_makes_none():
    session = Session()
    session.released.set()
    with pytest.raises(InterruptionError):
        changed_class()(session, yield_callback=interrupt).on_script_will_rerun(None)
    assert session.changes == 0


def test_streamlit_lets_a_second_script_begin_beside_a_change():
    session, *scripts = overlapping(state_class())
    assert session.begun.wait(20)
    session.released.set()
    for script in scripts:
        script.join(20)


def test_a_sessions_scripts_make_their_changes_one_after_the_other():
    session, first, second = overlapping(changed_class())
    assert not session.begun.wait(A_WHILE), "the second waits for the first"
    session.released.set()
    first.join(20)
    second.join(20)
    assert session.changes == 2


def test_who_is_told_to_stop_while_waiting_makes_no_change():
    stop = threading.Event()
    session, first, second = overlapping(changed_class(), lambda: interrupt() if stop.is_set() else None)
    stop.set()
    session.released.set()
    first.join(20)
    second.join(20)
    assert session.changes == 1


def test_another_session_does_not_wait():
    kind = changed_class()
    session, first, second = overlapping(kind)
    other = Session()
    other.released.set()
    beginning(kind(other, yield_callback=go_on)).join(20)
    assert other.changes == 1
    assert session.changes == 0
    session.released.set()
    first.join(20)
    second.join(20)


def test_a_second_call_changes_nothing():
    changed = changed_class()
    once = changed.on_script_will_rerun
    make_changes_whole(changed)
    assert changed.on_script_will_rerun is once


def test_a_streamlit_that_does_it_in_another_way_stays_as_it_is():
    class Other:
        def __init__(self, state: object) -> None:
            self.state = state

        def on_script_will_rerun(self) -> None:
            self.state = None

    once = Other.on_script_will_rerun
    make_changes_whole(Other)
    assert Other.on_script_will_rerun is once
