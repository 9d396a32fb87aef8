"""axe-core finds no serious violation where everybody begins, light and dark, wide and narrow; nor is anything there
wider than the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.reader import WITH_A_TABLET, looks, serious
from tests.browser.train_page import open_train, wait_for_rest

BEYOND = "() => { const page = document.querySelector('.stMain'); return page.scrollWidth - page.clientWidth; }"
"""Pixels by which the page is wider than its window."""


def test_no_serious_violation_on_train_and_draw(page, app):
    open_train(page, app)
    for look in looks(page):
        assert serious(page) == [], look
    page.set_viewport_size({"width": 1400, "height": 900})
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
    for look in looks(page):
        assert serious(page) == [], look


def examine(page):
    """The page stands in nobody's way in any of its looks."""
    for look in looks(page, WITH_A_TABLET):
        assert serious(page) == [], look
        assert page.evaluate(BEYOND) == 0, look
        for wide in page.get_by_role("table").all():
            box = wide.bounding_box()
            assert 0 <= box["x"] <= box["x"] + box["width"] <= look[1], look


@pytest.mark.nightly
def test_no_serious_violation_on_compare_with_runs_of_two_losses(page, serve):
    page.goto(serve(Path(__file__).parent / "demo_kept_runs.py"))
    expect(page.get_by_text("measured their costs with MSE and BCE")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(7)
    wait_for_rest(page)
    examine(page)


@pytest.mark.nightly
def test_no_serious_violation_on_judge_with_disturbed_digits(page, app):
    open_train(page, app)
    page.get_by_role("link", name="Judge").click()
    page.get_by_role("button", name="Disturb the digits").click()
    expect(page.get_by_text("is what guessing gets right")).to_be_visible(timeout=60_000)
    # those of the classes and of the confidence, and one for each disturbance
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(6, timeout=60_000)
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0, timeout=60_000)
    wait_for_rest(page)
    examine(page)
