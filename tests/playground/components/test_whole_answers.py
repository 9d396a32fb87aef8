"""A session of Streamlit hears a script out that has ended."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from playground.components.whole_answers import keep_last_messages

DRAWN = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
ENDED = ScriptRunnerEvent.SHUTDOWN


def session_class() -> type:
    """What of Streamlit's session is changed, as Streamlit has it."""

    class Session:
        def __init__(self) -> None:
            self._scriptrunner: str | None = None
            self.heard: list[tuple[str, ScriptRunnerEvent, str]] = []

        def _create_scriptrunner(self, name: str) -> None:
            self._scriptrunner = name

        def _handle_scriptrunner_event_on_event_loop(self, sender: str, event: ScriptRunnerEvent, what: str) -> None:
            if sender is self._scriptrunner:
                self.heard.append((sender, event, what))
                if event == ENDED:
                    self._scriptrunner = None

    return Session


def test_the_last_words_of_ended_scripts_are_heard():
    changed = session_class()
    keep_last_messages(changed)
    session = changed()
    for name in ("first", "second", "third"):
        session._create_scriptrunner(name)
    for sender in ("first", "second", "third"):
        session._handle_scriptrunner_event_on_event_loop(sender, DRAWN, "a part of the page")
        session._handle_scriptrunner_event_on_event_loop(sender, ENDED, "")
    drawn = [(sender, event) for sender, event, _ in session.heard]
    assert drawn == [("first", DRAWN), ("second", DRAWN), ("third", DRAWN), ("third", ENDED)]
    assert session._scriptrunner is None
    assert not session.ended_scriptrunners, "ended scripts are let go"


def test_one_that_was_stopped_to_make_room_is_not_heard():
    changed = session_class()
    keep_last_messages(changed)
    session = changed()
    session._create_scriptrunner("stopped")
    session._scriptrunner = None
    session._create_scriptrunner("present")
    session._handle_scriptrunner_event_on_event_loop("stopped", DRAWN, "a part of the page")
    assert session.heard == []
    assert session._scriptrunner == "present"


def test_a_second_call_changes_nothing():
    changed = session_class()
    keep_last_messages(changed)
    before = vars(changed).copy()
    keep_last_messages(changed)
    assert dict(vars(changed)) == before


def test_another_streamlit_is_left_as_it_is():
    class Session:
        def _create_scriptrunner(self) -> None:
            """What it was, but nobody handles events."""

    before = vars(Session).copy()
    keep_last_messages(Session)
    assert dict(vars(Session)) == before
