"""No page is lost while a fragment keeps asking."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

DEMO = Path(__file__).with_name("demo_late_events.py")


def test_a_late_server_draws_the_whole_page_each_time(page, serve):
    page.goto(serve(DEMO))
    expect(page.get_by_text("drawn as a whole: 10")).to_be_visible()
