"""Questions of a page that has been left are not answered.

A fragment may ask, for a live view or a drawing, when the browser has asked for another page and not yet heard of it.
Streamlit 1.67 takes the page of whoever asked last (`ScriptRequests`): the way to the other page was lost. Or it runs
what it knows of the page that was left after the other one, and the browser, told of a page it had left, shows none.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType

_OF_THE_PAGE = ("page_script_hash", "page_name", "query_string")


def leave_pages_behind(requests: type[Any] = ScriptRequests, runner: type[Any] = ScriptRunner) -> None:
    """Let a fragment's question change no page, and be none to another page; a second call changes nothing.

    It changes what is Streamlit's own business; where a later Streamlit does it in another way, nothing is changed.
    """
    fold, run = getattr(requests, "_request_rerun_locked", None), getattr(runner, "_run_script", None)
    if fold is None or run is None or hasattr(fold, "__wrapped__"):
        return

    @functools.wraps(fold)
    def fold_into_the_page(self: Any, asked: Any) -> bool:
        pending = self._rerun_data
        waits = self._state == ScriptRequestType.RERUN and not pending.fragment_id_queue
        if waits and asked.fragment_id and asked.page_script_hash != pending.page_script_hash:
            asked = dataclasses.replace(asked, **{name: getattr(pending, name) for name in _OF_THE_PAGE})
        return bool(fold(self, asked))

    @functools.wraps(run)
    def run_of_the_page(self: Any, asked: Any) -> None:
        present = self._get_script_run_ctx().page_script_hash
        if not asked.fragment_id_queue or present in ("", asked.page_script_hash):
            run(self, asked)

    requests._request_rerun_locked = fold_into_the_page
    runner._run_script = run_of_the_page
