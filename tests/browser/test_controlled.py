"""Choices stay, also when a message that tells of the page as it was comes after them."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

DEMO = Path(__file__).with_name("demo_late_message.py")


def test_a_click_is_not_taken_back_by_a_message_that_was_on_its_way(page, serve):
    page.goto(serve(DEMO))
    box, ask = page.get_by_role("checkbox", name="Own"), page.get_by_role("button", name="Ask")
    expect(page.get_by_text("asked 0: ready-made")).to_be_visible()
    asked = 0
    for expected in ("own", "ready-made", "own", "ready-made"):
        # one right after the other: the later messages know nothing of what has come of the first
        box.locator("xpath=ancestor::label").first.click()
        for _ in range(3):
            ask.evaluate("button => button.click()")
            asked += 1
        expect(page.get_by_text(re.compile(rf"^asked {asked}: {expected}$"))).to_be_visible()
