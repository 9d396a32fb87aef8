"""A change of the session's state is not interrupted."""

from __future__ import annotations

import pytest
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from playground.components.whole_changes import interrupt_only_drawing


class InterruptionError(Exception):
    """What Streamlit raises where something else is to be run."""


def interrupt() -> None:
    """Something else is to be run."""
    raise InterruptionError


def state_class() -> type:
    """A class of its own to be changed, whatever pages of other tests have done to Streamlit's."""

    class Safe(SafeSessionState):
        def __init__(self, state: SessionState, yield_callback: object) -> None:
            super().__init__(state, interrupt)
            object.__setattr__(self, "_yield_callback", yield_callback)

    return Safe


def test_streamlit_interrupts_a_change():
    with pytest.raises(InterruptionError):
        state_class()(SessionState(), interrupt)["epochs"] = 3


def test_a_change_is_made_whole():
    changed = state_class()
    interrupt_only_drawing(changed)
    state = changed(SessionState(), yield_callback=interrupt)
    state["epochs"] = 3
    state.epochs += 1
    assert "epochs" in state
    assert state["epochs"] == 4


def test_a_second_call_changes_nothing():
    changed = state_class()
    interrupt_only_drawing(changed)
    once = changed.__init__
    interrupt_only_drawing(changed)
    assert changed.__init__ is once


def test_a_streamlit_that_does_it_in_another_way_stays_as_it_is():
    class Other:
        def __init__(self, state: object) -> None:
            self.state = state

    once = Other.__init__
    interrupt_only_drawing(Other)
    assert Other.__init__ is once
