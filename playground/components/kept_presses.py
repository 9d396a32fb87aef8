"""Presses of buttons that are all made, also when the next click comes at once.

The browser tells of what a widget shows with every message, but of a press once. Streamlit 1.67 lets a script go when
another click comes, with what it was told of, also where it has not made it yet (`AppSession.request_rerun`): of two
presses of Step within a tenth of a second, one was lost in one pair of twelve on a busy machine. So presses wait at the
session, and whichever script comes to its turn first makes them; see `whole_changes`.
"""

from __future__ import annotations

import functools
from collections import deque
from typing import Any
from weakref import WeakValueDictionary

from streamlit.runtime.app_session import AppSession


class Presses(deque[Any]):
    """A session's presses that are still to be made: those of a message after those of the other, as widget states."""

    def take(self) -> list[Any]:
        """All of them, which are no longer here."""
        return [self.popleft() for _ in range(len(self))]

    def give_back(self, taken: list[Any]) -> None:
        """What was taken and not made is to be made first."""
        self.extendleft(reversed(taken))


# By the identity of a session's state, which neither can be hashed nor referred to weakly; a session keeps both.
_waiting: WeakValueDictionary[int, Presses] = WeakValueDictionary()


def keep_presses(session: type[Any] = AppSession) -> None:
    """Let presses wait at their session until a script makes them; a second call changes nothing.

    It changes what is Streamlit's own business; where a later Streamlit does it in another way, nothing is changed.
    """
    request = getattr(session, "request_rerun", None)
    if request is None or hasattr(request, "__wrapped__"):
        return

    @functools.wraps(request)
    def request_with_presses(self: Any, client_state: Any) -> None:
        # A fragment's message lets no script go.
        if client_state is not None and not client_state.fragment_id:
            presses = presses_of(client_state.widget_states, self._session_state)
            if presses is not None:
                if self._scriptrunner is not None:
                    self._scriptrunner.request_stop()  # as `request` does; before it could make them
                self.presses = _waiting.setdefault(id(self._session_state), Presses())
                self.presses.append(presses)
        request(self, client_state)

    session.request_rerun = request_with_presses


def presses_of(widget_states: Any, session_state: Any) -> Any:
    """Those of a message's widget states that are presses, in the same form; None where there are none."""
    find = getattr(session_state, "_filter_active_trigger_widget_states", None)
    return None if find is None else find(widget_states)


def presses_of_session(session_state: Any) -> Presses:
    """What waits at the session whose state it is."""
    return _waiting.get(id(session_state)) or Presses()
