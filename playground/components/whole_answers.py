"""Answers that arrive whole, also while a fragment keeps asking.

A session of Streamlit runs its script on a thread, and what the script draws reaches the session's event loop one
message after the other. Where the script has ended, its last messages still on their way, and a fragment asks to be run
again, Streamlit 1.67 starts another thread for it and throws away whatever the ended one has still to say
(`AppSession._handle_scriptrunner_event_on_event_loop`). On a busy server that may be a whole page, which then stands
still until the next click: with a load of 15 on two cores, it happened once in some forty runs of whole pages.
"""

from __future__ import annotations

import functools
from typing import Any

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent


def keep_last_messages(session: type[Any] = AppSession) -> None:
    """Let the sessions hear a script out that has ended, though another has begun; a second call changes nothing.

    It changes what is Streamlit's own business; where a later Streamlit does it in another way, nothing is changed.
    """
    create = getattr(session, "_create_scriptrunner", None)
    handle = getattr(session, "_handle_scriptrunner_event_on_event_loop", None)
    if create is None or handle is None or hasattr(create, "__wrapped__"):
        return

    @functools.wraps(create)
    def create_after(self: Any, *arguments: Any) -> None:
        # Whoever is still here has come to his own end: one that is stopped to make room has been taken away before.
        if self._scriptrunner is not None:
            self.ended_scriptrunners = {*_ended(self), self._scriptrunner}
        create(self, *arguments)

    @functools.wraps(handle)
    def handle_of_all(self: Any, sender: Any, event: ScriptRunnerEvent, *arguments: Any) -> None:
        present = self._scriptrunner
        if sender is present or sender not in _ended(self):
            handle(self, sender, event, *arguments)
        elif event == ScriptRunnerEvent.SHUTDOWN:
            _ended(self).discard(sender)  # the last of its events; its successor is there already
        else:
            self._scriptrunner = sender
            try:
                handle(self, sender, event, *arguments)
            finally:
                self._scriptrunner = present

    session._create_scriptrunner = create_after
    session._handle_scriptrunner_event_on_event_loop = handle_of_all


def _ended(session: Any) -> set[Any]:
    ended: set[Any] = getattr(session, "ended_scriptrunners", set())
    return ended
