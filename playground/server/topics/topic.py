"""A topic of the live channel: something that a page's views may ask for, or tell."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from playground.server.session import Session
from playground.training.run_handle import RunHandle
from playground.training.switches import Unit

Message = Mapping[str, Any]
"""A view's question as JSON, to be checked: it comes from a browser."""


class RefusedError(ValueError):
    """A question that cannot be answered; the message says why, for a person."""


def asked_run(session: Session, message: Message) -> RunHandle | None:
    """The run whose network a message is about: in its `role` the one that rebuilds images, else that which reads."""
    return session.run_of("autoencoder" if message.get("role") == "autoencoder" else "digits")


def switched_off(session: Session, run: RunHandle, message: Message) -> tuple[Unit, ...]:
    """The units of the run's network that are off for the view that asks: of others than Draw's and Inside's, none."""
    return session.switched_off.of(run) if message.get("switches") is True else ()


@dataclass(frozen=True)
class Topic:
    """The answer to a kind of question, and when it is due.

    `state(session, message)` tells one answer from the next: a question that has been answered waits until the state is
    another one, or, where it is None, until there is one. It only looks at what is there, and takes no lock that others
    hold for long. `answer(session, message)` gives the bytes; unless it is `quick`, it has a thread. A topic without a
    state is told something, and its bytes go nowhere: a small message in front of the answers that follow would hold
    them up on their way.
    """

    answer: Callable[[Session, Message], bytes]
    state: Callable[[Session, Message], Hashable] | None = None
    quick: bool = False
