"""No change is cut short by the next one, nor by a fragment that keeps asking."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

DEMO = Path(__file__).with_name("demo_slow_change.py")
ASKS = re.compile(r"^asked ([5-9]|\d{2,})$")
CLICK_BOTH = """() => {
  const [first, second] = document.querySelectorAll("input[type=checkbox]");
  first.click();
  setTimeout(() => second.click(), 100);  // a message of its own, while the first change is being made
}"""


def test_two_quick_clicks_are_both_taken(page, serve):
    page.goto(serve(DEMO))
    expect(page.get_by_text(ASKS)).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(2)  # their code is fetched apart from the page's
    for expected in ("first, second", "nothing", "first, second", "nothing"):
        page.evaluate(CLICK_BOTH)
        expect(page.get_by_text(f"taken: {expected}", exact=True)).to_be_visible()
