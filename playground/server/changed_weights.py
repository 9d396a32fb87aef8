"""The Train page's run in a person's hands: its weights changed where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from playground.experiment.problems import problems_of
from playground.server.session import Session
from playground.training.by_hand import ByHand, HandChange, can_be_changed
from playground.training.network_frame import network_frame
from playground.training.run_handle import RunHandle
from playground.training.untrained import first_theta

NumberedChange = tuple[int, HandChange | None]
"""A change, None for taking the last one back, and its number, which grows."""
MOST_CHANGES = 200
"""In one message; those obeyed already count."""
SETTLE = 1.0
"""Seconds for which a change waits until a run that trains stands still."""
TOO_LARGE = "Weights can be changed by hand in small networks on points: this one is none."
MOVES = "The training has not come to rest yet: press Pause, and change the weight then."


def by_hand_of(session: Session) -> ByHand | None:
    """What a person has changed of the current run, since it has stood still; None for nothing."""
    run, found = session.current_run, session.by_hand
    if found is None or run is None or run.moving or run is not found[0] or found[1].shown is None:
        return None
    return found[1] if found[1].shown.theta is run.theta else None


def change_weights(session: Session, changes: Sequence[NumberedChange]) -> str | None:
    """Make those of the changes that are new, one after the other; why they cannot be made, in words, or None.

    A run that trains is paused first; where there is none, one begins to stand with its first weights, and where a
    moment of the past is shown, one branches off there. A message repeats the changes before it: their numbers tell
    which have been obeyed.
    """
    with session.lock:
        new = [(number, change) for number, change in changes if number > session.hand_revision]
        if not new:
            return None
        session.hand_revision = max(number for number, _ in new)
        if not can_be_changed(session.experiment) or problems_of(session.experiment).problem is not None:
            return TOO_LARGE
        run = _run_at_rest(session)
        if run is None:
            return MOVES
        hand = by_hand_of(session)
        if hand is None:
            theta = first_theta(run.experiment) if run.theta is None else run.theta
            hand = ByHand(run.experiment, theta)
            session.by_hand = (run, hand)
        for _, change in new:
            if change is None:
                hand.undo()
            else:
                hand.make(change)
        snapshot = hand.show(run.snapshot, session.hand_revision)
        run.change_by_hand(snapshot, hand.live_frame, changed=hand.changed)
        session.look()
    session.notify()
    return None


def present_network_frame(session: Session, run: RunHandle) -> bytes | None:
    """What the network picture of a run that stands still is drawn from; None before it has any weights."""
    theta, shown = run.theta, run.snapshot
    if theta is None or shown is None:
        return None
    hand = by_hand_of(session)
    if hand is not None:
        return hand.network_frame
    return network_frame(run.experiment, run.experiment.samples(), theta, shown.updates)


def _run_at_rest(session: Session) -> RunHandle | None:
    moment = session.recalled
    if moment is not None:
        session.branch_from_past(moment.run.named_rest, moment.place)
    run = session.run_to_move()
    if run.moving:
        run.pause()
        run.settle(SETTLE)
    return None if run.moving else run
