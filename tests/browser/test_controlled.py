"""What a person chooses stays, also when a message that tells of the page as it was comes after it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

DEMO = Path(__file__).with_name("demo_late_message.py")
NUMBER = """() => Number([...document.querySelectorAll("[data-testid=stText]")]
  .map((text) => text.innerText.match(/^asked (\\d+)/)?.[1]).find(Boolean))"""


def test_a_click_is_not_taken_back_by_a_message_that_was_on_its_way(page, serve):
    page.goto(serve(DEMO))
    box = page.get_by_role("checkbox", name="Own")
    expect(box).to_be_attached()
    for expected in ("own", "ready-made", "own", "ready-made"):
        box.locator("xpath=ancestor::label").first.click()
        expect(page.get_by_text(expected, exact=True)).to_be_visible()
        before = page.evaluate(NUMBER)
        page.wait_for_function(f"before => ({NUMBER})() >= before + 5", arg=before)
        expect(page.get_by_text(re.compile(rf"^asked \d+: {expected}$"))).to_be_visible()
