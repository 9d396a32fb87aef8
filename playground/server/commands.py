"""Presses of the buttons that move a run, and the settings beside them: each obeyed once and in its order."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Mapping, Sequence

from nn.settings import SpecError
from playground.experiment.problems import problems_of
from playground.server.sent_numbers import revision_of
from playground.server.session import Session

SETTLE = 0.06
"""Seconds for which a page waits until a run that is to stand still does: most do at once."""
MOST_COMMANDS = 200
"""Presses that a message may bring; those obeyed already count."""
LONGEST_NAME = 64
"""Characters of a page's name that are read."""


def _play(session: Session) -> None:
    session.run_to_move().play()


def _pause(session: Session) -> None:
    run = session.current_run
    if run is not None:
        run.pause()
        run.settle(SETTLE)


def _step(session: Session) -> None:
    run = session.run_to_move()
    run.step()
    run.settle(SETTLE)


def _epoch(session: Session) -> None:
    session.run_to_move().epoch()


COMMANDS: Mapping[str, Callable[[Session], None]] = {
    "Play": _play,
    "Pause": _pause,
    "Step": _step,
    "Epoch": _epoch,
    "Reset": Session.drop_run,
    "New seed": Session.new_seed,
}
TRAIN = frozenset({"Play", "Step", "Epoch"})
SET = frozenset({"optimiser", "schedule"})
"""Parts of the experiment whose settings stand beside the buttons."""


def obey(session: Session, command: str) -> None:
    """Do what a button says, unless there is something in the way of training, which the page tells of."""
    if command not in TRAIN or problems_of(session.experiment).problem is None:
        COMMANDS[command](session)


def go_on(session: Session, value: object) -> None:
    """Go on, as a branch, from the moment of the past that a browser names: `{"rest": ..., "place": ...}`.

    What is no such message, or is meant of a run that has moved since, is left alone.
    """
    match value:
        case {"rest": str(rest), "place": place} if (found := revision_of(place)) is not None:
            if problems_of(session.experiment).problem is None and session.branch_from_past(rest, found):
                obey(session, "Play")


def set_part(session: Session, part: str, kind: str, name: str, value: object) -> None:
    """Give a setting of a part of the experiment another value.

    It is left alone where the part is of another kind by now, has no such setting, or the value is none of its own.
    """
    with session.lock, contextlib.suppress(SpecError):
        if getattr(session.experiment, part).kind == kind:
            session.edit(**{part: {name: value}})


def obey_new(session: Session, value: object) -> None:
    """Obey the presses in a browser's message, `{"page": ..., "pressed": [[number, press], ...]}`, that are new.

    A press is a command, or `{"part": ..., "kind": ..., "name": ..., "value": ...}`, a setting's new value.
    A message repeats the presses before it, for one may overtake another; their numbers, which grow, tell which of a
    page's have been obeyed. What is no such message is left alone.
    """
    page = value.get("page") if isinstance(value, Mapping) else None
    pressed = value.get("pressed") if isinstance(value, Mapping) else None
    if not isinstance(page, str) or not isinstance(pressed, Sequence) or len(pressed) > MOST_COMMANDS:
        return
    page = page[:LONGEST_NAME]
    for press in pressed:
        match press:
            case [number, str(command)] if command in COMMANDS:
                do = functools.partial(obey, session, command)
            case [number, {"part": str(part), "kind": str(kind), "name": str(name), "value": new}] if part in SET:
                do = functools.partial(set_part, session, part, kind, name, new)
            case _:
                continue
        found = revision_of(number)
        before, last = session.obeyed
        if found is not None and (page != before or found > last):
            session.obeyed = (page, found)
            do()
