"""The frame of every page, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.train_page import control, open_train, rows


@pytest.fixture
def window(page: Page) -> Page:
    """A window with more below than it shows."""
    page.set_viewport_size({"width": 1400, "height": 500})
    return page


def editors_field(page: Page) -> Locator:
    """A number of the layer editor's."""
    return rows(page).first.get_by_role("spinbutton").first


def streamlits_field(page: Page) -> Locator:
    """A number of Streamlit's own."""
    return page.get_by_test_id("stNumberInputField").first


@pytest.mark.parametrize("find", [editors_field, streamlits_field])
def test_a_wheel_over_a_field_that_has_the_focus_scrolls_the_page_and_leaves_the_value(window, app, find):
    open_train(window, app)
    field = find(window)
    field.click()
    value = field.input_value()
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = window.evaluate(scrolled)
    window.mouse.wheel(0, 60)
    window.wait_for_function(f"before => {scrolled} > before", arg=before)
    assert field.input_value() == value
    expect(control(window, "Undo")).to_have_attribute("aria-disabled", "true")


def test_the_pages_of_a_narrow_window_are_chosen_in_the_bar_at_its_bottom(page, app):
    page.set_viewport_size({"width": 420, "height": 900})
    open_train(page, app)
    for name, title in (("Judge", "Judge a classifier"), ("Draw", "Draw a digit")):
        page.get_by_role("navigation", name="App pages").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
