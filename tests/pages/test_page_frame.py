"""What every page begins with, under AppTest."""

from __future__ import annotations

import dataclasses

import pytest
import streamlit as st

from playground.components import navigation, page_frame
from playground.presets import DEFAULT
from playground.training.pool import FORGOTTEN
from playground.training.worker import UNWATCHED
from tests.pages.app_steps import button, finish_run, go_to, playground_app

PAGES = sorted(path.stem for path in navigation.PAGES.glob("*.py"))
LONG = dataclasses.replace(DEFAULT, schedule={"kind": "schedule", "until_stopped": True})


@pytest.fixture
def watches(monkeypatch):
    """How often the frame has a look at what is under way, each time that it asks for it."""
    intervals = []
    fragment = st.fragment

    def noted(function=None, **options):
        if getattr(function, "__name__", "") == "_watch":
            intervals.append(options["run_every"])
        return fragment(function, **options)

    monkeypatch.setattr(page_frame.st, "fragment", noted)
    return intervals


@pytest.mark.parametrize("name", PAGES)
def test_every_page_looks_at_a_training_until_it_stands(watches, name):
    app = playground_app().run()
    assert not watches
    app.session_state["experiment"] = LONG
    app.run()
    button(app, "Play").click().run()
    run = app.session_state.run
    try:
        watches.clear()
        go_to(app, name)
        assert not app.exception
        assert watches == [page_frame.WATCH]
        run.pause()
        finish_run(app, run)
        watches.clear()
        app.run()
        assert not watches
    finally:
        run.close()


def test_it_looks_often_enough():
    assert min(FORGOTTEN, UNWATCHED) >= 2 * page_frame.WATCH
