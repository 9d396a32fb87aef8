"""One page of a demo for many tests: to open a page anew costs a second of processor time, to begin again a tenth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, watch
from tests.browser.train_page import wait_for_rest


class Desk:
    """A demo's page that is kept; a press of its "Begin again" gives each test a view and a state of its own there.

    The demo says which turn it is ("Turn: 3"). After a test that failed, or that left errors in the console, the page
    is opened anew: what one test leaves behind is no other's affair.
    """

    def __init__(self, browser: Browser, visit: Callable[[Page], object]) -> None:
        self.context = browser.new_context(viewport=DESKTOP)
        self.visit = visit
        self.page: Page | None = None
        self.problems: list[str] = []

    @contextmanager
    def turn(self, session: pytest.Session) -> Iterator[Page]:
        """The page as if just opened, for one test, which fails on a console error or an uncaught exception."""
        failed = session.testsfailed
        if self.page is None:
            self.page = self.context.new_page()
            self.problems = watch(self.page)
            self.visit(self.page)
        else:
            self.page.mouse.move(0, 0)
            self.page.set_viewport_size(DESKTOP)
            self.page.emulate_media(color_scheme="light")
            self.begin_again()
        yield self.page
        problems = self.problems
        if problems or session.testsfailed > failed:
            self.page.close()
            self.page = None
        assert not problems, f"the browser's console shows: {problems}"

    def begin_again(self, act: Callable[[], object] | None = None) -> None:
        """Press the button, or `act` in its stead, and wait until the page is at rest again, scrolled to its top."""
        page = self.page
        assert page is not None, "no test has its turn"
        before = page.get_by_text(re.compile("^Turn: ")).inner_text()
        button = page.get_by_role("button", name="Begin again")
        button.evaluate("button => button.click()") if act is None else act()  # such a click does not scroll
        expect(page.get_by_text(before, exact=True)).to_have_count(0)
        wait_for_rest(page)
        page.evaluate("document.querySelectorAll('*').forEach(part => { if (part.scrollTop) part.scrollTop = 0; })")
