"""A widget shows what the experiment says, and only what a person chooses with it is taken for a choice."""

from __future__ import annotations

import pytest
import streamlit as st

from playground.ui.controlled import controlled


class Widgets:
    """Stands for a page with one controlled widget, and for the browser's messages about it."""

    def __init__(self) -> None:
        self.present, self.chosen, self.callbacks = "first", [], {}
        self.drawn = ""

    def draw(self, present: str | None = None) -> str:
        """Draw the page, the experiment having moved to `present`; gives the key of the widget that is drawn."""
        self.present = present or self.present
        controlled(self._widget, "place", self.present, self._choose)
        return self.drawn

    def tell(self, key: str, value: str | None) -> None:
        """A message in which the widget of that key has the value, which Streamlit takes for a change."""
        st.session_state[key] = value
        self.callbacks[key]()

    def _widget(self, *, key: str, on_change: object) -> None:
        self.drawn, self.callbacks[key] = key, on_change

    def _choose(self, value: str) -> None:
        self.present = value
        self.chosen.append(value)


@pytest.fixture
def widgets(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    return Widgets()


def test_what_is_chosen_is_taken_and_the_widget_stays(widgets):
    key = widgets.draw()
    widgets.tell(key, "second")
    assert widgets.draw() == key
    widgets.tell(key, "third")
    widgets.tell(key, "first")
    assert widgets.draw() == key
    assert widgets.chosen == ["second", "third", "first"]


def test_an_experiment_that_moves_gets_another_widget(widgets):
    key = widgets.draw()
    assert widgets.draw("second") != key


def test_no_choice_is_none(widgets):
    widgets.tell(widgets.draw(), None)
    assert widgets.chosen == []


def test_what_the_widget_shows_anyway_is_no_choice(widgets):
    key = widgets.draw()
    widgets.tell(key, "first")
    widgets.tell(key, "second")
    widgets.tell(key, "second")
    assert widgets.chosen == ["second"]


def test_a_late_message_of_a_widget_that_is_gone_changes_nothing(widgets):
    key = widgets.draw()
    widgets.tell(key, "second")
    widgets.draw()
    widgets.draw("third")
    widgets.tell(key, "second")
    assert widgets.present == "third"


def test_a_choice_with_a_widget_that_is_drawn_anew_once_more_counts(widgets):
    key = widgets.draw()
    widgets.tell(key, "second")
    widgets.draw("third")
    widgets.tell(key, "first")
    assert widgets.present == "first"
    assert widgets.draw() == key


def test_a_new_widget_never_has_the_key_of_one_before(widgets):
    first = widgets.draw()
    keys = [widgets.draw(value) for value in ("second", "third", "fourth", "fifth", "sixth")]
    widgets.tell(first, "seventh")
    keys += [widgets.draw(), *(widgets.draw(value) for value in ("eighth", "ninth"))]
    assert len({first, *keys}) == 8
    assert keys[5] == first
    assert len(st.session_state["controlled"]["place"][1]) <= 4, "what is long gone is forgotten"


def test_a_choice_with_a_widget_that_is_about_to_go_counts(widgets):
    key = widgets.draw()
    later = widgets.draw("second")
    widgets.tell(key, "third")
    assert widgets.present == "third"
    widgets.draw()
    widgets.tell(later, "second")
    assert widgets.present == "third"
