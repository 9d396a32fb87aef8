"""A question that leaves the browser just behind the one for another page does not come in its way."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.train_page import wait_for_rest

DEMO = Path(__file__).with_name("demo_left_page.py")
LEAVE_AND_ASK = """() => {
  const link = [...document.querySelectorAll("a")].find((each) => each.innerText.trim().endsWith("Second"));
  link.click();
  document.querySelector(".st-key-box input").click();
}"""


def test_a_page_that_is_left_while_it_asks_is_left(page, serve):
    for _ in range(3):
        page.goto(serve(DEMO))
        expect(page.get_by_text("the first page")).to_be_visible()
        expect(page.get_by_role("checkbox")).to_be_attached()  # its code is fetched apart from the page's
        wait_for_rest(page)
        page.evaluate(LEAVE_AND_ASK)
        expect(page.get_by_text("the second page")).to_be_visible()
        wait_for_rest(page)
        expect(page.get_by_text("the second page")).to_be_visible()
