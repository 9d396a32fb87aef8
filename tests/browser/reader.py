"""A page as readers have it: in both themes, wide and on a phone, and with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.train_page import wait_for_layout, wait_for_rest

THEME = "scheme => getComputedStyle(document.querySelector('.stApp')).colorScheme.includes(scheme)"


Look = tuple[Literal["light", "dark"], int]
"""A theme, and the width of the window in pixels."""
WIDE_AND_NARROW: tuple[Look, ...] = (("light", 1400), ("dark", 420))
WITH_A_TABLET: tuple[Look, ...] = (("light", 1400), ("dark", 820), ("light", 420))


def looks(page: Page, shown: tuple[Look, ...] = WIDE_AND_NARROW) -> Iterator[Look]:
    """Show the page in each theme and in each width, and say which: what a theme spoils it spoils in any width."""
    for scheme, width in shown:
        show_theme(page, scheme)
        page.set_viewport_size({"width": width, "height": 900})
        wait_for_rest(page)
        yield scheme, width


def show_theme(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Let the page have the theme, and wait until it is drawn in it."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(THEME, arg=scheme)
    wait_for_layout(page)


def serious(page: Page, within: str | None = None) -> list[Any]:
    """Serious faults, or worse, that axe-core finds on the page, or within a part of it."""
    found = Axe().run(page, context=within).response["violations"]
    return [
        (violation["id"], node["html"][:200], node.get("failureSummary", "")[:300])
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
