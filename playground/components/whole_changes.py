"""Changes that are made whole, one after the other, also while a fragment keeps asking.

At every access to the session's state Streamlit 1.67 looks whether something else is to be run, and stops the script
there and then (`SafeSessionState`). What a click does is cut short in the middle and never begun again: the next run
knows the widget's new value already. A live view asks twenty times a second; now and then its message carries the value
of a click, whose own follows some milliseconds later, and the click was lost: one in a hundred on a busy machine.

Two scripts of a session may run beside each other, the one that is to stop and the one that a click has started. The
first may only now come to what its message says of the widgets, which is older, and would turn the click back; or the
second may draw what the first has changed half-way. So they take turns, and who was told to stop before its turn came
has none. With `runner.fastReruns = false` there would be one script, but on a busy machine one way in eighty to another
page, taken while a network trained, ended in a blank page; see the browser's "Bad delta path".
"""

from __future__ import annotations

import functools
import inspect
import threading
from typing import Any
from weakref import WeakValueDictionary

from streamlit.runtime.state.safe_session_state import SafeSessionState


def make_changes_whole(session_state: type[Any] = SafeSessionState) -> None:
    """Let a script be interrupted before it changes the session and where it draws, and let a session's scripts make
    their changes one after the other; a second call changes nothing.

    It changes what is Streamlit's own business; where a later Streamlit does it in another way, nothing is changed.
    """
    change = getattr(session_state, "on_script_will_rerun", None)
    known = inspect.signature(session_state.__init__).parameters
    if change is None or "yield_callback" not in known or hasattr(change, "__wrapped__"):
        return
    # Streamlit has a lock for each script; here all scripts of a session hold one, which goes with the last of them.
    locks: WeakValueDictionary[int, Any] = WeakValueDictionary()
    finding = threading.Lock()

    @functools.wraps(change)
    def change_in_turn(self: Any, *told: Any, **told_by_name: Any) -> None:
        # At a script's first change, not in __init__: the first visitor's script is there before this is called.
        if "_stop_if_told" not in vars(self):
            object.__setattr__(self, "_stop_if_told", self._yield_callback)
            object.__setattr__(self, "_yield_callback", lambda: None)
            with finding:
                object.__setattr__(self, "_lock", locks.setdefault(id(self._state), threading.RLock()))
        with self._lock:
            self._stop_if_told()
            change(self, *told, **told_by_name)

    session_state.on_script_will_rerun = change_in_turn
