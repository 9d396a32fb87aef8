"""Changes that are made whole, also while a fragment keeps asking.

At every access to the session's state Streamlit 1.67 looks whether something else is to be run, and stops the script
there and then (`SafeSessionState`). What a click does is cut short in the middle and never begun again: the next run
knows the widget's new value already. A live view asks twenty times a second; now and then its message carries the value
of a click, whose own follows some milliseconds later, and the click was lost: one in a hundred on a busy machine.

What is left: a second script may begin beside the one that is still changing the session, and draw what it finds. With
`runner.fastReruns = false` it could not, but on a busy machine one way in eighty to another page, taken while a network
trained, ended in a blank page; see the browser's "Bad delta path".
"""

from __future__ import annotations

import functools
import inspect
from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState


def interrupt_only_drawing(session_state: type[Any] = SafeSessionState) -> None:
    """Let scripts be interrupted where they draw, and nowhere else; a second call changes nothing.

    It changes what is Streamlit's own business; where a later Streamlit does it in another way, nothing is changed.
    """
    create = session_state.__init__
    if "yield_callback" not in inspect.signature(create).parameters or hasattr(create, "__wrapped__"):
        return

    @functools.wraps(create)
    def create_undisturbed(self: Any, state: Any, yield_callback: Any) -> None:  # noqa: ARG001
        create(self, state, yield_callback=lambda: None)

    session_state.__init__ = create_undisturbed
