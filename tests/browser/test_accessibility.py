"""axe-core finds no serious violation on any page, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.train_page import open_train


@pytest.mark.parametrize("width", [1400, 420])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_violation(browser, app, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = open_train(context.new_page(), app)
    assert serious(page) == []
    page.get_by_role("link", name="Draw").click() if width > 600 else page.goto(f"{app}/draw")
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
    assert serious(page) == []
    context.close()


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (violation["id"], node["html"][:200], node.get("failureSummary", "")[:300])
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
