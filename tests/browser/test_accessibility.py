"""axe-core finds no serious violation where everybody begins, light and dark, wide and narrow."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.reader import looks, serious
from tests.browser.train_page import open_train


def test_no_serious_violation_on_train_and_draw(page, app):
    open_train(page, app)
    for look in looks(page):
        assert serious(page) == [], look
    page.set_viewport_size({"width": 1400, "height": 900})
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
    for look in looks(page):
        assert serious(page) == [], look
