"""A fragment's question changes no page, and is none to another page."""

from __future__ import annotations

import types

from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests

from playground.components.left_pages import leave_pages_behind


def changed_classes() -> tuple[type, type]:
    """Streamlit's requests and a runner that notes what it runs, both changed."""

    class Requests(ScriptRequests):
        def _request_rerun_locked(self, new_data: RerunData) -> bool:
            fold = ScriptRequests._request_rerun_locked
            return getattr(fold, "__wrapped__", fold)(self, new_data)

    class Runner:
        def __init__(self, page: str) -> None:
            self.page, self.ran = page, []

        def _get_script_run_ctx(self) -> types.SimpleNamespace:
            return types.SimpleNamespace(page_script_hash=self.page)

        def _run_script(self, asked: RerunData) -> None:
            self.ran.append(asked)

    leave_pages_behind(Requests, Runner)
    return Requests, Runner


def asked_in_turn(*asked: RerunData) -> RerunData:
    """What is to be run when all of these have been asked for."""
    requests = changed_classes()[0]()
    for each in asked:
        assert requests.request_rerun(each)
    return requests.on_scriptrunner_ready().rerun_data


LIVE_VIEW = RerunData(page_script_hash="train", query_string="e=old", fragment_id="live", is_auto_rerun=True)
WAY = RerunData(page_script_hash="draw", query_string="")


def test_the_way_to_another_page_is_not_lost():
    for asked in ((WAY, LIVE_VIEW), (LIVE_VIEW, WAY), (LIVE_VIEW, WAY, LIVE_VIEW, LIVE_VIEW)):
        found = asked_in_turn(*asked)
        assert (found.page_script_hash, found.query_string, found.fragment_id_queue) == ("draw", "", [])


def test_on_one_page_the_last_one_to_ask_is_heard():
    click = RerunData(page_script_hash="train", query_string="e=older")
    assert asked_in_turn(click, LIVE_VIEW).query_string == "e=old"
    assert asked_in_turn(LIVE_VIEW).fragment_id_queue == ["live"]


def test_a_question_of_a_page_that_was_left_is_not_run():
    question = RerunData(page_script_hash="train", fragment_id_queue=["live"])
    for page, runs in (("draw", []), ("train", [question]), ("", [question])):
        runner = changed_classes()[1](page)
        runner._run_script(question)
        assert runner.ran == runs
    runner = changed_classes()[1]("train")
    runner._run_script(WAY)
    assert runner.ran == [WAY]


def test_a_second_call_changes_nothing():
    requests, runner = changed_classes()
    once = requests._request_rerun_locked, runner._run_script
    leave_pages_behind(requests, runner)
    assert (requests._request_rerun_locked, runner._run_script) == once


def test_a_streamlit_that_does_it_in_another_way_stays_as_it_is():
    requests, runner = type("Requests", (), {}), type("Runner", (), {})
    leave_pages_behind(requests, runner)
    assert not hasattr(requests, "_request_rerun_locked")
    assert not hasattr(runner, "_run_script")
